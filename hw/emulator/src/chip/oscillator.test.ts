import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Oscillator } from "./oscillator.ts";

describe("Oscillator", () => {
  test("makes its error more or fewer cycles, to the cycle over weeks", () => {
    const threeWeeks = 21 * 86_400_000;
    expect(new Oscillator(0).cyclesAt(threeWeeks)).toBe(threeWeeks * 16_000);
    const fast = new Oscillator(200);
    expect(fast.cyclesAt(threeWeeks) / (threeWeeks * 16_000) - 1).toBeCloseTo(200e-6, 12);
  });

  test("goes on from where it is when its error changes", () => {
    const oscillator = new Oscillator(-2021);
    const before = oscillator.cyclesAt(1000);
    oscillator.setErrorPpm(3, 1000);
    expect(oscillator.cyclesAt(1000)).toBe(before);
    expect(oscillator.cyclesAt(2000) - before).toBeCloseTo(16_000_000 * (1 + 3e-6), 3);
  });

  test("leads back to the true time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3300, max: 1300 }),
        fc.double({ min: 0, max: 1e10, noNaN: true }),
        (ppm, milliseconds) => {
          const oscillator = new Oscillator(ppm);
          const back = oscillator.millisecondsAt(oscillator.cyclesAt(milliseconds));
          expect(Math.abs(back - milliseconds)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  test("refuses an error that no resonator has", () => {
    expect(() => new Oscillator(60_000)).toThrowError(/wanted ppm within ±50000/);
    expect(() => new Oscillator(Number.NaN)).toThrowError(RangeError);
  });
});
