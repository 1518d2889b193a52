/** Stable names of what goes wrong with a board. They never change meaning. */
export type BoardErrorCode =
  /** The port cannot be opened: not there, busy, not permitted, not clear which. */
  | "PORT_UNUSABLE"
  /** The line went away while it was in use. */
  | "PORT_CLOSED"
  /** Nothing answered within the bound, though it was asked again. */
  | "NO_ANSWER"
  /** The board answered that it will not. */
  | "REFUSED"
  /** The answer is none that this command can have. */
  | "ANSWER_MALFORMED"
  /** The glass holds other characters than were written. */
  | "GLASS_DIFFERS"
  /** The board calls itself something that no model is known for. */
  | "NOT_SUPPORTED";

/** A board, or the way to it, cannot be used. */
export class BoardError extends Error {
  override readonly name: string = "BoardError";
  readonly code: BoardErrorCode;

  constructor(code: BoardErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
