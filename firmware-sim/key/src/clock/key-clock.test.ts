import { unixMilliseconds } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawQuartz } from "../quartz/draw-quartz.ts";
import { idealQuartz } from "../quartz/quartz.ts";
import { type TemperatureProfile, temperatureProfiles } from "../quartz/temperature.ts";
import {
  believedTimeAt,
  clockPointAt,
  jump,
  type KeyClock,
  keyClock,
  offsetAt,
  ratePpmAt,
  ratePpmOf,
  setOffset,
  setRate,
  setTemperature,
  shock,
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

/** Clocks whose crystals feel the temperature, age and wander. */
const wandering = fc
  .tuple(clocks, fc.integer({ min: 0, max: 2 ** 32 - 1 }), anyTemperature())
  .map(([clock, seed, temperature]): KeyClock => {
    const { quartz } = drawQuartz(seed, { bornAt: noon, temperature });
    return { ...clock, quartz };
  });

function anyTemperature(): fc.Arbitrary<TemperatureProfile> {
  return fc.constantFrom(...Object.values(temperatureProfiles));
}

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
      fc.property(wandering, moments, fc.integer({ min: 1, max: 1e6 }), (clock, at, later) => {
        const after = unixMilliseconds(at + later);
        expect(believedTimeAt(clock, after)).toBeGreaterThanOrEqual(believedTimeAt(clock, at));
      }),
    );
  });
});

describe("a clock over a quartz", () => {
  // Law: whoever re-anchors it at a thousand moments in between sees what the untouched one shows.
  test("shows the same whether it is stepped finely or coarsely", () => {
    fc.assert(
      fc.property(wandering, fc.integer({ min: 1, max: 9_999_999 }), (clock, pause) => {
        let often = clock;
        let at = clock.trueAt;
        for (let change = 0; change < 1000; change += 1) {
          at = unixMilliseconds(at + pause);
          often = jump(often, { at, byMilliseconds: 0 });
        }
        const later = unixMilliseconds(at + 12_345_678);
        expect(believedTimeAt(often, later)).toBe(believedTimeAt(clock, later));
      }),
      { numRuns: 20 },
    );
  });

  test("loses 293 ms in a day at 15 °C, and nothing from then on at 25 °C", () => {
    const quartz = { ...idealQuartz, parabolaPpm: -0.034 };
    const day = 86_400_000;
    const cold = setTemperature(keyClock({ at: noon, quartz }), {
      at: noon,
      temperature: { kind: "constant", celsius: 15 },
    });
    const evening = unixMilliseconds(noon + day);
    expect(offsetAt(cold, evening)).toBe(-294);
    expect(ratePpmAt(cold, evening)).toBeCloseTo(-3.4, 9);
    const warm = setTemperature(cold, {
      at: evening,
      temperature: { kind: "constant", celsius: 25 },
    });
    expect(offsetAt(warm, evening)).toBe(-294);
    expect(offsetAt(warm, unixMilliseconds(evening + 100 * day))).toBe(-294);
  });

  test("keeps a change of rate after a blow, and what it believed at that moment", () => {
    fc.assert(
      fc.property(wandering, moments, (clock, at) => {
        const other = ratePpmOf(clock) > 0 ? -2 : 2;
        const shocked = shock(clock, { at, byPpm: other });
        expect(believedTimeAt(shocked, at)).toBe(believedTimeAt(clock, at));
        expect(ratePpmOf(shocked)).toBeCloseTo(ratePpmOf(clock) + other, 3);
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
      fc.property(wandering, moments, rates, moments, (made, changedAt, ratePpm, belief) => {
        const clock = setRate(made, { at: changedAt, ratePpm });
        const at = trueTimeWhenBelieved(clock, belief);
        expect(believedTimeAt(clock, at)).toBeGreaterThanOrEqual(belief);
        expect(believedTimeAt(clock, unixMilliseconds(at - 1))).toBeLessThan(belief);
      }),
    );
  });

  // A cold crystal loses 722 µs a second: within the few milliseconds in which a straight line would do, the
  // wander decides now and then which of them it is.
  test("answers it also where the wander alone decides", () => {
    const temperature = { kind: "constant", celsius: -60 } as const;
    const clock = keyClock({
      at: noon,
      quartz: { ...idealQuartz, parabolaPpm: -0.1, temperature },
    });
    const wrong: number[] = [];
    for (let later = 1; later < 4000; later += 1) {
      const point = clockPointAt(clock, unixMilliseconds(noon + later));
      for (const ahead of [-2, 0, 1, 2, 3]) {
        const belief = unixMilliseconds(point.believedAt + ahead);
        const at = trueTimeWhenBelieved(clock, belief, point);
        const isReached = believedTimeAt(clock, at) >= belief;
        if (!isReached || believedTimeAt(clock, unixMilliseconds(at - 1)) >= belief)
          wrong.push(later);
      }
    }
    expect(wrong).toEqual([]);
  });
});
