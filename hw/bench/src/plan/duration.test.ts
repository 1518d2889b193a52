import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationText, parseDuration } from "./duration.ts";

describe("parseDuration()", () => {
  test.each([
    ["500 ms", 500],
    ["30s", 30_000],
    ["5 m", 300_000],
    ["5m", 300_000],
    ["5 min", 300_000],
    ["1.5 h", 5_400_000],
    [" 7 d ", 604_800_000],
  ])("reads %j", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(["", "5", "m", "5 M", "5 mins", "3 hrs", "-5 m", "5  m", "1h 30m", "1e3 s"])(
    "answers null for %j, which is no time",
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  test("reads back what durationText() says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 86_400_000 }), (milliseconds) => {
        expect(parseDuration(durationText(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
