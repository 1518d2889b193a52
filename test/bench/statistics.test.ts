import { describe, expect, test } from "vitest";
import { quartiles } from "./statistics.ts";

describe("quartiles()", () => {
  test("answers the elements that divide the sample, whatever its order", () => {
    expect(quartiles([5, 1, 4, 2, 3])).toEqual({ low: 2, median: 3, high: 4 });
    expect(quartiles([7])).toEqual({ low: 7, median: 7, high: 7 });
  });

  test("throws for an empty sample", () => {
    expect(() => quartiles([])).toThrow(RangeError);
  });
});
