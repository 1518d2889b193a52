import { openPostgresStore } from "@jeton/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

// Goal: the database itself refuses, whoever speaks to it, and a store whose guards were taken away
// is not opened. Method: raw SQL by the owner of the tables.

describeWith(postgres, "the PostgreSQL schema", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
    url = await server.createDatabase();
  });
  afterAll(() => server.remove());

  const run = (sql: string) => server.query(url, sql);

  beforeEach(async () => {
    await run("DROP SCHEMA IF EXISTS jeton CASCADE");
    await (await openPostgresStore(url)).close();
    await run(`
      INSERT INTO jeton.keys VALUES ('K1', 1, 'ada', 100, '{}'), ('K2', 1, 'bob', NULL, '{}');
      INSERT INTO jeton.events VALUES
        ('K1', 1, 5, 'accepted', 'holder', 99, NULL, NULL, 'a'),
        ('K1', 2, 6, 'accepted', 'holder', 100, NULL, NULL, 'b'),
        ('K2', 3, 6, 'refused', 'holder', NULL, NULL, NULL, 'c'),
        ('K2', 4, 6, 'refused', 'holder', NULL, NULL, NULL, 'd');
      INSERT INTO jeton.anchors VALUES ('K2', 2, 'b', 7, 'system', 'k', 's');
      UPDATE jeton.history SET floor = 5;`);
  });

  const refused: readonly (readonly [what: string, sql: string, word: string])[] = [
    ["a lower last step", "UPDATE jeton.keys SET last_step = 99, revision = 2", "STEP_REOPENED"],
    ["no last step", "UPDATE jeton.keys SET last_step = NULL, revision = 2", "STEP_REOPENED"],
    [
      "a lower step by upsert",
      `INSERT INTO jeton.keys VALUES ('K1', 1, NULL, 1, '{}')
       ON CONFLICT (serial) DO UPDATE SET last_step = 1, revision = keys.revision + 1`,
      "STEP_REOPENED",
    ],
    ["another serial", "UPDATE jeton.keys SET serial = 'K9', revision = 2", "SERIAL_CHANGED"],
    ["the same revision", "UPDATE jeton.keys SET record = '{}'", "REVISION_SKIPPED"],
    ["a skipped revision", "UPDATE jeton.keys SET revision = 3", "REVISION_SKIPPED"],
    [
      "a first revision of 2",
      "INSERT INTO jeton.keys VALUES ('K3', 2, NULL, 1, '')",
      "REVISION_SKIPPED",
    ],
    ["a second key of a holder", "UPDATE jeton.keys SET holder = 'x', revision = 2", "duplicate"],
    ["deleting a key", "DELETE FROM jeton.keys WHERE serial = 'K2'", "KEY_DELETED"],
    ["emptying the keys", "TRUNCATE jeton.keys CASCADE", "_"],
    ["editing an event", "UPDATE jeton.events SET actor = 'x' WHERE sequence = 1", "EVENT_CHANGED"],
    ["deleting the first event", "DELETE FROM jeton.events WHERE sequence = 1", "EVENT_DELETED"],
    ["deleting the last event", "DELETE FROM jeton.events WHERE sequence = 2", "EVENT_DELETED"],
    [
      "deleting an event behind the anchor",
      "DELETE FROM jeton.events WHERE serial = 'K2' AND sequence = 3",
      "EVENT_DELETED",
    ],
    [
      "deleting the last event under an anchor",
      `UPDATE jeton.anchors SET count = 4; DELETE FROM jeton.events WHERE serial = 'K2'`,
      "EVENT_DELETED",
    ],
    [
      "putting back an event that was cut",
      "INSERT INTO jeton.events VALUES ('K2', 1, 5, 'refused', 'holder', NULL, NULL, NULL, 'a')",
      "EVENT_TAKEN",
    ],
    ["an anchor that goes back", "UPDATE jeton.anchors SET count = 1", "ANCHOR_MOVED"],
    ["an anchor with another hash", "UPDATE jeton.anchors SET hash = 'x'", "ANCHOR_MOVED"],
    [
      "an anchor that goes to another key",
      "UPDATE jeton.anchors SET serial = 'K1'",
      "ANCHOR_MOVED",
    ],
    [
      "a second anchor",
      "INSERT INTO jeton.anchors VALUES ('K2', 3, 'y', 7, 'system', 'k', 's')",
      "duplicate",
    ],
    ["deleting an anchor", "DELETE FROM jeton.anchors", "ANCHOR_MOVED"],
    ["emptying the anchors", "TRUNCATE jeton.anchors", "ANCHOR_MOVED"],
    ["emptying the events", "TRUNCATE jeton.events", "EVENT_CHANGED"],
    [
      "an event before the last",
      "INSERT INTO jeton.events VALUES ('K1', 1, 5, 'refused', 'holder', NULL, NULL, NULL, 'a')",
      "EVENT_TAKEN",
    ],
    [
      "an event of a key that is not there",
      "INSERT INTO jeton.events VALUES ('K9', 1, 5, 'refused', 'holder', NULL, NULL, NULL, 'a')",
      "foreign key",
    ],
    [
      "accepting a step twice",
      "INSERT INTO jeton.events VALUES ('K1', 3, 7, 'accepted', 'holder', 99, NULL, NULL, 'e')",
      "events_accepted_once",
    ],
    ["a lower floor", "UPDATE jeton.history SET floor = 4", "FLOOR_LOWERED"],
    ["no floor", "UPDATE jeton.history SET floor = NULL", "FLOOR_LOWERED"],
    ["deleting the history", "DELETE FROM jeton.history", "FLOOR_LOWERED"],
    ["emptying the history", "TRUNCATE jeton.history", "FLOOR_LOWERED"],
    [
      "a second history",
      "INSERT INTO jeton.history VALUES (false, 'e', '3', NULL)",
      "check constraint",
    ],
    [
      "a last step past 2^53-1",
      "UPDATE jeton.keys SET last_step = 9007199254740992, revision = 2",
      "check constraint",
    ],
  ];

  const everything = async () => [
    (await run("SELECT * FROM jeton.keys ORDER BY serial")).rows,
    (await run("SELECT * FROM jeton.events ORDER BY serial, sequence")).rows,
    (await run("SELECT * FROM jeton.anchors ORDER BY serial")).rows,
    (await run("SELECT * FROM jeton.history")).rows,
  ];

  test.each(refused)("refuses %s", async (_what, sql, word) => {
    const before = await everything();
    await expect(run(sql)).rejects.toThrow(word);
    expect(await everything()).toEqual(before);
  });

  const altered: readonly (readonly [what: string, sql: string, says: string])[] = [
    [
      "a guard that is missing",
      "DROP TRIGGER keys_changed_forward ON jeton.keys",
      "its trigger keys_changed_forward is missing, restore a backup",
    ],
    [
      "a guard that is switched off",
      "ALTER TABLE jeton.events DISABLE TRIGGER events_never_altered",
      "its trigger events_never_altered is switched off",
    ],
    [
      "a guard that does nothing",
      `CREATE OR REPLACE FUNCTION jeton.keys_changed_forward() RETURNS trigger LANGUAGE plpgsql
       AS 'BEGIN RETURN NEW; END'`,
      "its trigger keys_changed_forward is altered",
    ],
    [
      "a trigger of someone else",
      `CREATE FUNCTION jeton.theirs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER theirs BEFORE INSERT ON jeton.events
         FOR EACH ROW EXECUTE FUNCTION jeton.theirs()`,
      "its trigger jeton.events.theirs is none of ours, find out who made it and drop it",
    ],
    [
      "events that may belong to no key",
      "ALTER TABLE jeton.events DROP CONSTRAINT events_serial_fkey",
      "its table jeton.events no longer refers to jeton.keys",
    ],
    [
      "events that may accept a step twice",
      "DROP INDEX jeton.events_accepted_once",
      "its unique index events_accepted_once is missing",
    ],
    [
      "a newer schema",
      "INSERT INTO jeton.migrations (version) VALUES (99)",
      "its schema has version 99, this program knows up to 4, use the newer program",
    ],
  ];

  test.each(altered)("is not opened with %s", async (_what, sql, says) => {
    await run(sql);
    await expect(openPostgresStore(url)).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining(says),
    });
  });

  test("is made once, however many nodes make it at once", async () => {
    for (let round = 0; round < 3; round += 1) {
      await run("DROP SCHEMA jeton CASCADE");
      const nodes = await Promise.all(Array.from({ length: 8 }, () => openPostgresStore(url)));
      await Promise.all(nodes.map((node) => node.close()));
      expect((await run("SELECT version FROM jeton.migrations")).rows).toEqual([
        { version: 1 },
        { version: 2 },
        { version: 3 },
        { version: 4 },
      ]);
    }
  });

  test("is opened by a user who may only use it", async () => {
    await run(`
      DROP ROLE IF EXISTS clerk;
      CREATE ROLE clerk LOGIN;
      GRANT USAGE ON SCHEMA jeton TO clerk;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jeton TO clerk;`);
    const asClerk = url.replace("owner@", "clerk@");
    const store = await openPostgresStore(asClerk);
    expect(await store.documents.put("ticket", "T1", 0, { body: "{}", expiresAt: null })).toBe(
      true,
    );
    await store.close();
    await run("DROP SCHEMA jeton CASCADE");
    await expect(openPostgresStore(asClerk)).rejects.toMatchObject({
      message: expect.stringContaining("run jeton store migrate as the owner"),
    });
  });

  test("finds a holder, a page and a document by search, never by reading them all", async () => {
    const plan = async (sql: string) =>
      (await run(
        `SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN ${sql}`,
      )) as unknown as { rows: object[] }[];
    for (const sql of [
      "SELECT * FROM jeton.keys WHERE serial = coalesce((SELECT serial FROM jeton.keys WHERE holder = 'x'), 'd')",
      "SELECT * FROM jeton.keys WHERE serial > 'x' ORDER BY serial LIMIT 5",
      "SELECT * FROM jeton.keys WHERE holder >= 'x' AND holder < 'y' ORDER BY holder LIMIT 5",
      "SELECT * FROM jeton.events WHERE serial = 'x' AND sequence > 1 ORDER BY sequence LIMIT 5",
      "SELECT * FROM jeton.documents WHERE kind = 'k' AND id >= 'a' AND id < 'b' ORDER BY id LIMIT 5",
    ]) {
      const text = JSON.stringify((await plan(sql)).map(({ rows }) => rows));
      expect(text).toContain("Index");
      expect(text).not.toContain("Seq Scan");
      expect(text).not.toContain("Sort");
    }
  });
});
