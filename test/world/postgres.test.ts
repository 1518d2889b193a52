import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { shrink, tellBroken } from "./shrink.ts";

// Goal: a store in another process keeps the same laws, lost races and lost answers included. Method: the same
// world over memory and over PostgreSQL; what people meet must be the same to the last figure.

const world = { seed: 3, mix: "faults", days: 12 } as const;

describeWith(postgres, "a world over PostgreSQL", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
  }, 60_000);
  afterAll(() => server.remove());

  test("keeps every law, and is the one that is played over memory", async () => {
    const { seed, mix, days } = world;
    const over = (store: "postgres" | "memory") =>
      playWorld(drawPlan(seed, mix, { days, store }), {}, url);
    const report = await over("postgres");
    const [finding] = report.findings;
    if (finding !== undefined) {
      expect.fail(tellBroken(await shrink(report, finding, {}, url)));
    }
    expect(report.figures.faults).toBeGreaterThan(5);
    expect(report.figures.logins).toBeGreaterThan(5);
    expect(report.figures).toEqual((await over("memory")).figures);
  }, 300_000);
});
