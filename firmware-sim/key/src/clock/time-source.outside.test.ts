import { unixMilliseconds } from "@jeton/core/units";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ScaledTime } from "./scaled-time.ts";
import { realTime } from "./time-source.ts";

const at = unixMilliseconds;
const noon = 1_800_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("realTime", () => {
  test("is this machine's clock", () => {
    expect(realTime.now()).toBe(noon);
  });

  test("calls when the moment is there, not before, however far it is", () => {
    let called = 0;
    const far = noon + 40 * 86_400_000;
    realTime.whenReaches(at(far), () => {
      called += 1;
    });
    vi.advanceTimersByTime(40 * 86_400_000 - 1);
    expect(called).toBe(0);
    vi.advanceTimersByTime(1);
    expect(called).toBe(1);
  });

  test("notices within a second that this machine's clock was set", () => {
    let called = 0;
    realTime.whenReaches(at(noon + 3_600_000), () => {
      called += 1;
    });
    vi.setSystemTime(noon + 3_600_000);
    vi.advanceTimersByTime(1000);
    expect(called).toBe(1);
  });
});

describe("ScaledTime", () => {
  const scaled = (factor: number) => new ScaledTime(at(noon), factor, () => Date.now());

  test("runs a minute in a second at 60", () => {
    const time = scaled(60);
    vi.advanceTimersByTime(1000);
    expect(time.now()).toBe(noon + 60_000);
  });

  test("stands while it is frozen, and goes on from there", () => {
    const time = scaled(10);
    vi.advanceTimersByTime(100);
    time.freeze();
    vi.advanceTimersByTime(5000);
    expect(time.now()).toBe(noon + 1000);
    time.resume();
    vi.advanceTimersByTime(100);
    expect(time.now()).toBe(noon + 2000);
  });

  test("calls what waits when it gets there: sooner when it is sped up or moved, later when frozen", () => {
    const time = scaled(1);
    const called: string[] = [];
    time.whenReaches(at(noon + 60_000), () => called.push("minute"));
    time.whenReaches(at(noon + 120_000), () => called.push("two"));
    time.setFactor(60);
    vi.advanceTimersByTime(999);
    expect(called).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(called).toEqual(["minute"]);
    time.freeze();
    vi.advanceTimersByTime(10_000);
    time.advance(60_000);
    vi.advanceTimersByTime(0);
    expect(called).toEqual(["minute", "two"]);
  });

  test("does not call what was taken back", () => {
    const time = scaled(1);
    let called = 0;
    const cancel = time.whenReaches(at(noon + 10), () => {
      called += 1;
    });
    time.setFactor(2);
    cancel();
    vi.advanceTimersByTime(1000);
    expect(called).toBe(0);
  });

  test.each([0, -1, Number.NaN, 1_000_001])("refuses to run %d times as fast", (factor) => {
    expect(() => scaled(factor)).toThrow(RangeError);
    const time = scaled(2);
    expect(() => time.setFactor(factor)).toThrow(RangeError);
    expect(time.factor).toBe(2);
  });

  test("does not go back", () => {
    expect(() => scaled(1).jumpTo(at(noon - 1))).toThrow(RangeError);
    expect(() => scaled(1).advance(-1)).toThrow(RangeError);
  });
});
