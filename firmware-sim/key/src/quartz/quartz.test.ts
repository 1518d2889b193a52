import { unixMilliseconds } from "@jeton/core/units";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawQuartz } from "./draw-quartz.ts";
import { checkedQuartz, idealQuartz, type Quartz, wanderNanoseconds, wanderPpm } from "./quartz.ts";
import { temperatureProfiles } from "./temperature.ts";

const day = 86_400_000;
const born = unixMilliseconds(Date.parse("2026-01-01T00:00:00Z"));
const anyQuartz = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.constantFrom(...Object.values(temperatureProfiles)),
  )
  .map(([seed, temperature]) => drawQuartz(seed, { bornAt: born, temperature }).quartz);
const moments = fc.integer({ min: born, max: born + 3650 * day });

describe("wanderNanoseconds()", () => {
  test("loses 3.4 ppm when it is 10 °C off the turnover: 294 ms a day", () => {
    const quartz: Quartz = {
      ...idealQuartz,
      parabolaPpm: -0.034,
      temperature: { kind: "constant", celsius: 15 },
    };
    const lost = wanderNanoseconds(quartz, born + day) - wanderNanoseconds(quartz, born);
    expect(lost / 1e6).toBeCloseTo(-293.76, 6);
    expect(wanderPpm(quartz, born)).toBeCloseTo(-3.4, 9);
  });

  test("gains in its first year ageing · (2 ln 2 - 1)/ln 2 of a year", () => {
    const quartz: Quartz = { ...idealQuartz, ageingPpm: 3, bornAt: born };
    const year = 365.25 * day;
    const gained = wanderNanoseconds(quartz, born + year) - wanderNanoseconds(quartz, born);
    expect(gained / year).toBeCloseTo((3 * (2 * Math.LN2 - 1)) / Math.LN2, 6);
    expect(wanderPpm(quartz, born + year)).toBeCloseTo(3, 6);
  });

  test("is the sum of what wanderPpm says, hour by hour, to a microsecond an hour", () => {
    fc.assert(
      fc.property(anyQuartz, moments, (quartz, from) => {
        const hours = 50;
        let sum = 0;
        for (let hour = 0; hour < hours; hour += 1) {
          const at = from + hour * 3_600_000;
          const ppm = [0, 0.5, 1].map((part) => wanderPpm(quartz, at + part * 3_600_000));
          sum += (((ppm[0] ?? 0) + 4 * (ppm[1] ?? 0) + (ppm[2] ?? 0)) / 6) * 3_600_000;
        }
        const closed =
          wanderNanoseconds(quartz, from + hours * 3_600_000) - wanderNanoseconds(quartz, from);
        expect(Math.abs(closed - sum)).toBeLessThan(hours * 1000);
      }),
    );
  });

  test("is the same for equal data, whichever object holds it and whatever was asked before", () => {
    fc.assert(
      fc.property(anyQuartz, fc.array(moments, { maxLength: 8 }), moments, (quartz, asked, at) => {
        for (const moment of asked) wanderNanoseconds(quartz, moment);
        const copy = JSON.parse(JSON.stringify(quartz)) as Quartz;
        expect(wanderNanoseconds(copy, at)).toBe(wanderNanoseconds(quartz, at));
      }),
    );
  });
});

describe("checkedQuartz()", () => {
  test.each([
    { parabolaPpm: 0.01 },
    { turnoverCelsius: Number.NaN },
    { walkSeed: 0.5 },
    { walkPpm: -1 },
    { bornAt: -5 as Quartz["bornAt"] },
    { temperature: { kind: "constant", celsius: 900 } } as const,
  ])("refuses %j", (change) => {
    expect(() => checkedQuartz({ ...idealQuartz, ...change })).toThrow(RangeError);
  });
});

describe("drawQuartz()", () => {
  test("draws the same crystal for the same seed, and one that may be used", () => {
    const one = drawQuartz(5, { bornAt: born });
    expect(drawQuartz(5, { bornAt: born })).toEqual(one);
    expect(drawQuartz(6, { bornAt: born })).not.toEqual(one);
    for (let seed = 0; seed < 500; seed += 1) {
      checkedQuartz(drawQuartz(seed, { bornAt: born }).quartz);
    }
  });
});
