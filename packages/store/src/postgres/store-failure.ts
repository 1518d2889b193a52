import { OtpError } from "@jeton/core";
import pg from "pg";
import { postgresLimits } from "./limits.ts";

/** What was found where a store should be, and the cure. */
export type Problem = { readonly found: string; readonly cure: string };

/** Returns the error of a store that cannot be used; `place` never contains a password. */
export function storeUnusable(
  act: "open" | "use",
  place: string,
  { found, cure }: Problem,
  cause?: unknown,
): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot ${act} the store ${place}: ${found}, ${cure}`,
    cause,
  );
}

/** Returns any failure of the server, of the way to it or of the driver as STORE_UNUSABLE. */
export function storeFailure(act: "open" | "use", place: string, error: unknown): OtpError {
  if (error instanceof OtpError) return error;
  const problem =
    error instanceof pg.DatabaseError
      ? serverProblem(error.code ?? "", error.message)
      : connectionProblem(error);
  return storeUnusable(act, place, problem, error);
}

/** Returns whether the statement was undone because others were in its way, and may be run again. */
export function isToBeRepeated(error: unknown): boolean {
  // serialization_failure, deadlock_detected
  return error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
}

/**
 * Returns whether a statement that many share was undone for what one of them says or because others
 * were in the way of one, so that each may ask alone.
 */
export function isForOneOfMany(error: pg.DatabaseError): boolean {
  // data_exception, integrity_constraint_violation, raise_exception (of a guard), lock_not_available
  return isToBeRepeated(error) || /^(22|23|P0|55P03)/.test(error.code ?? "");
}

/**
 * Returns whether the connection may serve no more: it broke, or nobody knows what it would answer
 * next. A statement that the server refused leaves its connection as good as before.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true;
  return error.severity === "FATAL" || error.severity === "PANIC" || classOf(error.code) === "57P";
}

/** Returns whether the way to the server failed, rather than work of ours that it was needed for. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof OtpError) return false;
  // Node's own errors have a code; the driver's have only these words.
  return "syscall" in error || /^(Connection|Query|Client|timeout) /i.test(error.message);
}

function classOf(code: string | undefined): string {
  return (code ?? "").slice(0, 3);
}

/** SQLSTATEs: PostgreSQL's manual, appendix A. */
function serverProblem(code: string, message: string): Problem {
  const detail = `(${code}: ${message.replaceAll(/\s+/g, " ")})`;
  if (/^unsupported startup parameter/.test(message)) return pooled(detail);
  switch (code) {
    // Of a prepared statement that another session has.
    case "26000":
    case "42P05":
      return pooled(detail);
    case "28P01":
    case "28000":
      return {
        found: `the server does not let this user in ${detail}`,
        cure: "check user and password (PGPASSWORD or ~/.pgpass) and the server's pg_hba.conf",
      };
    case "3D000":
      return { found: `there is no such database ${detail}`, cure: "create it with createdb" };
    case "42P01":
    case "3F000":
    case "42703":
      return {
        found: `a table of it is missing or of another form ${detail}`,
        cure: "run jeton store migrate, or restore a backup",
      };
    case "42501":
      return {
        found: `this user may not do that ${detail}`,
        cure: "run jeton store migrate as the owner of the schema jeton, or grant this user the right",
      };
    case "25006":
      return { found: `the server takes no writes ${detail}`, cure: "connect to the primary" };
    case "57014":
      return {
        found: `a statement took longer than it may ${detail}`,
        cure: "look for locks and load on the server",
      };
    case "55P03":
      return {
        found: `others held a lock for longer than is waited ${detail}`,
        cure: "try again, or look for long transactions on the server",
      };
    case "53100":
      return { found: `the server has no space left ${detail}`, cure: "free some on its disk" };
    case "53300":
      return {
        found: `the server has no connection left ${detail}`,
        cure: "raise its max_connections or run fewer processes",
      };
    case "40001":
    case "40P01":
      return {
        found: `others were in the way ${postgresLimits.repetitionsMax} times in a row ${detail}`,
        cure: "try again, or look for long transactions on the server",
      };
    default:
      // connection_exception, operator_intervention: the server is on its way down or up.
      return code.startsWith("08") || classOf(code) === "57P"
        ? away(detail)
        : { found: `the server refused ${detail}`, cure: "look into its log" };
  }
}

function pooled(detail: string): Problem {
  return {
    found: `a pooler shares sessions among clients ${detail}`,
    cure: "add ?pooler=transaction to the store's URL, or connect to the server itself",
  };
}

function connectionProblem(error: unknown): Problem {
  const words = wordsOf(error);
  return words.includes("timeout exceeded when trying to connect") ? allBusy() : away(`(${words})`);
}

/** Returns the code and the message of an error or a notice, in one line. */
export function wordsOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const text = message === undefined || message === "" ? String(error) : message;
  const words = code === undefined || text.includes(code) ? text : `${code}: ${text}`;
  return words.replaceAll(/\s+/g, " ");
}

/** Returns the problem of a pool in which no connection came free. */
export function allBusy(): Problem {
  const { connectionsMax, connectMillisecondsMax } = postgresLimits;
  return {
    found: `all ${connectionsMax} connections were busy for ${connectMillisecondsMax / 1000} s`,
    cure: "look for locks and load on the server",
  };
}

function away(detail: string): Problem {
  return { found: `the server does not answer ${detail}`, cure: "start it or mend the way to it" };
}
