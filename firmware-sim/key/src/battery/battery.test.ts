import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BatteryDesign,
  coinCell,
  currentOf,
  daysLeft,
  drained,
  millisecondsUntil,
  newBattery,
  percentLeft,
} from "./battery.ts";

const minute = { periodSeconds: 60 };

describe("daysLeft()", () => {
  // 225 mAh / (3300 + 40000/60 + 260) nA = 53,240 h.
  test("gives an always-on key nearly six years, by hand 2,218 days", () => {
    expect(daysLeft(newBattery(), { ...minute, shownSecondsADay: 86_400 })).toBeCloseTo(2218, 0);
  });

  // 225 mAh / 1260 nA = 178,571 h; a minute a day of 2.7 µA more costs nearly nothing.
  test("gives a key that is pressed twice a day twenty years", () => {
    const days = daysLeft(newBattery(), { ...minute, shownSecondsADay: 60 });
    expect(days).toBeGreaterThan(7400);
    expect(days).toBeLessThan(225e6 / 1260 / 24);
  });

  test("is the time after which the battery is empty at that mean current", () => {
    const battery = newBattery();
    const current = currentOf(coinCell, { ...minute, shown: true });
    const days = daysLeft(battery, { ...minute, shownSecondsADay: 86_400 });
    const until = millisecondsUntil(battery, current, 0) / 86_400_000;
    expect(until / days).toBeCloseTo(1, 4);
  });
});

describe("drained()", () => {
  test("takes the same in one go as in any parts", () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1e10 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), parts, (current, pauses) => {
        const whole = pauses.reduce((sum, pause) => sum + pause, 0);
        const stepped = pauses.reduce((cell, pause) => drained(cell, current, pause), newBattery());
        expect(stepped).toEqual(drained(newBattery(), current, whole));
      }),
    );
  });

  test("never leaves less than nothing", () => {
    expect(percentLeft(drained(newBattery(), 1e9, 1e12))).toBe(0);
  });
});

describe("millisecondsUntil()", () => {
  test("is the first millisecond at which no more than so much is left", () => {
    const percents = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), percents, (current, percent) => {
        const battery = newBattery();
        const until = millisecondsUntil(battery, current, percent);
        expect(percentLeft(drained(battery, current, until))).toBeLessThanOrEqual(percent);
        expect(percentLeft(drained(battery, current, until - 1))).toBeGreaterThan(percent);
      }),
    );
  });
});

describe("newBattery()", () => {
  test.each<Partial<BatteryDesign>>([
    { capacityMilliampereHours: 0 },
    { capacityMilliampereHours: Number.NaN },
    { darkNanoamperes: -1 },
    { shownNanoamperes: 0.5 },
    { lowPercent: 101 },
  ])("refuses %j", (changes) => {
    expect(() => newBattery({ ...coinCell, ...changes })).toThrow(RangeError);
  });
});
