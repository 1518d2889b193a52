/** Says that stored data is no key: `path` names the field. The message never holds the seed. */
export class KeyStateError extends Error {
  readonly code = "KEY_STATE_UNUSABLE";
  /** The unusable field, such as "clock.rateError". */
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`Cannot read ${path} of a key's state: ${problem}`, options);
    this.name = "KeyStateError";
    this.path = path;
  }
}
