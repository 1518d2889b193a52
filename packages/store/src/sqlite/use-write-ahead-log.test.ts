import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useWriteAheadLog } from "./use-write-ahead-log.ts";

/** Another thread that holds the write lock for a while after it said so. */
const holder = `
  const { parentPort, workerData } = require("node:worker_threads");
  const Database = require(workerData.driver);
  const db = new Database(workerData.file);
  db.exec("BEGIN IMMEDIATE");
  parentPort.postMessage("held");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.milliseconds);
  db.exec("COMMIT");
  db.close();
`;

describe("useWriteAheadLog()", () => {
  let directory: string;
  let db: Database.Database;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "jeton-wal-"));
    db = new Database(join(directory, "jeton.sqlite"));
    db.exec("CREATE TABLE t (x)");
  });
  afterEach(() => {
    db.close();
    rmSync(directory, { recursive: true });
  });

  test("waits for another's transaction, which SQLite itself does not", async () => {
    const driver = createRequire(import.meta.url).resolve("better-sqlite3");
    const workerData = { driver, file: db.name, milliseconds: 200 };
    const worker = new Worker(holder, { eval: true, workerData });
    await once(worker, "message");
    expect(() => db.pragma("journal_mode = WAL")).toThrow("locked");
    useWriteAheadLog(db, db.name);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    await worker.terminate();
  });

  test("says so where there can be no log", () => {
    const memory = new Database(":memory:");
    expect(() => useWriteAheadLog(memory, "here")).toThrow(
      "Cannot open the store here: its file system cannot share memory between processes (journal mode memory), choose a path on a local disk",
    );
    memory.close();
  });
});
