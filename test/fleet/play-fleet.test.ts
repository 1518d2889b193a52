import { describe, expect, test } from "vitest";
import { playFleet } from "./play-fleet.ts";

const small = { keys: 20, gapDays: 30, periodSeconds: 30, seed: 1 };

describe("playFleet()", () => {
  test("refuses no key that the belief follows, and loses some that are only recentred", () => {
    const { results } = playFleet(small);
    const of = (policy: string) => results.find((result) => result.policy === policy);
    expect(of("belief")).toMatchObject({ refused: 0 });
    expect(of("recentred ±1")?.refused).toBeGreaterThan(0);
    expect(of("fixed ±1")?.refused).toBeGreaterThan(of("recentred ±1")?.refused ?? 0);
  });

  test("plays the same fleet again for the same seed, and another for another", () => {
    expect(playFleet(small)).toEqual(playFleet(small));
    expect(playFleet({ ...small, seed: 2 })).not.toEqual(playFleet(small));
  });
});
