import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holderIdentifier } from "./identifier.ts";

describe("holderIdentifier()", () => {
  test("is itself when asked again, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const identifier = holderIdentifier(text);
        if (identifier !== null) expect(holderIdentifier(identifier)).toBe(identifier);
      }),
      { numRuns: 1000 },
    );
  });

  test("is itself when asked again, for every single character of Unicode", () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10_ff_ff; point += 1) {
      const identifier = holderIdentifier(String.fromCodePoint(point));
      if (identifier !== null && holderIdentifier(identifier) !== identifier) {
        unstable.push(point.toString(16));
      }
    }
    expect(unstable).toEqual([]);
  });

  test("is one for all ways to type it: case, width, composition, blanks around", () => {
    const typed = ["jérôme", "JÉRÔME", " Je\u0301ro\u0302me\t", "ｊéｒôｍｅ", "\u00a0jérôme\n"];
    expect(new Set(typed.map(holderIdentifier))).toEqual(new Set(["jérôme"]));
  });

  test.each(["", " ", "a b", "a\u0000b", "a\u200bb", "a\nb", "\ud800", "x".repeat(129), "\ufdfa"])(
    "is null for %j",
    (text) => {
      expect(holderIdentifier(text)).toBeNull();
    },
  );

  test("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xff_ff })), (units) => {
        const identifier = holderIdentifier(String.fromCharCode(...units));
        expect(identifier === null || identifier.length <= 128).toBe(true);
      }),
    );
  });

  test("takes 128 characters", () => {
    expect(holderIdentifier("X".repeat(128))).toBe("x".repeat(128));
  });
});
