import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../../../../test/support/postgres.ts";
import { plainKey } from "../contracts/key-changes.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

describeWith(postgres, "engineHistory()", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
    url = await server.createDatabase();
  });
  afterAll(() => server.remove());

  const run = (sql: string) => server.query(url, sql);

  test("raises the floor once, however many nodes of a plain role notice at once", async () => {
    const owner = await openPostgresStore(url);
    await owner.insert(plainKey("K1", { holder: "ada" }), []);
    await owner.close();
    await run(`CREATE ROLE plain LOGIN; GRANT USAGE ON SCHEMA jeton TO plain;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jeton TO plain`);
    const floors: number[] = [];
    const onFloor = (floor: number) => floors.push(floor);
    const plain = url.replace("owner@", "plain@");
    const nodes = await Promise.all(
      Array.from({ length: 4 }, () => openPostgresStore(plain, { onFloor })),
    );
    const loads = () =>
      Promise.all(
        nodes.flatMap((node) => [
          node.load("K1"),
          ...Array.from({ length: 5 }, () => node.loadForHolder("ada", "K9")),
        ]),
      );
    for (const stored of await loads()) expect(stored?.record).not.toHaveProperty("floor");
    expect(floors).toEqual([]);

    await run("UPDATE jeton.history SET engine = 'another server'");
    for (const stored of await loads()) expect(stored?.record.floor?.mark).toBe(floors[0]);
    expect(floors).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });

  test("raises it where the store has lost its history", async () => {
    await run(`ALTER TABLE jeton.history DISABLE TRIGGER USER; DELETE FROM jeton.history;
      ALTER TABLE jeton.history ENABLE TRIGGER USER`);
    const floors: number[] = [];
    const store = await openPostgresStore(url, { onFloor: (floor) => floors.push(floor) });
    expect((await store.load("K1"))?.record.floor?.mark).toBe(floors[0]);
    expect(floors).toHaveLength(1);
    await store.close();
  });
});
