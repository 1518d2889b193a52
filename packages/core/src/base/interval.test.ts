import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyInterval } from "../../../../test/arbitraries/clock-belief.ts";
import { ceilingOf, floorOf } from "../../../../test/support/fractions.ts";
import { intersect, middle, rateDown, rateUp, scaleDown, scaleUp } from "./interval.ts";

const billion = 1_000_000_000n;
/** The steepest rate for which `scaleDown` promises exactness. */
const anyRate = fc.oneof(
  fc.integer({ min: -5_000_000, max: 5_000_000 }),
  fc.constantFrom(-5_000_000, -1, 0, 1, 5_000_000),
);
/** Whole milliseconds, before or behind; 2^53-1 of them are 285,000 years. */
const anyDuration = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -4_000_000_000, max: 4_000_000_000 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 999_999_999, -1_000_000_001),
);
const anySpan = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.maxSafeNat().map(atLeastOne));

function atLeastOne(value: number): number {
  return Math.max(1, value);
}

describe("scaleDown()", () => {
  test("is the exact product, rounded down: a big duration loses nothing", () => {
    fc.assert(
      fc.property(anyRate, anyDuration, (rate, duration) => {
        const product = BigInt(rate) * BigInt(duration);
        expect(BigInt(scaleDown(rate, duration))).toBe(floorOf(product, billion));
      }),
      { numRuns: 2000 },
    );
  });

  test("goes down below zero too, where truncation would go up", () => {
    expect(scaleDown(-1, 1)).toBe(-1);
    expect(scaleDown(1, -1)).toBe(-1);
    expect(scaleDown(1, 1)).toBe(0);
    expect(scaleDown(-100_000, 86_400_000)).toBe(-8640);
  });
});

describe("scaleUp()", () => {
  test("is the exact product, rounded up", () => {
    fc.assert(
      fc.property(anyRate, anyDuration, (rate, duration) => {
        const product = BigInt(rate) * BigInt(duration);
        expect(BigInt(scaleUp(rate, duration))).toBe(ceilingOf(product, billion));
      }),
      { numRuns: 2000 },
    );
  });

  test("lies at most one above the product rounded down", () => {
    fc.assert(
      fc.property(anyRate, anyDuration, (rate, duration) => {
        expect([0, 1]).toContain(scaleUp(rate, duration) - scaleDown(rate, duration));
      }),
    );
  });
});

describe("rateDown() and rateUp()", () => {
  test("are the exact quotient, rounded outward", () => {
    // Up to 9,007,199 the product is exact in a double; beyond, it takes big integers.
    const anyChange = fc.oneof(
      fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
      fc.integer({ min: -9_007_200, max: 9_007_200 }),
      fc.constantFrom(-9_007_200, -9_007_199, -1, 0, 1, 9_007_199, 9_007_200),
    );
    fc.assert(
      fc.property(anyChange, anySpan, (change, duration) => {
        const product = BigInt(change) * billion;
        const down = rateDown(change, duration);
        const up = rateUp(change, duration);
        if (Math.abs(down) > Number.MAX_SAFE_INTEGER) return;
        expect(BigInt(down)).toBe(floorOf(product, BigInt(duration)));
        expect(BigInt(up)).toBe(ceilingOf(product, BigInt(duration)));
      }),
      { numRuns: 2000 },
    );
  });

  test("enclose the rate that made the change", () => {
    fc.assert(
      fc.property(anyRate, fc.integer({ min: 1, max: 1_000_000_000_000 }), (rate, duration) => {
        expect(rateDown(scaleDown(rate, duration), duration)).toBeLessThanOrEqual(rate);
        expect(rateUp(scaleUp(rate, duration), duration)).toBeGreaterThanOrEqual(rate);
      }),
    );
  });
});

describe("all of them", () => {
  test("never answer -0, which stored text would not give back", () => {
    for (const rate of [0, -0, 1, -1]) {
      for (const duration of [0, -0, 1, -1]) {
        expect(Object.is(scaleDown(rate, duration) + 0, scaleDown(rate, duration))).toBe(true);
        expect(Object.is(scaleUp(rate, duration) + 0, scaleUp(rate, duration))).toBe(true);
      }
      expect(Object.is(rateDown(rate, 7) + 0, rateDown(rate, 7))).toBe(true);
      expect(Object.is(rateUp(rate, 7) + 0, rateUp(rate, 7))).toBe(true);
    }
  });
});

describe("intersect()", () => {
  test("holds exactly what lies in both, whichever comes first", () => {
    const small = anyInterval(12);
    fc.assert(
      fc.property(small, small, (left, right) => {
        const both = intersect(left, right);
        expect(intersect(right, left)).toEqual(both);
        for (let value = -13; value <= 13; value += 1) {
          const isIn = (at: { readonly min: number; readonly max: number }) =>
            value >= at.min && value <= at.max;
          expect(both !== null && isIn(both)).toBe(isIn(left) && isIn(right));
        }
      }),
    );
  });
});

describe("middle()", () => {
  test("lies inside, as near to one end as to the other, rounded down", () => {
    fc.assert(
      fc.property(anyInterval(1_000_000_000), ({ min, max }) => {
        const found = middle({ min, max });
        expect(BigInt(found)).toBe(floorOf(BigInt(min) + BigInt(max), 2n));
      }),
    );
  });
});
