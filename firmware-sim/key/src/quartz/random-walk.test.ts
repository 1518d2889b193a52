import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integratedWalk, walkDays } from "./random-walk.ts";

const day = 86_400_000;
const year = 365.25 * day;

/** The walk's rate, ppm, at so many days. */
const rateAt = (walk: (age: number) => number, days: number) =>
  (walk(days * day + 1000) - walk(days * day)) / 1000;

function deviation(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

describe("integratedWalk()", () => {
  test("is the same in whatever order it is asked", () => {
    const ages = fc.array(fc.integer({ min: -day, max: 30 * year }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), ages, (seed, asked) => {
        const used = integratedWalk(seed, 1);
        for (const age of asked) used(age);
        for (const age of asked) expect(used(age)).toBe(integratedWalk(seed, 1)(age));
      }),
    );
  });

  // Of 2000 normal numbers the deviation is known to 1.6 %; 8 % is five times that.
  test("has after a year the deviation that was asked for, and twice it after four", () => {
    const walks = Array.from({ length: 2000 }, (_, seed) => integratedWalk(seed, 3));
    expect(deviation(walks.map((walk) => rateAt(walk, 365)))).toBeCloseTo(3, -Math.log10(0.48));
    expect(deviation(walks.map((walk) => rateAt(walk, 1461)))).toBeCloseTo(6, -Math.log10(0.96));
  });

  // ∫ of Brownian motion over a time t has variance t³/3.
  test("gathers in a year the phase that a random walk gathers", () => {
    const phases = Array.from({ length: 2000 }, (_, seed) => integratedWalk(seed, 3)(year));
    const expected = (3 * year) / Math.sqrt(3);
    expect(deviation(phases) / expected).toBeGreaterThan(0.92);
    expect(deviation(phases) / expected).toBeLessThan(1.08);
  });

  // Two halves of a time are independent: so are the changes over them.
  test("forgets: what it did in one month says nothing of the next", () => {
    let product = 0;
    for (let seed = 0; seed < 2000; seed += 1) {
      const walk = integratedWalk(seed, 3);
      const [a, b, c] = [rateAt(walk, 300), rateAt(walk, 330), rateAt(walk, 360)];
      product += ((b - a) * (c - b)) / ((9 * 30) / 365.25);
    }
    expect(Math.abs(product / 2000)).toBeLessThan(0.12);
  });

  test("goes on without a jump from day to day, and stands still in the end", () => {
    const walk = integratedWalk(7, 3);
    for (let days = 1; days < 500; days += 1) {
      const [before, at, after] = [-1, 0, 1].map((ms) => walk(days * day + ms));
      const [one, other] = [(at ?? 0) - (before ?? 0), (after ?? 0) - (at ?? 0)];
      expect(Math.abs(one - other)).toBeLessThan(1e-3);
    }
    const end = rateAt(walk, walkDays);
    expect(rateAt(walk, walkDays + 1000)).toBeCloseTo(end, 3);
  });

  test("is no walk at 0 ppm", () => {
    expect(integratedWalk(7, 0)(year)).toBe(0);
  });
});
