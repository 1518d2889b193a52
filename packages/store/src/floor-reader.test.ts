import { describe, expect, test } from "vitest";
import { floorReader } from "./floor-reader.ts";

describe("floorReader()", () => {
  test("gives a record no floor where there is none", () => {
    expect(floorReader()(null)).toEqual({});
  });

  test("gives out a floor of the past as it stands", () => {
    expect(floorReader(() => 5000)(4000)).toEqual({ floor: { mark: 4000, at: 4000 } });
  });

  test("lets a floor of the future count from when it was seen first", () => {
    let now = 5000;
    const floorOf = floorReader(() => now);
    expect(floorOf(900_000)).toEqual({ floor: { mark: 900_000, at: 5000 } });
    now = 6000;
    expect(floorOf(900_000)).toEqual({ floor: { mark: 900_000, at: 5000 } });
    expect(floorOf(900_001)).toEqual({ floor: { mark: 900_001, at: 6000 } });
  });
});
