/** Stable names of what makes data unusable. Programs may compare them; they never change meaning. */
export type OtpErrorCode =
  | "SEED_UNUSABLE"
  | "SEAL_MALFORMED"
  | "SEAL_BROKEN"
  | "SEAL_KEY_UNKNOWN"
  | "RECORD_MALFORMED"
  | "STEP_REOPENED"
  | "HOLDER_TAKEN"
  | "STORE_UNUSABLE"
  | "MASTER_KEY_UNUSABLE"
  | "KEY_FILE_MALFORMED"
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
