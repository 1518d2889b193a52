import { setTimeout as sleep } from "node:timers/promises";
import { timeStep, verifyChain } from "@jeton/core";
import { type OpenedStore, openEtcdStore } from "@jeton/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { present, raceKey } from "../contracts/race-key.ts";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { describeWith } from "../support/needs.ts";

// Goal: laws 2 and 12 while members of a cluster are killed: no code is accepted twice, what was told is
// kept, and what is not known is told as unknown.
// Method: three members; clients present each code many times, and again after an unknown outcome, while
// one member after the other is killed and started.

const rounds = 12;

describeWith(etcd, "openEtcdStore() on three members", (path) => {
  let server: EtcdServer;
  beforeAll(async () => {
    server = await startEtcd(path, 3);
  });
  afterAll(() => server.remove());

  test("accepts no code twice while members are killed, and goes on", async () => {
    const url = server.freshUrl();
    const clients = await Promise.all(Array.from({ length: 3 }, () => openEtcdStore(url)));
    const [first] = clients as [OpenedStore];
    await first.insert(raceKey("K1"), []);
    await first.insert(raceKey("DECOY"), []);
    const answers = new Map<string, number>();
    let told = 0;
    for (let round = 0; round < rounds; round += 1) {
      const step = timeStep(28_000_000 + round);
      const victim = round % 3;
      const attempts = [...clients, ...clients].map((client) =>
        present(client, "K1", { step, at: step }).then(
          ({ kind }) => kind,
          (error: unknown) => String((error as { readonly code?: unknown }).code),
        ),
      );
      // A little later each round, so that it strikes other moments of an attempt.
      await sleep(round * 15);
      await server.crash(victim);
      const kinds = await Promise.all(attempts);
      await server.start(victim);
      // Whoever got no answer asks again; nobody is accepted who should not be.
      kinds.push((await present(first, "K1", { step, at: step })).kind);
      for (const kind of kinds) answers.set(kind, (answers.get(kind) ?? 0) + 1);
      told += kinds.filter((kind) => kind === "accepted" || kind === "refused").length;
      expect(kinds.filter((kind) => kind === "accepted").length).toBeLessThanOrEqual(1);
      expect((await first.load("K1"))?.record.lastStep).toBe(step);
    }
    const known = ["accepted", "refused", "OUTCOME_UNKNOWN", "STORE_UNUSABLE"];
    expect([...answers.keys()].filter((kind) => !known.includes(kind))).toEqual([]);

    const stored = await first.load("K1");
    const events = await first.events("K1", { afterSequence: 0, limit: 1000 });
    const { record } = stored ?? { record: raceKey("K1") };
    expect(verifyChain("K1", record.audit, events)).toEqual({
      kind: "intact",
      count: events.length,
    });
    // Every step was spent once, and whatever was told is in the trail.
    const accepted = events.filter(({ kind }) => kind === "accepted").map(({ step }) => step);
    expect(new Set(accepted).size).toBe(accepted.length);
    expect(accepted).toHaveLength(rounds);
    expect(events.length).toBeGreaterThanOrEqual(told);
    await Promise.all(clients.map((client) => client.close()));
  });
});
