import { type ClockAlarm, type KeyShift, unixMilliseconds } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { watchClock } from "./clock-watch.ts";

const start = 1_800_000_000_000;

/** The shift of the key of this number, ten seconds after that of the one before. */
function shiftOf(key: number, shift: number): KeyShift {
  return { serial: `K-${key}`, at: unixMilliseconds(start + key * 10_000), shift };
}

describe("watchClock()", () => {
  test("tells when the alarm begins and when it ends, once each", () => {
    const told: (ClockAlarm | null)[] = [];
    const watch = watchClock((alarm) => told.push(alarm));
    expect(watch.alarm()).toBeNull();
    for (let key = 0; key < 12; key += 1) watch.note(shiftOf(key, 60_000));
    expect(watch.alarm()).toMatchObject({ serverShift: 60_000 });
    expect(told).toMatchObject([{ serverShift: 60_000 }]);
    for (let key = 12; key < 24; key += 1) watch.note(shiftOf(key, 0));
    expect(watch.alarm()).toBeNull();
    expect(told).toMatchObject([{ serverShift: 60_000 }, null]);
  });

  test("watches also where nobody listens", () => {
    const watch = watchClock();
    for (let key = 0; key < 12; key += 1) watch.note(shiftOf(key, 60_000));
    expect(watch.alarm()).not.toBeNull();
  });
});
