import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { applicationId } from "./schema.ts";
import { readOnly, storeUnusable } from "./store-failure.ts";

/** What stands at a path: nothing yet (or an empty file), or something that SQLite may look at. */
export type Place = "new" | "ours" | "unnamed";

/**
 * Looks at the place of a store without touching it, since even opening a file with SQLite may
 * change it (it recovers journals and deletes a log that has no database).
 * Throws OtpError STORE_UNUSABLE for a place where no store can be.
 */
export function checkPlace(path: string): Place {
  const directory = dirname(path);
  const parent = statusOf(path, directory);
  if (parent === null) {
    throw storeUnusable("open", path, {
      found: `its directory ${directory} does not exist`,
      cure: "create it or choose another path",
    });
  }
  if (!parent.isDirectory()) {
    throw storeUnusable("open", path, {
      found: `${directory} is not a directory`,
      cure: "choose another path",
    });
  }
  const status = statusOf(path, path);
  if (status?.isDirectory()) {
    throw storeUnusable("open", path, {
      found: "it is a directory",
      cure: `give the path of a file in it, such as ${join(path, "jeton.sqlite")}`,
    });
  }
  if (status !== null && !status.isFile()) {
    throw storeUnusable("open", path, {
      found: "it is not a regular file",
      cure: "choose another path",
    });
  }
  requireAccess(path, directory, constants.R_OK | constants.W_OK | constants.X_OK);
  if (status === null || status.size === 0) {
    requireNoLog(path, status === null ? "missing" : "empty");
    return "new";
  }
  requireAccess(path, path, constants.R_OK | constants.W_OK);
  return readHeader(path);
}

/** SQLite would delete the log of a missing or empty database, and with it what only the log has. */
function requireNoLog(path: string, found: string): void {
  const log = statusOf(path, `${path}-wal`);
  if (log === null || log.size === 0) return;
  throw storeUnusable("open", path, {
    found: `it is ${found} but its log ${path}-wal is not`,
    cure: "bring back the database that the log belongs to, or move the log away to start anew",
  });
}

/** sqlite.org/fileformat.html §1.3: the magic string at 0, the application ID at 68. */
function readHeader(path: string): Place {
  const header = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString("latin1", 0, 16) !== "SQLite format 3\0") {
    // While a journal stands beside it, the header may be half written: SQLite must restore it.
    if ((statusOf(path, `${path}-journal`)?.size ?? 0) > 0) return "ours";
    throw storeUnusable("open", path, {
      found: "it is not a SQLite database",
      cure: "choose another path or restore a backup",
    });
  }
  const found = header.readUInt32BE(68);
  if (found === applicationId) return "ours";
  if (found === 0) return "unnamed";
  throw foreignDatabase(path, `application ID ${found}`);
}

/** A SQLite database that is not a store of ours. */
export function foreignDatabase(path: string, detail: string): Error {
  return storeUnusable("open", path, {
    found: `it is the database of another application (${detail})`,
    cure: "choose another path",
  });
}

function statusOf(path: string, file: string): Stats | null {
  try {
    return statSync(file, { throwIfNoEntry: false }) ?? null;
  } catch (cause) {
    throw storeUnusable(
      "open",
      path,
      {
        found: `${file} cannot be reached (${systemCode(cause)})`,
        cure: "choose another path or give this user access to it",
      },
      cause,
    );
  }
}

function requireAccess(path: string, file: string, mode: number): void {
  try {
    accessSync(file, mode);
  } catch (cause) {
    throw storeUnusable("open", path, readOnly(file, `(${systemCode(cause)})`), cause);
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
