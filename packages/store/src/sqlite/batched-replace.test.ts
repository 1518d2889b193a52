import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timeStep } from "@jeton/core";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, plainKey } from "../contracts/key-changes.ts";
import type { OpenedStore } from "../opened-store.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { createSqliteKeyStore } from "./sqlite-key-store.ts";

/** No more than one transaction takes, and more than the free space of the last pages. */
const count = 60;

// What each change is answered is the contract's (`test/contracts/key-store-together-contract.ts`).
describe("batchedReplace()", () => {
  let directory: string;
  let db: Database.Database;
  let store: OpenedStore;
  let statements: string[] = [];
  let told: (readonly [serial: string, revision: number])[] = [];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "jeton-batch-"));
    const file = join(directory, "jeton.sqlite");
    db = new Database(file, { verbose: (statement) => statements.push(String(statement)) });
    prepareDatabase(db, file);
    told = [];
    store = createSqliteKeyStore(db, file, (...change) => told.push(change));
    for (let index = 0; index < count; index += 1) await store.insert(plainKey(`K${index}`), []);
    statements = [];
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const replaceAll = () =>
    Array.from({ length: count }, (_, index) => {
      const { next, events } = changed(plainKey(`K${index}`), {});
      return store.replace(`K${index}`, 1, next, events);
    });
  const asked = (word: string) => statements.filter((each) => each.startsWith(word)).length;

  test("makes one commit of the changes that come at the same time", async () => {
    expect(await Promise.all(replaceAll())).toEqual(Array.from({ length: count }, () => true));
    expect([asked("BEGIN"), asked("COMMIT"), asked("SAVEPOINT")]).toEqual([1, 1, 0]);
    expect(told).toEqual([["K0", 2]]);
  });

  test("asks each by itself when the database refuses one of them, and tells of each that is stored", async () => {
    const { next, events } = changed(plainKey("K1"), { lastStep: timeStep(5) });
    await store.replace("K1", 1, next, events);
    statements = [];
    told = [];
    const found = await Promise.allSettled([
      ...["K0", "K1", "K2"].map((serial) => {
        const step = serial === "K1" ? 4 : 6;
        const change = changed(plainKey(serial), { lastStep: timeStep(step) });
        return store.replace(serial, serial === "K1" ? 2 : 1, change.next, change.events);
      }),
    ]);
    expect(found.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect([asked("BEGIN"), asked("COMMIT"), asked("ROLLBACK")]).toEqual([4, 2, 2]);
    expect(told).toEqual([
      ["K0", 2],
      ["K2", 2],
    ]);
  });

  test("makes one commit of a change that comes alone, without a savepoint", async () => {
    const { next, events } = changed(plainKey("K0"), {});
    expect(await store.replace("K0", 1, next, events)).toBe(true);
    expect([asked("BEGIN"), asked("COMMIT"), asked("SAVEPOINT")]).toEqual([1, 1, 0]);
  });

  test("fails as a whole when the disk is full, and stores nothing", async () => {
    const pages = Number(db.pragma("page_count", { simple: true }));
    db.pragma(`max_page_count = ${pages}`);
    const results = await Promise.allSettled(replaceAll());
    db.pragma("max_page_count = 1000000");
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    for (let index = 0; index < count; index += 1) {
      expect((await store.load(`K${index}`))?.revision).toBe(1);
    }
  });

  test("stores what was asked before the store is closed", async () => {
    const answers = replaceAll();
    await store.close();
    expect(await Promise.all(answers)).toEqual(Array.from({ length: count }, () => true));
  });
});
