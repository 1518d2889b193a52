import { OtpError } from "@jeton/core";
import { codedProblem } from "@jeton/http";
import type { Context } from "hono";

/** The stable word for an answer that nobody can give: pages and routes say it in their own way. */
export const outcomeUnknownCode = "outcome-unknown";

/** What a client waits before it asks again: seconds. */
const retryAfterSeconds = 1;

/**
 * Returns whether the database did not say what became of a change. It may be stored: whoever asked
 * is told neither yes nor no, and nothing is done again by itself.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof OtpError && error.code === "OUTCOME_UNKNOWN";
}

/** Says when a client may ask again. */
export function setRetryAfter(c: Context): void {
  c.header("retry-after", String(retryAfterSeconds));
}

/** Returns the answer to an API's client whose request has an unknown outcome. */
export function answerOutcomeUnknown(c: Context): Response {
  setRetryAfter(c);
  return codedProblem(
    c,
    503,
    outcomeUnknownCode,
    "Cannot tell what became of this request: the database did not say whether it is stored; a PASSCODE in it counts as used",
  );
}
