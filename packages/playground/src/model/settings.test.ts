import { unixMilliseconds } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { habits } from "./habits.ts";
import {
  defaultSettings,
  keyKinds,
  readSettings,
  type Settings,
  writeSettings,
} from "./settings.ts";

const now = unixMilliseconds(1_800_000_000_000);

const anySettings: fc.Arbitrary<Settings> = fc.record({
  kind: fc.constantFrom(...keyKinds),
  seedHex: fc.constantFrom("00", "3132333435363738393031323334353637383930"),
  periodSeconds: fc.constantFrom(30, 60),
  startsAt: fc
    .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2200, 0, 1) })
    .map((at) => unixMilliseconds(at)),
  livedDays: fc.integer({ min: 0, max: 3652 }),
  crystal: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  ratePpm: fc.option(fc.integer({ min: -5000, max: 5000 })),
  place: fc.oneof(
    fc.constantFrom("office" as const, "car" as const),
    fc.integer({ min: -60, max: 125 }),
  ),
  habit: fc.constantFrom(...habits.map(({ name }) => name)),
});

describe("readSettings()", () => {
  test("reads whatever writeSettings() writes", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(readSettings(writeSettings(settings), now)).toEqual({ settings, problems: [] });
      }),
    );
  });

  test("never throws, and says what it cannot use and what is wanted", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readSettings(text, now);
      }),
      { examples: [["__proto__"], ["constructor=1"], ["toString=60"]] },
    );
    const { settings, problems } = readSettings("#crystal=-1&habit=hourly&x=1&place=", now);
    expect(settings).toEqual(defaultSettings(now));
    expect(problems).toEqual([
      'Cannot use "crystal=-1": expected a number from 0 to 4294967295, or perfect',
      'Cannot use "habit=hourly": expected never, daily, weekly, monthly, yearly',
      'Cannot use "x=1": expected one of kind, seed, period, at, lived, crystal, ppm, place, habit',
      'Cannot use "place=": expected laboratory, office, pocket, car, or -60 to 125 °C',
    ]);
  });
});
