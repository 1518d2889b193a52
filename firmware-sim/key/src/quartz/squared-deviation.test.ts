import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { squaredDeviation } from "./squared-deviation.ts";
import { celsiusAt, hour, type TemperatureProfile, temperatureProfiles } from "./temperature.ts";

const begin = Date.parse("2026-03-01T00:00:00Z");

/** The same integral by Simpson's rule in steps so fine that each is nearly a parabola. */
function byFineSteps(
  profile: TemperatureProfile,
  turnover: number,
  from: number,
  to: number,
  steps: number,
): number {
  const width = (to - from) / steps;
  const square = (at: number) => (celsiusAt(profile, at) - turnover) ** 2;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const at = from + step * width;
    sum += ((square(at) + 4 * square(at + width / 2) + square(at + width)) * width) / 6;
  }
  return sum;
}

const waves = fc.record({
  kind: fc.constant("waves" as const),
  meanCelsius: fc.integer({ min: -10, max: 40 }),
  waves: fc.array(
    fc.record({
      periodHours: fc.constantFrom(12, 24, 168, 8766),
      celsius: fc.integer({ min: -8, max: 8 }),
      peakHours: fc.integer({ min: 0, max: 8766 }),
    }),
    { maxLength: 4 },
  ),
});
const recorded = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -30, max: 60 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pieces) => {
    let at = begin;
    const points = pieces.map(([hours, celsius]): readonly [number, number] => {
      at += hours * hour;
      return [at, celsius];
    });
    return { kind: "recorded" as const, points };
  });
const profiles: fc.Arbitrary<TemperatureProfile> = fc.oneof(
  waves,
  recorded,
  fc.constantFrom(...Object.values(temperatureProfiles)),
);

describe("squaredDeviation()", () => {
  // The stated bound is for the closed form; the fine steps' own error is what the tolerance holds.
  test("is what ever finer steps come to, for any profile", () => {
    const hours = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(profiles, fc.integer({ min: 15, max: 35 }), hours, (profile, turnover, long) => {
        const closed = squaredDeviation(profile, turnover);
        const whole = closed(begin + long * hour) - closed(begin);
        const fine = byFineSteps(profile, turnover, begin, begin + long * hour, long * 16);
        expect(Math.abs(whole - fine)).toBeLessThan(1e-6 * Math.abs(fine) + 0.01 * hour);
      }),
      { numRuns: 60 },
    );
  });

  test("is exact for a straight line: from 20 to 30 °C round 25 °C the mean square is 25/3", () => {
    const profile = {
      kind: "recorded",
      points: [
        [begin, 20],
        [begin + hour, 30],
      ],
    } as const;
    const closed = squaredDeviation(profile, 25);
    expect(closed(begin + hour) - closed(begin)).toBeCloseTo((25 / 3) * hour, 3);
    expect(closed(begin + hour / 2) - closed(begin)).toBeCloseTo((25 / 3 / 2) * hour, 3);
    expect(closed(begin) - closed(begin - hour)).toBe(25 * hour);
  });
});
