import { closeSync, existsSync, openSync } from "node:fs";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import type { OpenedStore } from "../opened-store.ts";
import { checkPlace, foreignDatabase } from "./check-place.ts";
import { inSameFile, openHistory } from "./history.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { createSqliteKeyStore } from "./sqlite-key-store.ts";
import { busyMillisecondsMax, readOnly, storeFailure, storeUnusable } from "./store-failure.ts";

/** How a store is opened. */
export type OpenSqliteOptions = {
  /** Is told when opening raised the floor: milliseconds since 1970. */
  readonly onFloor?: (floor: number) => void;
};

/**
 * Opens the store in the SQLite file at `path`, which is made (mode 0600) when there is none; its
 * directory must exist. Any number of processes on one machine may have it open.
 * Throws OtpError STORE_UNUSABLE, with what was found and what to do, when the file cannot be used;
 * then nothing was deleted or overwritten.
 */
export function openSqliteStore(
  path: string,
  { onFloor = () => {} }: OpenSqliteOptions = {},
): OpenedStore {
  const file = resolve(path);
  const place = checkPlace(file);
  if (place === "new") createEmpty(file);
  try {
    if (place === "unnamed") requireEmpty(file);
    const db = new Database(file, { timeout: busyMillisecondsMax });
    try {
      prepareDatabase(db, file);
      const history = openHistory(db, file, onFloor);
      return inSameFile(createSqliteKeyStore(db, file, history.note), history);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw storeFailure("open", file, error);
  }
}

/** Holders and their logins concern nobody else on the machine; SQLite's log takes on the mode. */
function createEmpty(file: string): void {
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch (cause) {
    throw storeUnusable("open", file, readOnly(file, `(${String(cause)})`), cause);
  }
}

/**
 * A database without a name is ours only if it is empty; one that is not stays untouched. Closing a
 * writing connection would move what stands in its log; closing a reading one leaves a log behind.
 */
function requireEmpty(file: string): void {
  const readonly = existsSync(`${file}-wal`);
  const db = new Database(file, { readonly, timeout: busyMillisecondsMax });
  try {
    const tables = db.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get();
    if (tables !== 0) throw foreignDatabase(file, `no application ID, ${tables ?? 0} tables`);
  } finally {
    db.close();
  }
}
