import { unixMilliseconds } from "@jeton/core/units";
import { seededRandom } from "@jeton/key";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FleetPlan } from "./fleet-plan.ts";
import { fleetRun } from "./fleet-run.ts";
import { habits, nextLogin } from "./habits.ts";
import { playKeys } from "./play-keys.ts";
import { fleetPolicies } from "./policies.ts";
import { addTally, countsOf, newTally } from "./tally.ts";

const plan: FleetPlan = {
  ...{ keys: 40, years: 5, periodSeconds: 60, habit: "weekly", place: "office", seed: 1 },
  policies: fleetPolicies.map(({ name }) => name),
};

function refusedBy(policy: string, given: Partial<FleetPlan> = {}): number {
  const own = { ...plan, ...given, policies: [policy] };
  return countsOf(playKeys(own, 0, own.keys), 0, null).refused;
}

describe("playKeys()", () => {
  test("refuses no key that the belief follows, whatever its holder's habit", () => {
    for (const { name } of habits) {
      const keys = name === "daily" || name === "office" ? 10 : 40;
      expect(refusedBy("belief", { habit: name, keys }), name).toBe(0);
      expect(refusedBy("belief", { habit: name, keys, periodSeconds: 30 }), name).toBe(0);
    }
  });

  test("loses more keys the less a policy learns", () => {
    const seldom = { habit: "quarterly", periodSeconds: 30 };
    const recentred = refusedBy("recentred-1", seldom);
    expect(recentred).toBeGreaterThan(0);
    expect(refusedBy("fixed-1", seldom)).toBeGreaterThan(recentred);
    expect(refusedBy("recentred-6", seldom)).toBeLessThan(recentred);
  });

  test("plays the same fleet for the same seed, and another for another", () => {
    expect(playKeys(plan, 0, 10)).toEqual(playKeys(plan, 0, 10));
    expect(playKeys({ ...plan, seed: 2 }, 0, 10)).not.toEqual(playKeys(plan, 0, 10));
  });

  test("comes to the same in any parts, in any order", () => {
    const parts = newTally(plan, 0, plan.keys);
    for (const from of [30, 0, 20, 10]) addTally(parts, playKeys(plan, from, from + 10), plan);
    expect(parts).toEqual(playKeys(plan, 0, plan.keys));
  });

  test("counts keys past those whose offsets are kept", () => {
    const own = { ...plan, keys: 5010, years: 1, policies: ["fixed-1"] };
    const whole = newTally(own, 0, own.keys);
    addTally(whole, playKeys(own, 4990, 5005), own);
    addTally(whole, playKeys(own, 5005, 5010), own);
    const apart = countsOf(playKeys(own, 4990, 5010), 0, null);
    expect(countsOf(whole, 0, null)).toEqual(apart);
    expect(apart.logins).toBeGreaterThan(500);
  });

  test("keeps for a larger fleet what a smaller one of its keys did", () => {
    const few = fleetRun({ ...plan, keys: 5 }, playKeys({ ...plan, keys: 5 }, 0, 5));
    expect(few.policies.every(({ all }) => all.logins > 1000)).toBe(true);
    expect(few.offsets).toHaveLength(21);
    expect(few.offsets.every(({ p1, p50, p99 }) => p1 <= p50 && p50 <= p99)).toBe(true);
  });
});

describe("nextLogin()", () => {
  test("always goes on, and never to a week-end from the office", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...habits),
        fc.integer({ min: 0, max: 5 * 366 * 86_400_000 }),
        fc.nat(),
        (habit, elapsed, seed) => {
          const next = nextLogin(habit, elapsed, seededRandom(seed));
          expect(next).toBeGreaterThan(elapsed);
          expect(Number.isSafeInteger(unixMilliseconds(next))).toBe(true);
          if (habit.kind === "office") expect(Math.floor(next / 86_400_000) % 7).toBeLessThan(5);
        },
      ),
    );
  });
});
