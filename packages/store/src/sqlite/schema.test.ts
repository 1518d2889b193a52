import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqliteStore } from "./open-sqlite-store.ts";

// Goal: the database itself refuses, whoever speaks to it: a repair by hand, another program, a
// later mistake of ours. Method: the file that a store made, written to with raw SQL and without
// any of the store's settings (recursive triggers and foreign keys are off, as in the sqlite3 shell).

describe("the SQLite schema", () => {
  const directory = mkdtempSync(join(tmpdir(), "jeton-schema-"));
  const file = join(directory, "jeton.sqlite");
  let db: Database.Database;

  beforeEach(async () => {
    await openSqliteStore(file).close();
    db = new Database(file);
    db.pragma("foreign_keys = OFF");
    db.exec(`
      INSERT INTO keys VALUES ('K1', 1, 'ada', 100, '{}'), ('K2', 1, 'bob', NULL, '{}');
      INSERT INTO events VALUES
        ('K1', 1, 5, 'accepted', 'holder', 99, NULL, 'a', NULL, NULL),
        ('K1', 2, 6, 'accepted', 'holder', 100, NULL, 'b', NULL, NULL),
        ('K2', 3, 6, 'refused', 'holder', NULL, NULL, 'c', NULL, NULL),
        ('K2', 4, 6, 'refused', 'holder', NULL, NULL, 'd', NULL, NULL);
      INSERT INTO anchors VALUES ('K2', 2, 'b', 7, 'system', 'k', 's', NULL);
      UPDATE history SET floor = 5;
    `);
  });
  afterEach(() => {
    db.close();
    for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  const everything = () => [
    db.prepare("SELECT * FROM keys").all(),
    db.prepare("SELECT * FROM events").all(),
    db.prepare("SELECT * FROM anchors").all(),
    db.prepare("SELECT * FROM history").all(),
  ];

  const refused: readonly (readonly [what: string, sql: string, word: string])[] = [
    ["a lower last step", "UPDATE keys SET last_step = 99, revision = 2", "STEP_REOPENED"],
    ["no last step", "UPDATE keys SET last_step = NULL, revision = revision + 1", "STEP_REOPENED"],
    ["a lower step, OR IGNORE", "UPDATE OR IGNORE keys SET last_step = 1", "STEP_REOPENED"],
    ["a lower step, OR REPLACE", "UPDATE OR REPLACE keys SET last_step = 1", "STEP_REOPENED"],
    [
      "accepting a step twice",
      "INSERT INTO events VALUES ('K1', 3, 7, 'accepted', 'holder', 99, NULL, 'e', NULL, NULL)",
      "STEP_ACCEPTED",
    ],
    [
      "accepting a step twice, OR REPLACE",
      "REPLACE INTO events VALUES ('K1', 3, 7, 'accepted', 'holder', 99, NULL, 'e', NULL, NULL)",
      "STEP_ACCEPTED",
    ],
    ["a lower floor", "UPDATE history SET floor = 4", "FLOOR_LOWERED"],
    ["no floor", "UPDATE history SET floor = NULL", "FLOOR_LOWERED"],
    ["deleting the history", "DELETE FROM history", "FLOOR_LOWERED"],
    ["replacing the history", "REPLACE INTO history VALUES (1, 'x', NULL)", "FLOOR_LOWERED"],
    [
      "a lower step by upsert",
      `INSERT INTO keys VALUES ('K1', 1, NULL, 1, '{}')
       ON CONFLICT (serial) DO UPDATE SET last_step = 1, revision = revision + 1`,
      "SERIAL_TAKEN",
    ],
    ["replacing a key", "REPLACE INTO keys VALUES ('K1', 1, NULL, 1, '{}')", "SERIAL_TAKEN"],
    [
      "replacing a key by its holder",
      "REPLACE INTO keys VALUES ('K3', 1, 'ada', 1, '{}')",
      "HOLDER_TAKEN",
    ],
    [
      "pushing a key aside by its holder",
      "UPDATE OR REPLACE keys SET holder = 'ada', revision = 2 WHERE serial = 'K2'",
      "HOLDER_TAKEN",
    ],
    [
      "pushing a key aside by its serial",
      "UPDATE OR REPLACE keys SET serial = 'K1', revision = 2 WHERE serial = 'K2'",
      "SERIAL_CHANGED",
    ],
    ["another serial", "UPDATE keys SET serial = 'K9', revision = 2", "SERIAL_CHANGED"],
    ["the same revision", "UPDATE keys SET record = '{}'", "REVISION_SKIPPED"],
    ["a skipped revision", "UPDATE keys SET revision = 3", "REVISION_SKIPPED"],
    ["a first revision of 2", "INSERT INTO keys VALUES ('K3', 2, NULL, 1, '')", "REVISION_SKIPPED"],
    ["deleting a key", "DELETE FROM keys WHERE serial = 'K2'", "KEY_DELETED"],
    ["deleting all keys", "DELETE FROM keys", "KEY_DELETED"],
    ["editing an event", "UPDATE events SET actor = 'system' WHERE sequence = 1", "EVENT_CHANGED"],
    ["editing its hash", "UPDATE events SET hash = 'c' WHERE sequence = 2", "EVENT_CHANGED"],
    ["deleting the first event", "DELETE FROM events WHERE sequence = 1", "EVENT_DELETED"],
    ["deleting the last event", "DELETE FROM events WHERE sequence = 2", "EVENT_DELETED"],
    [
      "deleting an event behind the anchor",
      "DELETE FROM events WHERE serial = 'K2' AND sequence = 3",
      "EVENT_DELETED",
    ],
    [
      "deleting the last event under an anchor",
      "BEGIN; UPDATE anchors SET count = 4; DELETE FROM events WHERE serial = 'K2'",
      "EVENT_DELETED",
    ],
    [
      "putting back an event that was cut",
      "INSERT INTO events VALUES ('K2', 1, 5, 'refused', 'holder', NULL, NULL, 'a', NULL, NULL)",
      "EVENT_TAKEN",
    ],
    ["an anchor that goes back", "UPDATE anchors SET count = 1", "ANCHOR_MOVED"],
    [
      "an anchor that goes back, OR REPLACE",
      "UPDATE OR REPLACE anchors SET count = 1",
      "ANCHOR_MOVED",
    ],
    ["an anchor with another hash", "UPDATE anchors SET hash = 'x'", "ANCHOR_MOVED"],
    ["an anchor that goes to another key", "UPDATE anchors SET serial = 'K1'", "ANCHOR_MOVED"],
    [
      "replacing an anchor",
      "REPLACE INTO anchors VALUES ('K2', 1, 'y', 7, 'system', 'k', 's', NULL)",
      "ANCHOR_MOVED",
    ],
    ["deleting an anchor", "DELETE FROM anchors", "ANCHOR_MOVED"],
    [
      "replacing an event",
      "REPLACE INTO events VALUES ('K1', 1, 5, 'refused', 'holder', NULL, NULL, 'a', NULL, NULL)",
      "EVENT_TAKEN",
    ],
    [
      "an event before the last",
      "INSERT INTO events VALUES ('K1', 1, 5, 'refused', 'holder', NULL, NULL, 'a', NULL, NULL)",
      "EVENT_TAKEN",
    ],
    [
      "a last step past 2^53-1",
      "UPDATE keys SET last_step = 9007199254740992, revision = 2",
      "CHECK",
    ],
    ["a last step that is text", "UPDATE keys SET last_step = 'x', revision = 2", "cannot store"],
    ["a negative first step", "INSERT INTO keys VALUES ('K3', 1, NULL, -1, '')", "CHECK"],
  ];

  test.each(refused)("refuses %s", (_what, sql, word) => {
    const before = everything();
    expect(() => db.exec(sql)).toThrow(word);
    if (db.inTransaction) db.exec("ROLLBACK");
    expect(everything()).toEqual(before);
  });

  test("refuses an event of a key that is not there, where foreign keys are asked for", () => {
    db.pragma("foreign_keys = ON");
    const sql =
      "INSERT INTO events VALUES ('K9', 1, 5, 'refused', 'holder', NULL, NULL, 'a', NULL, NULL)";
    expect(() => db.exec(sql)).toThrow("FOREIGN KEY");
  });

  test("allows what a replace does", () => {
    db.exec("UPDATE keys SET last_step = 9007199254740991, revision = 2 WHERE serial = 'K1'");
    db.exec(
      "INSERT INTO events VALUES ('K1', 3, 7, 'accepted', 'holder', 101, NULL, 'c', NULL, NULL)",
    );
    expect(db.prepare("SELECT last_step FROM keys WHERE serial = 'K1'").pluck().get()).toBe(
      Number.MAX_SAFE_INTEGER,
    );
  });

  test("finds a holder and a page of keys by search, never by reading them all", () => {
    const plan = (sql: string) =>
      db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
    const questions = [
      "SELECT * FROM keys WHERE serial = coalesce((SELECT serial FROM keys WHERE holder = 'x'), 'd')",
      "SELECT * FROM keys WHERE serial > coalesce('x', '') ORDER BY serial LIMIT 5",
      "SELECT * FROM events WHERE serial = 'x' AND sequence > 1 ORDER BY sequence LIMIT 5",
    ];
    const details = questions.flatMap(plan).map(({ detail }) => detail);
    expect(details.filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
    expect(details.filter((detail) => detail.startsWith("SEARCH"))).toHaveLength(4);
  });
});
