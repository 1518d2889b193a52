import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../../../../test/arbitraries/code-parameters.ts";
import { anyMoment } from "../../../../test/arbitraries/moment.ts";
import { anyTimeStep } from "../../../../test/arbitraries/time-step.ts";
import { type StepClock, stepAt, stepStartsAt, timeStep, unixMilliseconds } from "./units.ts";

const last = Number.MAX_SAFE_INTEGER;
const unusable = [-1, -0.5, 0.5, 59.999, last + 1, Number.NaN, Number.POSITIVE_INFINITY];

/** RFC 6238 §4.2 by big integers, which cannot lose a digit. */
function exactStep(milliseconds: number, { periodSeconds, t0Seconds }: StepClock): bigint | null {
  const since = BigInt(milliseconds) - BigInt(t0Seconds) * 1000n;
  return since < 0n ? null : since / (BigInt(periodSeconds) * 1000n);
}

describe("unixMilliseconds()", () => {
  test.each(unusable)("refuses %d", (value) => {
    expect(() => unixMilliseconds(value)).toThrow(RangeError);
  });

  test("answers whole milliseconds as they are, up to 2^53-1", () => {
    expect([0, 1, last].map(unixMilliseconds)).toEqual([0, 1, last]);
  });
});

describe("timeStep()", () => {
  test.each(unusable)("refuses %d", (value) => {
    expect(() => timeStep(value)).toThrow(RangeError);
  });

  test("answers whole numbers as they are, up to 2^53-1", () => {
    expect([0, 2 ** 32, last].map(timeStep)).toEqual([0, 2 ** 32, last]);
  });
});

describe("stepAt()", () => {
  test("counts milliseconds, not seconds", () => {
    const clock = { periodSeconds: 30, t0Seconds: 0 };
    expect(stepAt(unixMilliseconds(29_999), clock)).toBe(0);
    expect(stepAt(unixMilliseconds(30_000), clock)).toBe(1);
    expect(stepAt(unixMilliseconds(59_000), clock)).toBe(1);
  });

  test("is null before T0 and 0 at T0", () => {
    const clock = { periodSeconds: 60, t0Seconds: 1000 };
    expect(stepAt(unixMilliseconds(999_999), clock)).toBeNull();
    expect(stepAt(unixMilliseconds(1_000_000), clock)).toBe(0);
    expect(stepAt(unixMilliseconds(1_059_999), clock)).toBe(0);
    expect(stepAt(unixMilliseconds(1_060_000), clock)).toBe(1);
  });

  test("is exact for every moment up to 2^53-1 ms", () => {
    fc.assert(
      fc.property(anyMoment, anyCodeParameters, (now, clock) => {
        const step = stepAt(now, clock);
        expect(step === null ? null : BigInt(step)).toBe(exactStep(now, clock));
      }),
      { numRuns: 500 },
    );
  });

  test("is exact in the last thousand seconds before 2^53 ms", () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 90 }), (back, period) => {
        const clock = { periodSeconds: period, t0Seconds: 0 };
        const now = unixMilliseconds(last - back);
        expect(BigInt(stepAt(now, clock) ?? -1)).toBe(exactStep(now, clock));
      }),
    );
  });
});

describe("stepStartsAt()", () => {
  test("answers the first moment of its step: one millisecond before, it is the step before", () => {
    fc.assert(
      fc.property(anyMoment, anyCodeParameters, (now, clock) => {
        const step = stepAt(now, clock);
        if (step === null) return;
        const start = stepStartsAt(step, clock);
        expect(start).toBeLessThanOrEqual(now);
        expect(stepAt(start, clock)).toBe(step);
        if (start > 0) {
          const before = stepAt(unixMilliseconds(start - 1), clock);
          expect(before).toBe(step === 0 ? null : step - 1);
        }
      }),
    );
  });

  test("is exact, or refuses a moment past 2^53-1 ms, for every step", () => {
    fc.assert(
      fc.property(anyTimeStep, anyCodeParameters, (step, clock) => {
        const exact =
          (BigInt(clock.t0Seconds) + BigInt(step) * BigInt(clock.periodSeconds)) * 1000n;
        if (exact > BigInt(last)) expect(() => stepStartsAt(step, clock)).toThrow(RangeError);
        else expect(BigInt(stepStartsAt(step, clock))).toBe(exact);
      }),
      { numRuns: 500 },
    );
  });
});
