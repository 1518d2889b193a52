import { randomUUID } from "node:crypto";
import { type BigIntStats, statSync } from "node:fs";
import type { KeyStore } from "@jeton/core";
import type { Database } from "better-sqlite3";
import { storeUnusable } from "./store-failure.ts";
import { readWitness, type Witness, writeWitness } from "./witness.ts";

type HistoryRow = { readonly id: string; readonly floor: number | null };

/** The history of an open database. */
export type FileHistory = {
  /** Notes a change of a key that was stored, one of each commit, before anybody is told. */
  readonly note: (serial: string, revision: number) => void;
  /** Throws OtpError STORE_UNUSABLE when another file stands where the open one stood. */
  readonly requireSameFile: () => void;
};

/**
 * Compares a database with the file beside it, and raises the floor when it was restored, copied, or
 * when that file is lost. `onFloor` is told then. A store that has no key yet begins without a floor.
 */
export function openHistory(
  db: Database,
  path: string,
  onFloor: (floor: number) => void = () => {},
): FileHistory {
  const { id, raised } = db.transaction(() => compare(db, path)).immediate();
  if (raised !== null) onFloor(raised);
  const opened = statusOf(path);
  return {
    note(serial, revision) {
      writeWitness(path, { id, serial, revision });
    },
    requireSameFile() {
      const found = statusOf(path);
      if (found?.ino === opened?.ino && found?.dev === opened?.dev) return;
      throw storeUnusable("use", path, {
        found: "another file was put in its place while it was open",
        cure: "restart this process",
      });
    },
  };
}

/** The new name is on the disk before the witness bears it: cut off between them the floor rises again. */
function compare(
  db: Database,
  path: string,
): { readonly id: string; readonly raised: number | null } {
  const row = db.prepare<[], HistoryRow>("SELECT id, floor FROM history").get();
  const witness = readWitness(path);
  if (row !== undefined && witness !== null && isOf(db, row, witness)) {
    return { id: row.id, raised: null };
  }
  const id = randomUUID();
  const isEmpty = db.prepare("SELECT 1 FROM keys LIMIT 1").get() === undefined;
  const raised = isEmpty ? null : Math.max(Date.now(), (row?.floor ?? 0) + 1);
  db.prepare("UPDATE history SET id = ?, floor = coalesce(?, floor)").run(id, raised);
  writeWitness(path, { id, serial: "", revision: 0 }, "open");
  return { id, raised };
}

function isOf(db: Database, row: HistoryRow, { id, serial, revision }: Witness): boolean {
  if (row.id !== id) return false;
  if (serial === "") return true;
  const stored = db
    .prepare<[string], number>("SELECT revision FROM keys WHERE serial = ?")
    .pluck()
    .get(serial);
  return stored !== undefined && stored >= revision;
}

function statusOf(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}

/** Returns the store, which at each attempt asks whether its file is still the one that was opened. */
export function inSameFile<Store extends KeyStore>(store: Store, history: FileHistory): Store {
  return {
    ...store,
    async load(serial) {
      history.requireSameFile();
      return store.load(serial);
    },
    async loadForHolder(...names) {
      history.requireSameFile();
      return store.loadForHolder(...names);
    },
    async replace(serial, revision, next, events) {
      const isStored = await store.replace(serial, revision, next, events);
      history.requireSameFile();
      return isStored;
    },
  };
}
