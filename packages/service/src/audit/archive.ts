/** An archive that `retainTrail` wrote. */
export type Archive = {
  /** For people, such as the name of its file. */
  readonly name: string;
  /** Returns the lines from the first one on: they are read twice. */
  readonly lines: () => AsyncIterable<string>;
};
