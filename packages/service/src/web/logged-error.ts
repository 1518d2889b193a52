/** What the log holds of an error. */
export type LoggedError = {
  readonly type: string;
  /** The stable word of an `OtpError`, or the system's own, such as `ECONNREFUSED`. */
  readonly code?: string;
  readonly message: string;
  /** Where it was thrown; the message is not repeated. */
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
};

/**
 * Returns what may be logged of an error: no names of people or keys, nothing that somebody typed.
 * Our messages, those of the databases and of `JSON.parse` put such texts in quotes, so all between
 * the first quote and the last is left out. Fields of other errors, such as PostgreSQL's `detail`,
 * which repeats whole rows, are not copied.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: [] };
  const { code, cause } = error as Error & { readonly code?: unknown };
  return {
    type: error.name,
    ...(typeof code === "string" && codeForm.test(code) && { code }),
    message: withoutQuoted(error.message),
    stack: framesOf(error),
    ...(cause instanceof Error && depth < causesMax && { cause: loggedError(cause, depth + 1) }),
  };
}

/** Returns the text without what stands between its first quote and its last. */
export function withoutQuoted(text: string): string {
  return text.replace(/".*"/su, '"…"');
}

const causesMax = 4;
const codeForm = /^[A-Z0-9_]{1,64}$/;

/** A message may have several lines, one of which may look like a frame: it is taken off first. */
function framesOf({ stack = "", message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  const frames = at < 0 ? stack : stack.slice(at + message.length);
  return frames
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/u.test(line));
}
