import { describe, expect, test } from "vitest";
import { count, fields, list, moment, text } from "./stored-fields.ts";

describe("the fields of a stored record", () => {
  test("are given back as they are when they are what is wanted", () => {
    const [object, array] = [{ a: 1 }, [1]];
    expect(fields(object, "at")).toBe(object);
    expect(list(array, "at")).toBe(array);
    expect(text("ab", "at", /^a/)).toBe("ab");
    for (const whole of [0, 5, Number.MAX_SAFE_INTEGER]) expect(count(whole, "at")).toBe(whole);
    for (const whole of [-3, 0, 9]) expect(count(whole, "at", -3, 9)).toBe(whole);
    expect(moment(5, "at")).toBe(5);
  });

  test.each<[string, (value: unknown) => unknown, readonly unknown[]]>([
    ["an object", (value) => fields(value, "at"), [null, undefined, 5, "x", [], [{}]]],
    ["a list", (value) => list(value, "at"), [null, undefined, {}, "x", { length: 0 }]],
    ["text of its form", (value) => text(value, "at", /^[a5]/), [5, null, "b", "", ["a"]]],
    [
      "a whole number from -3 to 9",
      (value) => count(value, "at", -3, 9),
      ["5", null, undefined, 0.5, -4, 10, Number.NaN, [5]],
    ],
    [
      "a whole number from 0 to 9007199254740991",
      (value) => moment(value, "at"),
      ["5", null, -1, 0.5, 2 ** 53],
    ],
  ])("are refused with their path when they are not %s", (wanted, read, wrongValues) => {
    for (const value of wrongValues) {
      const found = value === null ? "null" : typeof value;
      const refusal = `at: found ${found}, expected ${wanted}`;
      expect(() => read(value)).toThrow(new TypeError(refusal));
    }
  });
});
