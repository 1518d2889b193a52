import { openPostgresStore } from "@jeton/store";
import { changed, plainKey } from "@jeton/store/contracts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

// Goal: a database without PL/pgSQL keeps a store with the guards that it can have, and says so; a store that
// lost its triggers is not taken for such a one. Method: DROP EXTENSION before and after a store is made.
// The contracts themselves run there too (postgres-store.test.ts).

describeWith(postgres, "openPostgresStore() and PL/pgSQL", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off" });
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    url = await server.createDatabase();
  });

  const run = (sql: string) => server.query(url, sql);

  async function opened(): Promise<boolean> {
    const onNoTriggers = vi.fn();
    await (await openPostgresStore(url, { onNoTriggers })).close();
    return onNoTriggers.mock.calls.length === 0;
  }

  test("makes a store without triggers where there is no PL/pgSQL, and tells it at each opening", async () => {
    await run("DROP EXTENSION plpgsql");
    expect([await opened(), await opened()]).toEqual([false, false]);
    // The store stays what it was made as.
    await run("CREATE EXTENSION plpgsql");
    expect(await opened()).toBe(false);
  });

  test("tells nothing of a store that has its triggers, and refuses it once they are gone", async () => {
    expect(await opened()).toBe(true);
    await run("DROP EXTENSION plpgsql CASCADE");
    await expect(opened()).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining("is missing"),
    });
  });

  test.each([
    [
      "a second event that accepts a step",
      "INSERT INTO jeton.events SELECT serial, 2, at, kind, actor, step, reason, diagnosis, 'h' FROM jeton.events",
    ],
    [
      "an event of no key",
      "INSERT INTO jeton.events VALUES ('K9', 1, 5, 'refused', 'x', NULL, NULL, NULL, 'h')",
    ],
    ["a key with events that goes", "DELETE FROM jeton.keys"],
    ["a revision of 0", "UPDATE jeton.keys SET revision = 0"],
  ])("has the database refuse %s all the same", async (_what, sql) => {
    await run("DROP EXTENSION plpgsql");
    const store = await openPostgresStore(url);
    const { next, events } = changed(plainKey("K1"), { lastStep: 7 as never });
    await store.insert(plainKey("K1"), []);
    const accepted = events.map((event) => ({
      ...event,
      kind: "accepted" as const,
      step: 7 as never,
    }));
    expect(await store.replace("K1", 1, next, accepted)).toBe(true);
    await store.close();
    await expect(run(sql)).rejects.toThrow(/violates/);
  });

  test("refuses a trigger that somebody else made", async () => {
    await run("DROP EXTENSION plpgsql");
    await opened();
    await run(
      "CREATE TRIGGER foreign_one BEFORE UPDATE ON jeton.keys FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    );
    await expect(opened()).rejects.toMatchObject({
      message: expect.stringContaining("foreign_one is none of ours"),
    });
  });
});
