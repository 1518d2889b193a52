import { OtpError } from "@jeton/core";
import Database from "better-sqlite3";

/** Milliseconds to wait for another process's transaction. A wait holds up the whole process. */
export const busyMillisecondsMax = 5000;

/** Returns the error of a store that cannot be used: what was found there, and the cure. */
export function storeUnusable(
  act: "open" | "use",
  path: string,
  problem: { readonly found: string; readonly cure: string },
  cause?: unknown,
): OtpError {
  const message = `Cannot ${act} the store ${path}: ${problem.found}, ${problem.cure}`;
  return new OtpError("STORE_UNUSABLE", message, cause);
}

/** Returns SQLite's own failure as STORE_UNUSABLE; every other error as it is. */
export function storeFailure(act: "open" | "use", path: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  return storeUnusable(act, path, problemOf(error.code, error.message, path), error);
}

/** SQLite's result codes (sqlite.org/rescode.html), the extended ones by their beginning. */
function problemOf(code: string, message: string, path: string) {
  const detail = `(${code}: ${message})`;
  const is = (...names: readonly string[]) =>
    names.some((name) => code === name || code.startsWith(`${name}_`));
  if (is("SQLITE_CORRUPT", "SQLITE_NOTADB")) return damaged(detail);
  if (is("SQLITE_FULL")) {
    return { found: `no space is left ${detail}`, cure: "free some on its disk, nothing was lost" };
  }
  if (is("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")) return readOnly(path, detail);
  if (is("SQLITE_BUSY", "SQLITE_LOCKED")) {
    return {
      found: `another process held its lock for more than ${busyMillisecondsMax / 1000} s ${detail}`,
      cure: "end that process or its transaction and try again",
    };
  }
  if (is("SQLITE_IOERR")) {
    return {
      found: `its disk answered with an error ${detail}`,
      cure: "look at the system's log and at the disk's quota",
    };
  }
  if (is("SQLITE_CANTOPEN")) {
    return {
      found: `a file of it cannot be opened ${detail}`,
      cure: `let this user read and write ${path}, ${path}-wal, ${path}-shm and their directory`,
    };
  }
  return { found: `SQLite refused ${detail}`, cure: "see sqlite.org/rescode.html" };
}

/** A database that is not whole; nothing in it is touched. */
export function damaged(detail: string): { readonly found: string; readonly cure: string } {
  // SQLite's reports have several lines, our messages one.
  const inOneLine = detail.replaceAll(/\s+/g, " ");
  return { found: `it is damaged ${inOneLine}`, cure: "keep the file and restore a backup" };
}

/** A place that can be read but not written. */
export function readOnly(
  path: string,
  detail: string,
): { readonly found: string; readonly cure: string } {
  return {
    found: `${path} cannot be written by this user ${detail}`,
    cure: "give this user the right to read and write it or choose another path",
  };
}
