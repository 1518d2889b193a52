import { describe, expect, test } from "vitest";
import {
  celsiusAt,
  checkedProfile,
  type TemperatureProfile,
  temperatureProfiles,
} from "./temperature.ts";

const july = Date.parse("2026-07-20T15:00:00Z");
const january = Date.parse("2026-01-20T05:00:00Z");

describe("celsiusAt()", () => {
  test("is warmer on a summer afternoon than on a winter morning, in a car most of all", () => {
    const swing = (profile: TemperatureProfile) =>
      celsiusAt(profile, july) - celsiusAt(profile, january);
    const { office, pocket, car } = temperatureProfiles;
    expect(swing(office)).toBeGreaterThan(4);
    expect(swing(pocket)).toBeGreaterThan(swing(office));
    expect(swing(car)).toBeGreaterThan(swing(pocket));
    expect(celsiusAt(car, july)).toBeCloseTo(45, 0);
  });

  test("goes straight between recorded points and stands still outside of them", () => {
    const profile: TemperatureProfile = {
      kind: "recorded",
      points: [
        [0, 10],
        [100, 20],
        [200, 0],
      ],
    };
    const seen = [-50, 0, 25, 100, 150, 200, 999].map((at) => celsiusAt(profile, at));
    expect(seen).toEqual([10, 10, 12.5, 20, 10, 0, 0]);
  });
});

describe("checkedProfile()", () => {
  test.each<[string, TemperatureProfile]>([
    ["a furnace", { kind: "constant", celsius: 126 }],
    ["no number", { kind: "constant", celsius: Number.NaN }],
    ["no points", { kind: "recorded", points: [] }],
    [
      "points out of order",
      {
        kind: "recorded",
        points: [
          [5, 20],
          [5, 21],
        ],
      },
    ],
    ["half a millisecond", { kind: "recorded", points: [[0.5, 20]] }],
    [
      "waves that add up beyond the range",
      {
        kind: "waves",
        meanCelsius: 0,
        waves: [
          { periodHours: 24, celsius: 40, peakHours: 0 },
          { periodHours: 12, celsius: -40, peakHours: 0 },
        ],
      },
    ],
    [
      "a wave of no length",
      { kind: "waves", meanCelsius: 0, waves: [{ periodHours: 0, celsius: 1, peakHours: 0 }] },
    ],
  ])("refuses %s", (_, profile) => {
    expect(() => checkedProfile(profile)).toThrow(RangeError);
  });

  test("lets the named ones through", () => {
    for (const profile of Object.values(temperatureProfiles)) {
      expect(checkedProfile(profile)).toBe(profile);
    }
  });
});
