import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../support/seeded-random.ts";
import { beyondNormal, normalQuantile } from "./normal.ts";
import { holm, shiftOf, walshMean } from "./signed-rank.ts";

describe("beyondNormal()", () => {
  test("returns the tables' values, far out too", () => {
    expect(beyondNormal(0)).toBeCloseTo(1, 12);
    expect(beyondNormal(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(beyondNormal(-2.5758293035489004)).toBeCloseTo(0.01, 12);
    expect(beyondNormal(6) / 1.973175290075396e-9).toBeCloseTo(1, 8);
  });
});

describe("normalQuantile()", () => {
  test("turns it round", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(normalQuantile(0.2)).toBeCloseTo(-0.8416212335729143, 10);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe("walshMean()", () => {
  test("is the mean of that rank among the means of all pairs", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, (sample) => {
        const sorted = sample.toSorted((left, right) => left - right);
        const means = sorted
          .flatMap((left, index) => sorted.slice(index).map((right) => (left + right) / 2))
          .toSorted((left, right) => left - right);
        means.forEach((mean, index) => {
          expect(walshMean(sorted, index + 1)).toBeCloseTo(mean, 9);
        });
      }),
    );
  });
});

describe("shiftOf()", () => {
  test("returns the textbook's value", () => {
    // Hollander and Wolfe, table 3.1 (depression under a tranquilliser): estimate -0.46, T+ = 5.
    const [before, after] = [
      [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
      [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    ];
    const { estimate, p } = shiftOf(
      after.map((value, index) => value - (before[index] ?? 0)),
      0.95,
    );
    expect(estimate).toBeCloseTo(-0.46, 2);
    // By the normal approximation with the correction; the exact value is 0.039.
    expect(p).toBeCloseTo(0.0441, 3);
  });

  test("changes its sign with the order, and says nothing of equal values", () => {
    const sample = [3, -1, 4, 1, -5, 9, 2, 6];
    const [one, other] = [
      shiftOf(sample, 0.9),
      shiftOf(
        sample.map((value) => -value),
        0.9,
      ),
    ];
    expect(other.estimate).toBeCloseTo(-one.estimate, 9);
    expect(other.low).toBeCloseTo(-one.high, 9);
    expect(shiftOf([0, 0, 0, 0, 0, 0], 0.95)).toMatchObject({ estimate: 0, p: 1 });
    expect(() => shiftOf([1, 2, 3, 4, 5], 0.95)).toThrow(RangeError);
  });

  // Goal: what a report promises is so, with the long tails that a machine's pauses make.
  // Method: many experiments of 60 pairs, each a Laplace value and now and then a long pause.
  test("finds a shift of the size that it calls detectable four times in five", () => {
    const random = seededRandom(11);
    const noise = () => {
      const pause = random() < 0.05 ? 20 * random() : 0;
      return (
        -Math.log(1 - random()) * (random() < 0.5 ? -1 : 1) + (random() < 0.5 ? -pause : pause)
      );
    };
    const sample = () => Array.from({ length: 60 }, noise);
    const rounds = 300;
    let [found, covered, alarms] = [0, 0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const { low, high, p, detectable } = shiftOf(sample(), 0.95);
      if (low <= 0 && 0 <= high) covered += 1;
      if (p < 0.05) alarms += 1;
      const shifted = shiftOf(
        sample().map((value) => value + detectable),
        0.95,
      );
      if (shifted.p < 0.05) found += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.92);
    expect(alarms / rounds).toBeLessThan(0.08);
    expect(found / rounds).toBeGreaterThan(0.7);
    expect(found / rounds).toBeLessThan(0.92);
  });
});

describe("holm()", () => {
  test("corrects each p by those that are not smaller, and keeps their order", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
