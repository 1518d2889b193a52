import { OtpError } from "@jeton/core";
import pg from "pg";
import { isConnectionLost } from "./store-failure.ts";

/**
 * Returns the error of a change of which nobody knows whether it is stored and stays stored: neither
 * "stored" nor "refused" may be answered, and nothing may be repeated by itself.
 */
export function outcomeUnknown(place: string, found: string, cause?: unknown): OtpError {
  return new OtpError(
    "OUTCOME_UNKNOWN",
    `Cannot tell whether a change of the store ${place} is kept: ${found}, expected the answer to its commit`,
    cause,
  );
}

/**
 * Returns whether an error that came after a write was sent leaves its outcome open. The server may
 * have stored the change before it, or the connection, went away. False for errors of ours.
 */
export function leavesOutcomeOpen(error: unknown): boolean {
  if (error instanceof OtpError) return false;
  // statement_completion_unknown
  const isSaid = error instanceof pg.DatabaseError && error.code === "40003";
  return isSaid || isConnectionLost(error);
}

/** What PostgreSQL says beside an answer. Its severity is translated, its SQLSTATE is not. */
export type Notice = { readonly code?: string | undefined; readonly message?: string | undefined };

/**
 * Returns whether a notice is more than news. A cancelled wait for a synchronous standby is told so:
 * "committed locally, but might not have been replicated", as a warning (01000) with the answer of
 * success beside it. News has class 00.
 */
export function isWarning({ code }: Notice): boolean {
  return code !== undefined && !code.startsWith("00");
}
