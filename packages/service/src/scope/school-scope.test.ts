import { describe, expect, test } from "vitest";
import { coversScope, isInScope, scopeEntry } from "./school-scope.ts";

describe("scopeEntry()", () => {
  test.each([
    ["0690001a", "0690001A"],
    [" Rectorat  de Lyon ", "RECTORAT DE LYON"],
    ["069*", "069*"],
    ["e\u0301cole", "\u00c9COLE"],
  ])("keeps %j as %j", (text, entry) => expect(scopeEntry(text)).toBe(entry));

  test.each(["", " ", "*", "**", "06*9", "*A", "a\u0000b", "x".repeat(129)])(
    "takes no %j",
    (text) => expect(scopeEntry(text)).toBeNull(),
  );
});

describe("isInScope()", () => {
  test.each([
    [["0690001A"], "0690001a", true],
    [["0690001A"], "0690001AB", false],
    [["069*"], "0690001A", true],
    [["069*"], "0700001A", false],
    [["0700001A", "069*"], "0690001A", true],
    [[], "0690001A", false],
    [["069*"], "", false],
  ])("of %j and %j is %j", (scope, school, expected) =>
    expect(isInScope(scope, school)).toBe(expected),
  );
});

describe("coversScope()", () => {
  test.each([
    [null, null, true],
    [null, ["069*"], true],
    [["069*"], null, false],
    [["069*"], ["0690001A"], true],
    [["069*"], ["0690*"], true],
    [["0690*"], ["069*"], false],
    [["0690001A"], ["0690001A", "0700001A"], false],
    // Whoever sees nothing sees no more than anybody.
    [["0690001A"], [], true],
  ])("of %j and %j is %j", (scope, other, expected) =>
    expect(coversScope(scope, other)).toBe(expected),
  );
});
