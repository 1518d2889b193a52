import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import { busyMillisecondsMax, storeUnusable } from "./store-failure.ts";

/**
 * Switches the database to WAL, in which it stays. SQLite answers SQLITE_BUSY at once, without
 * waiting, while another connection writes, so that processes which start together on a new file
 * must try again. Throws OtpError STORE_UNUSABLE where there can be no WAL, SqliteError when the
 * database stays busy for 5 s.
 */
export function useWriteAheadLog(db: Database.Database, path: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const deadline = performance.now() + busyMillisecondsMax;
  for (;;) {
    try {
      const mode = db.pragma("journal_mode = WAL", { simple: true });
      if (mode === "wal") return;
      throw storeUnusable("open", path, {
        found: `its file system cannot share memory between processes (journal mode ${String(mode)})`,
        cure: "choose a path on a local disk",
      });
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!busy || performance.now() >= deadline) throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}
