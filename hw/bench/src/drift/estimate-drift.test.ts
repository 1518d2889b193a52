import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClockSample, tickMilliseconds } from "./clock-sample.ts";
import { estimateDrift } from "./estimate-drift.ts";
import { keyVerdict } from "./key-verdict.ts";
import { slopeError, studentQuantile } from "./slope-error.ts";

const began = Date.UTC(2026, 0, 1);

/** A board that is `ppm` fast, asked `count` times; `delays` are the way there and back, ms. */
function asked(
  ppm: number,
  seconds: number,
  count: number,
  delays: (index: number) => readonly [number, number],
  wander: (seconds: number) => number = () => 0,
): readonly ClockSample[] {
  return Array.from({ length: count }, (_, index) => {
    const host = (seconds * 1000 * index) / (count - 1);
    const [there, back] = delays(index);
    const read = host + there;
    const clock = began + 1234.567 + read * (1 + ppm / 1e6) + wander(read / 1000);
    return {
      hostFrom: host,
      hostTo: read + back,
      board: Math.floor(clock / tickMilliseconds) * tickMilliseconds,
    };
  });
}

describe("estimateDrift()", () => {
  test.each([200, -2021, 3])(
    "finds %d ppm of a day within its own interval, below 0.1 ppm",
    (ppm) => {
      const drift = estimateDrift(
        asked(ppm, 86_400, 200, (index) => [0.1 + (index % 7) / 10, 0.2]),
        { errorPpm: 0 },
      );
      expect(Math.abs(drift.ppm - ppm)).toBeLessThanOrEqual(drift.uncertaintyPpm);
      expect(drift.uncertaintyPpm).toBeLessThan(0.1);
      expect(drift.isSteady).toBe(true);
    },
  );

  test("holds the truth, whatever the delays are, as one-sided as they come", () => {
    const delay = fc.double({ min: 0, max: 40, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: -4000, max: 4000, noNaN: true }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.tuple(delay, delay), { minLength: 3, maxLength: 60 }),
        (ppm, seconds, delays) => {
          const samples = asked(ppm, seconds, delays.length, (index) => delays[index] ?? [0, 0]);
          const late = samples.slice(1).some((each, index) => {
            const before = samples[index];
            return before !== undefined && each.hostFrom < before.hostTo;
          });
          if (late) return;
          const drift = estimateDrift(samples, { errorPpm: 0 });
          expect(Math.abs(drift.ppm - ppm)).toBeLessThanOrEqual(drift.uncertaintyPpm);
          expect(drift.isSteady).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  // Goal: delays that grow through the measurement, the worst there is, pull the slope the most.
  // Method: the read moment moves from one end of the asking to the other.
  test("does not claim more than growing delays leave", () => {
    const count = 50;
    const samples = asked(0, 600, count, (index) => [(8 * index) / count, 8 - (8 * index) / count]);
    const drift = estimateDrift(samples, { errorPpm: 0 });
    expect(Math.abs(drift.ppm)).toBeGreaterThan(5);
    expect(drift.uncertaintyPpm).toBeGreaterThan(Math.abs(drift.ppm));
  });

  test("says when the clock did not run evenly, and is less sure then", () => {
    const even = asked(10, 86_400, 200, () => [0.2, 0.2]);
    const wave = asked(
      10,
      86_400,
      200,
      () => [0.2, 0.2],
      (s) => 60 * Math.sin(s / 9000),
    );
    const sure = estimateDrift(even, { errorPpm: 0 });
    const unsure = estimateDrift(wave, { errorPpm: 0 });
    expect(sure.isSteady).toBe(true);
    expect(unsure.isSteady).toBe(false);
    expect(unsure.parts.scatterPpm).toBeGreaterThan(20 * sure.parts.scatterPpm);
    expect(Math.abs(unsure.ppm - 10)).toBeLessThanOrEqual(unsure.uncertaintyPpm);
  });

  test("adds the host's own error whole", () => {
    const samples = asked(10, 3600, 20, () => [0.2, 0.2]);
    const exact = estimateDrift(samples, { errorPpm: 0 });
    expect(estimateDrift(samples, { errorPpm: 50 }).uncertaintyPpm).toBeCloseTo(
      exact.uncertaintyPpm + 50,
      9,
    );
  });

  test("refuses to draw a line through two points", () => {
    expect(() =>
      estimateDrift(
        asked(1, 60, 2, () => [0, 0]),
        { errorPpm: 0 },
      ),
    ).toThrow(RangeError);
  });
});

describe("slopeError()", () => {
  test("is the textbook's for scatter without memory, within a third", () => {
    // y = ±1 in no order that a lag could see, x = 0 .. 63: s / sqrt(Sxx) * t.
    const signs = [...(0x9e3779b97f4a7c15n ^ 0xd1b54a32d192ed03n).toString(2).padStart(64, "0")];
    const mean = 31.5;
    const square = signs.reduce((sum, _, x) => sum + (x - mean) ** 2, 0);
    const error = slopeError(
      signs.map((_, x) => (x - mean) / square),
      signs.map((sign) => (sign === "1" ? 1 : -1)),
    );
    expect(error / (studentQuantile(62) / Math.sqrt(square))).toBeGreaterThan(0.5);
    expect(error / (studentQuantile(62) / Math.sqrt(square))).toBeLessThan(1.34);
  });

  test.each([
    [1, 12.706],
    [4, 2.776],
    [10, 2.228],
    [100, 1.984],
  ])("Student's quantile for %d degrees of freedom is %d", (degrees, quantile) => {
    expect(Math.abs(studentQuantile(degrees) - quantile)).toBeLessThan(0.02);
  });
});

describe("keyVerdict()", () => {
  test.each([
    [20, 5, "good"],
    [-99, 2, "not-known"],
    [-2021, 1, "no-good"],
    [0, 150, "not-known"],
  ] as const)("%d ± %d ppm is %s", (ppm, uncertaintyPpm, kind) => {
    expect(keyVerdict({ ppm, uncertaintyPpm }).kind).toBe(kind);
  });

  test("gives the trim that brings the clock to true time", () => {
    const { trimPpb } = keyVerdict({ ppm: -2021, uncertaintyPpm: 0 });
    expect((1 - 2021e-6) * (1 + trimPpb / 1e9)).toBeCloseTo(1, 9);
  });
});
