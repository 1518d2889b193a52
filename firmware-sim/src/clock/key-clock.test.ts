import { unixMilliseconds } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  believedTimeAt,
  jump,
  type KeyClock,
  keyClock,
  offsetAt,
  ratePpmOf,
  setOffset,
  setRate,
  trueTimeWhenBelieved,
} from "./key-clock.ts";

const noon = unixMilliseconds(1_800_000_000_000);
const tenYears = 10 * 365 * 86_400_000;

// Whole parts per billion: almost all doubles lie so near zero that they would be no rate at all.
const rates = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((ppb) => ppb / 1000);
const moments = fc.integer({ min: noon, max: noon + tenYears }).map(unixMilliseconds);
const clocks = fc
  .record({ at: moments, offsetMilliseconds: fc.integer({ min: -1e9, max: 1e9 }), ratePpm: rates })
  .map(keyClock);

/** The line again, in big integers: the definition, without the splitting. */
function believedExactly(clock: KeyClock, at: number): bigint {
  const unit = 1_000_000_000n;
  const elapsed = BigInt(at - clock.trueAt);
  const picoseconds =
    elapsed * (unit + BigInt(clock.rateError)) + BigInt(clock.fractionPicoseconds);
  const down = picoseconds / unit - (picoseconds % unit < 0n ? 1n : 0n);
  return BigInt(clock.believedAt) + down;
}

describe("believedTimeAt()", () => {
  test("is true time plus the offset for a perfect crystal", () => {
    const clock = keyClock({ at: noon, offsetMilliseconds: -2500 });
    expect(believedTimeAt(clock, unixMilliseconds(noon + tenYears))).toBe(noon + tenYears - 2500);
  });

  test("gains 20 ms in 1000 s at 20 ppm, and loses them at -20 ppm", () => {
    const later = unixMilliseconds(noon + 1_000_000);
    expect(offsetAt(keyClock({ at: noon, ratePpm: 20 }), later)).toBe(20);
    expect(offsetAt(keyClock({ at: noon, ratePpm: -20 }), later)).toBe(-20);
  });

  test("is the exact line, rounded down, at any moment before or after the anchor", () => {
    fc.assert(
      fc.property(clocks, moments, (clock, at) => {
        expect(BigInt(believedTimeAt(clock, at))).toBe(believedExactly(clock, at));
      }),
    );
  });

  test("never runs backwards", () => {
    fc.assert(
      fc.property(clocks, moments, fc.integer({ min: 1, max: 1e6 }), (clock, at, later) => {
        const after = unixMilliseconds(at + later);
        expect(believedTimeAt(clock, after)).toBeGreaterThanOrEqual(believedTimeAt(clock, at));
      }),
    );
  });
});

describe("setRate()", () => {
  test("leaves the belief of that moment as it is", () => {
    fc.assert(
      fc.property(clocks, moments, rates, (clock, at, ratePpm) => {
        const changed = setRate(clock, { at, ratePpm });
        expect(believedTimeAt(changed, at)).toBe(believedTimeAt(clock, at));
      }),
    );
  });

  test("loses nothing when the rate is set to what it is, a thousand times", () => {
    fc.assert(
      fc.property(clocks, fc.integer({ min: 1, max: 99_999 }), (clock, pause) => {
        let often = clock;
        let at = clock.trueAt;
        for (let change = 0; change < 1000; change += 1) {
          at = unixMilliseconds(at + pause);
          often = setRate(often, { at, ratePpm: ratePpmOf(often) });
        }
        const later = unixMilliseconds(at + 12_345);
        expect(believedTimeAt(often, later)).toBe(believedTimeAt(clock, later));
      }),
      { numRuns: 20 },
    );
  });

  test.each([5000.001, -5001, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d ppm",
    (ratePpm) => {
      expect(() => setRate(keyClock({ at: noon }), { at: noon, ratePpm })).toThrow(RangeError);
    },
  );
});

describe("jump()", () => {
  test("moves the belief by exactly so much, and keeps the rate", () => {
    const jumps = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(clocks, moments, jumps, moments, (clock, at, byMilliseconds, later) => {
        const jumped = jump(clock, { at, byMilliseconds });
        const moved = believedTimeAt(jumped, later) - believedTimeAt(clock, later);
        expect(moved).toBe(byMilliseconds);
      }),
    );
  });

  test("refuses half a millisecond and a time before 1970", () => {
    const clock = keyClock({ at: noon });
    expect(() => jump(clock, { at: noon, byMilliseconds: 0.5 })).toThrow(RangeError);
    expect(() => jump(clock, { at: noon, byMilliseconds: -noon - 1 })).toThrow(RangeError);
  });
});

describe("setOffset()", () => {
  test("sets the offset of that moment and keeps the rate", () => {
    fc.assert(
      fc.property(clocks, moments, fc.integer({ min: -1e9, max: 1e9 }), (clock, at, wanted) => {
        const set = setOffset(clock, { at, offsetMilliseconds: wanted });
        expect(offsetAt(set, at)).toBe(wanted);
        expect(ratePpmOf(set)).toBe(ratePpmOf(clock));
      }),
    );
  });
});

describe("trueTimeWhenBelieved()", () => {
  test("answers the first such moment: one millisecond before, the key believed less", () => {
    fc.assert(
      fc.property(clocks, moments, rates, moments, (made, changedAt, ratePpm, belief) => {
        const clock = setRate(made, { at: changedAt, ratePpm });
        const at = trueTimeWhenBelieved(clock, belief);
        expect(believedTimeAt(clock, at)).toBeGreaterThanOrEqual(belief);
        expect(believedTimeAt(clock, unixMilliseconds(at - 1))).toBeLessThan(belief);
      }),
    );
  });
});
