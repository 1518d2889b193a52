import { describe, expect, test } from "vitest";
import { selfTest } from "./self-test.ts";

describe("selfTest()", () => {
  // Goal: +200, -2021 and 0 ppm, put into the emulated oscillators, are found within the stated
  // interval, and everything else that the bench shows of itself holds.
  test("passes with emulated boards", async () => {
    const { checks } = await selfTest({
      board: null,
      withKeys: false,
      ownKeyMilliseconds: 10 * 60_000,
      tell: () => {},
    });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(checks.length).toBeGreaterThan(30);
    expect(checks.filter(({ name }) => name.includes("injected error"))).toHaveLength(3);
  });
});
