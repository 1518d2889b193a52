import { describe, expect, test } from "vitest";
import { cropped, welchT } from "./welch.ts";

describe("welchT()", () => {
  test("answers the textbook's value", () => {
    // Means 3 and 5, variances 2.5 and 10: (3 - 5) / sqrt(2.5 / 5 + 10 / 5).
    expect(welchT([1, 2, 3, 4, 5], [1, 3, 5, 7, 9])).toBeCloseTo(-2 / Math.sqrt(2.5), 12);
  });

  test("is 0 for equal means and changes its sign with the order", () => {
    expect(welchT([1, 3], [0, 4])).toBe(0);
    expect(welchT([2, 4], [0, 1])).toBe(-welchT([0, 1], [2, 4]));
  });

  test("throws for less than two values", () => {
    expect(() => welchT([1], [1, 2])).toThrow(RangeError);
  });
});

describe("cropped()", () => {
  test("drops what lies above the quantile, in whatever order it stood", () => {
    expect(cropped([9, 1, 3, 2], 0.75)).toEqual([1, 2, 3]);
    expect(cropped([5], 0.5)).toEqual([5]);
  });
});
