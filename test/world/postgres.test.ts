import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import type { WorldPlan } from "./world-plan.ts";

// Goal: a store in another process keeps the same laws, lost races and lost answers included. Method: a short
// world with something wrong in one change of five. `npm run world -- --store postgres` plays longer ones.

function world(): WorldPlan {
  const plan = drawPlan(3, "faults", { days: 8, store: "postgres" });
  const actors = plan.actors.map((actor) =>
    actor.kind === "faults" ? { ...actor, share: 0.2 } : actor,
  );
  return { ...plan, actors };
}

describeWith(postgres, "a world over PostgreSQL", (path) => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
    url = await server.createDatabase();
  }, 60_000);
  afterAll(() => server.remove());

  test("keeps every law", async () => {
    const report = await playWorld(world(), {}, { postgresUrl: url });
    const [finding] = report.findings;
    if (finding !== undefined) {
      expect.fail(`Law ${finding.law}: ${finding.what}\n${report.story(finding).join("\n")}`);
    }
    expect(report.figures.faults).toBeGreaterThan(5);
    expect(report.figures.logins).toBeGreaterThan(5);
    expect(report.figures.wrongAcceptances).toBe(0);
  }, 300_000);
});
