/** Stable names of what makes data unusable. Programs may compare them; they never change meaning. */
export type OtpErrorCode =
  | "SEED_UNUSABLE"
  | "SEAL_MALFORMED"
  | "SEAL_BROKEN"
  | "SEAL_KEY_UNKNOWN"
  | "RECORD_MALFORMED"
  | "RECORD_DAMAGED"
  | "STEP_REOPENED"
  | "HOLDER_TAKEN"
  | "STORE_UNUSABLE"
  | "OUTCOME_UNKNOWN"
  | "MASTER_KEY_UNUSABLE"
  | "KEY_FILE_MALFORMED"
  | "KEY_FILE_COLUMNS"
  | "KEY_FILE_KIND"
  | "KEY_FILE_UNSUPPORTED"
  | "KEY_FILE_LOCKED"
  | "KEY_FILE_UNWRITABLE";

/** Data that cannot be used: a torn seal, a damaged record, a store that cannot be opened. */
export class OtpError extends Error {
  override readonly name: string = "OtpError";
  readonly code: OtpErrorCode;

  constructor(code: OtpErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** A stored record that was edited. Its message names neither the key nor its holder. */
export class RecordDamagedError extends OtpError {
  readonly problem: string;
  // No field of its own: loggers write those.
  readonly #serial: string;

  constructor(serial: string, problem: string, cause?: unknown) {
    super(
      "RECORD_DAMAGED",
      `Cannot use this key: its stored record is damaged (${problem}); see jeton audit verify`,
      cause,
    );
    this.#serial = serial;
    this.problem = problem;
  }

  /** The key's serial, for staff only. */
  get serial(): string {
    return this.#serial;
  }
}
