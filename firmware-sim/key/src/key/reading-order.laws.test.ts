import { algorithms, type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coinCell } from "../battery/battery.ts";
import { clockPointAt, keyClock, trueTimeWhenBelieved } from "../clock/key-clock.ts";
import type { TimeSource } from "../clock/time-source.ts";
import { drawQuartz } from "../quartz/draw-quartz.ts";
import { idealQuartz, type Quartz } from "../quartz/quartz.ts";
import { type TemperatureProfile, temperatureProfiles } from "../quartz/temperature.ts";
import type { SimulatedKeyOptions } from "./new-key.ts";
import { SimulatedKey } from "./simulated-key.ts";

const noon = unixMilliseconds(1_800_000_000_000);
const day = 86_400_000;
const seed = new TextEncoder().encode("12345678901234567890");

/** True time that a test sets as it likes, also back: a machine's clock may be. */
class SetTime implements TimeSource {
  at: UnixMilliseconds = noon;
  now(): UnixMilliseconds {
    return this.at;
  }
  whenReaches(): () => void {
    return () => {};
  }
}

const recorded = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 * day }), fc.integer({ min: -60, max: 125 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces): TemperatureProfile => {
    let at = noon - 10 * day;
    const points = pieces.map(([later, celsius]): readonly [number, number] => {
      at += later;
      return [at, celsius];
    });
    return { kind: "recorded", points };
  });

const quartzes: fc.Arbitrary<Quartz> = fc.oneof(
  fc.constant(idealQuartz),
  fc
    .record({
      seed: fc.nat(),
      temperature: fc.oneof(recorded, fc.constantFrom(...Object.values(temperatureProfiles))),
      age: fc.integer({ min: -100 * day, max: 9000 * day }),
      changes: fc.constantFrom({}, { walkPpm: 20, parabolaPpm: -0.1, ageingPpm: -50 }),
    })
    .map(({ seed: number, temperature, age, changes }) => {
      const bornAt = unixMilliseconds(noon - age);
      return { ...drawQuartz(number, { bornAt, temperature }).quartz, ...changes };
    }),
);

const keys: fc.Arbitrary<Partial<SimulatedKeyOptions>> = fc.record({
  quartz: quartzes,
  ratePpm: fc.integer({ min: -5_000_000, max: 5_000_000 }).map((ppb) => ppb / 1000),
  offsetMilliseconds: fc.integer({ min: -1e9, max: 1e9 }),
  parameters: fc.record({
    periodSeconds: fc.constantFrom(1, 30, 60, 77, 86_400),
    algorithm: fc.constantFrom(...algorithms),
  }),
  battery: fc.constantFrom(coinCell, { ...coinCell, capacityMilliampereHours: 3 }),
  program: fc.constantFrom(
    {},
    { display: { kind: "button" as const, shownMilliseconds: 20_000 }, selfTestMilliseconds: 2000 },
  ),
});

// From milliseconds to decades, each length as likely as the others.
const spans = fc
  .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 999 }))
  .map(([power, part]) => Math.floor(10 ** (power + part / 1000)));

describe("a reading", () => {
  // Law: to the last bit, whatever was read before, in whatever order the moments came in.
  test("is the same directly and after any readings before it, one moment after the other", () => {
    fc.assert(
      fc.property(keys, fc.array(spans, { maxLength: 12 }), spans, (options, before, span) => {
        const at = unixMilliseconds(noon + span);
        const one = made(options);
        one.time.at = at;
        const other = made(options);
        for (const moment of before.filter((each) => each < span).toSorted((a, b) => a - b)) {
          other.time.at = unixMilliseconds(noon + moment);
          other.key.reading();
        }
        other.time.at = at;
        expect(other.key.reading()).toEqual(one.key.reading());
        expect(other.key.state()).toEqual(one.key.state());
      }),
      { numRuns: 300 },
    );
  });

  test("is the same again when time goes on after it was set back", () => {
    fc.assert(
      fc.property(keys, fc.array(spans, { minLength: 1, maxLength: 8 }), (options, moments) => {
        const latest = Math.max(...moments);
        const { key, time } = made(options);
        time.at = unixMilliseconds(noon + latest);
        const first = key.reading();
        for (const moment of moments) {
          time.at = unixMilliseconds(noon + moment);
          expect(key.reading().at).toBe(noon + moment);
        }
        time.at = unixMilliseconds(noon + latest);
        expect(key.reading()).toEqual(first);
      }),
    );
  });
});

describe("trueTimeWhenBelieved()", () => {
  test("does not depend on the point from which it is looked for", () => {
    fc.assert(
      fc.property(keys, spans, spans, (options, from, until) => {
        const { quartz = idealQuartz, ratePpm = 0 } = options;
        const clock = keyClock({ at: noon, quartz, ratePpm });
        const belief = unixMilliseconds(noon + until);
        const near = clockPointAt(clock, unixMilliseconds(noon + from));
        const at = trueTimeWhenBelieved(clock, belief, near);
        expect(at).toBe(trueTimeWhenBelieved(clock, belief));
        expect(clockPointAt(clock, at).believedAt).toBeGreaterThanOrEqual(belief);
        if (at === 0) return;
        expect(clockPointAt(clock, unixMilliseconds(at - 1)).believedAt).toBeLessThan(belief);
      }),
      { numRuns: 1000 },
    );
  });
});

function made(options: Partial<SimulatedKeyOptions>) {
  const time = new SetTime();
  return { time, key: new SimulatedKey({ serial: "1", seed, timeSource: time, ...options }) };
}
