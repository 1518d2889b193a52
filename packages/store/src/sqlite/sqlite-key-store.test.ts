import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KeyStore, timeStep } from "@jeton/core";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, plainKey } from "../contracts/key-changes.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { createSqliteKeyStore } from "./sqlite-key-store.ts";

describe("createSqliteKeyStore()", () => {
  let directory: string;
  let file: string;
  let db: Database.Database;
  let store: KeyStore;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "jeton-sqlite-"));
    file = join(directory, "jeton.sqlite");
    db = new Database(file, { timeout: 100 });
    prepareDatabase(db, file);
    store = createSqliteKeyStore(db, file);
  });
  afterEach(() => {
    db.close();
    rmSync(directory, { recursive: true });
  });

  const all = { afterSequence: 0, limit: 100 };

  test("commits to the disk before it answers: WAL with synchronous FULL", () => {
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
  });

  const edits: readonly (readonly [column: string, value: string])[] = [
    ["holder", "'eve'"],
    ["holder", "NULL"],
    ["last_step", "8"],
    ["record", "'{'"],
    ["record", "'null'"],
    ["record", `replace(record, '"K1"', '"K2"')`],
    ["record", `replace(record, '"lastStep":7', '"lastStep":6')`],
    ["record", `replace(record, '"lastStep":7', '"lastStep":null')`],
    ["record", `replace(record, '"holder":"ada"', '"holder":"eve"')`],
  ];

  test.each(edits)("says which key's row was edited: %s = %s", async (column, value) => {
    await store.insert(plainKey("K1", { holder: "ada", lastStep: timeStep(7) }), []);
    db.exec(`UPDATE keys SET ${column} = ${value}, revision = revision + 1`);
    await store.insert(plainKey("K2"), []);
    // Neither the key nor its holder stands in what may reach a log.
    const message = expect.not.stringMatching(/K1|ada|eve/);
    const damaged = { code: "RECORD_DAMAGED", serial: "K1", message };
    await expect(store.load("K1")).rejects.toMatchObject(damaged);
    await expect(store.loadForHolder("nobody", "K1")).rejects.toMatchObject(damaged);
    expect(await store.list({ after: null, limit: 9 })).toMatchObject([
      { serial: "K1", record: null, revision: 2 },
      { serial: "K2", record: { serial: "K2" } },
    ]);
  });

  test("keeps refusing a lower step when the record's text was edited to allow it", async () => {
    const record = plainKey("K1", { lastStep: timeStep(100) });
    await store.insert(record, []);
    db.exec(
      `UPDATE keys SET record = replace(record, '"lastStep":100', '"lastStep":1'), revision = 2`,
    );
    const { next, events } = changed(
      { ...record, lastStep: timeStep(1) },
      { lastStep: timeStep(2) },
    );
    await expect(store.replace("K1", 2, next, events)).rejects.toMatchObject({
      code: "STEP_REOPENED",
    });
    expect(await store.events("K1", all)).toEqual([]);
  });

  test("stores all of a change or nothing when no space is left", async () => {
    const record = plainKey("K1");
    await store.insert(record, []);
    const pages = Number(db.pragma("page_count", { simple: true }));
    db.pragma(`max_page_count = ${pages}`);
    const many = Array.from({ length: 200 }).reduce<ReturnType<typeof changed>>(
      ({ next, events }) => {
        const more = changed(next, { lastStep: timeStep(5) });
        return { decision: null, next: more.next, events: [...events, ...more.events] };
      },
      { decision: null, next: record, events: [] },
    );
    await expect(store.replace("K1", 1, many.next, many.events)).rejects.toMatchObject({
      name: "OtpError",
      code: "STORE_UNUSABLE",
      message: expect.stringContaining(`Cannot use the store ${file}: no space is left`),
      cause: { code: "SQLITE_FULL" },
    });
    expect(await store.load("K1")).toEqual({ record, revision: 1 });
    expect(await store.events("K1", all)).toEqual([]);
    db.pragma("max_page_count = 1000000");
    expect(await store.replace("K1", 1, many.next, many.events)).toBe(true);
  });

  test("calls a lock that another process never gives up STORE_UNUSABLE", async () => {
    await store.insert(plainKey("K1"), []);
    const other = new Database(file);
    other.exec("BEGIN IMMEDIATE");
    const { next, events } = changed(plainKey("K1"), {});
    await expect(store.replace("K1", 1, next, events)).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining("another process held its lock"),
      cause: { code: "SQLITE_BUSY" },
    });
    expect((await store.load("K1"))?.revision).toBe(1);
    other.close();
    expect(await store.replace("K1", 1, next, events)).toBe(true);
  });

  test("calls damage that it meets while running STORE_UNUSABLE", async () => {
    for (let number = 100; number < 300; number += 1)
      await store.insert(plainKey(`K${number}`), []);
    db.close();
    const running = openSqliteStore(file);
    await running.load("K200");
    const size = statSync(file).size;
    const handle = openSync(file, "r+");
    writeSync(handle, Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
    closeSync(handle);
    // Another connection's write makes the running one read the file anew.
    const other = new Database(file);
    other.pragma("user_version = 1");
    other.close();
    const { next, events } = changed(plainKey("K200"), {});
    const damaged = {
      name: "OtpError",
      code: "STORE_UNUSABLE",
      message: expect.stringContaining(`Cannot use the store ${file}: it is damaged`),
    };
    await expect(running.load("K200")).rejects.toMatchObject(damaged);
    await expect(running.replace("K200", 1, next, events)).rejects.toMatchObject(damaged);
    await running.close();
  });
});
