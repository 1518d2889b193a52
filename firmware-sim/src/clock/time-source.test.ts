import { unixMilliseconds } from "@jeton/core/units";
import { describe, expect, test } from "vitest";
import { realTime, VirtualTime } from "./time-source.ts";

describe("VirtualTime", () => {
  test("stands still until it is advanced", () => {
    const time = new VirtualTime(unixMilliseconds(1000));
    expect([time.now(), time.advance(1), time.now()]).toEqual([1000, 1001, 1001]);
  });

  test.each([-1, 0.5, Number.NaN])("refuses to advance by %d ms and stays where it is", (by) => {
    const time = new VirtualTime(unixMilliseconds(1000));
    expect(() => time.advance(by)).toThrow(RangeError);
    expect(time.now()).toBe(1000);
  });
});

describe("realTime", () => {
  test("is this machine's clock", () => {
    const before = Date.now();
    const now = realTime.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});
