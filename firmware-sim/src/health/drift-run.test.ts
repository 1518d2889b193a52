import { expect, test } from "vitest";
import { driftRun } from "./drift-run.ts";

// Goal: 1 % of the keys at 50 ppm are found within 60 days, and no sound one is called so (issue: fleet health).
// Method: small fleets, in a room with little weather and in a car in winter, where every crystal runs slow.
test.each([
  ["daily", "office"],
  ["weekly", "office"],
  ["daily", "car"],
] as const)(
  "driftRun() finds the keys that drift, used %s and kept in a place like an %s",
  (habit, place) => {
    const plan = { keys: 400, days: 60, periodSeconds: 60, habit, place, seed: 3 };
    const { drifting, sound, days } = driftRun(plan);
    expect(drifting).toEqual({ keys: 4, found: 4 });
    expect(sound).toEqual({ keys: 396, called: 0 });
    expect(days?.last).toBeLessThanOrEqual(60);
    expect(days?.median).toBeGreaterThan(7);
  },
);

test("driftRun() refuses a habit that there is not", () => {
  const plan = {
    keys: 1,
    days: 1,
    periodSeconds: 60,
    habit: "never",
    place: "car",
    seed: 3,
  } as const;
  expect(() => driftRun(plan)).toThrow(RangeError);
});
