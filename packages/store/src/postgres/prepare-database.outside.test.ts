import { encodeRecord } from "@jeton/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../../../../test/support/postgres.ts";
import { changed, guessed, plainKey } from "../contracts/key-changes.ts";
import { openPostgresStore } from "./open-postgres-store.ts";
import { migrations } from "./schema.ts";

describeWith(postgres, "prepareDatabase()", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
    url = await server.createDatabase();
  });
  afterAll(() => server.remove());

  const run = (sql: string) => server.query(url, sql);

  test("makes one store, however many nodes make it at once and however strictly the server isolates", async () => {
    const strict = await server.createDatabase();
    const name = new URL(strict).pathname.slice(1);
    await server.query(
      strict,
      `ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`,
    );
    const nodes = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(strict)));
    const inserted = await Promise.all(nodes.map((node) => node.insert(plainKey("K1"), [])));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });

  test("brings a store of the first schema up to date, and loses nothing", async () => {
    const { next, events } = changed(plainKey("K1", { holder: "ada" }), { failures: guessed(1) });
    const [event] = events;
    await run(`
      CREATE SCHEMA jeton;
      CREATE TABLE jeton.migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
      ${migrations[0]?.tables} ${migrations[0]?.triggers}
      INSERT INTO jeton.migrations (version) VALUES (1);
      INSERT INTO jeton.keys VALUES ('K1', 1, 'ada', NULL, '${encodeRecord(next)}');
      INSERT INTO jeton.events VALUES ('K1', 1, ${event?.at}, 'refused', 'holder', NULL, 'wrong-pin',
        '${JSON.stringify(event?.diagnosis)}', '${event?.hash}');`);
    const nodes = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore(url)));
    const [store] = nodes;
    const stored = await store?.load("K1");
    // What an earlier version kept may come from a backup.
    const floor = { mark: expect.any(Number), at: expect.any(Number) };
    expect(stored).toEqual({ record: { ...next, floor }, revision: 1 });
    expect(await store?.events("K1", { afterSequence: 0, limit: 9 })).toEqual(events);
    expect(await store?.anchor("K1")).toBeNull();
    await Promise.all(nodes.map((node) => node.close()));
    await expect(run("UPDATE jeton.events SET actor = 'x'")).rejects.toThrow("EVENT_CHANGED");
    await expect(run("DELETE FROM jeton.events")).rejects.toThrow("EVENT_DELETED");
  });
});
