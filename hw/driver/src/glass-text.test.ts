import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { characterBytes, characterPattern, glassText } from "./glass-text.ts";

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 20,
});

describe("characterBytes()", () => {
  test("shows nothing else than was asked for, with either table", () => {
    fc.assert(
      fc.property(printable, fc.constantFrom("hd44780", "cfa635"), (text, table) => {
        try {
          expect(glassText(characterBytes(text, 20, table), table)).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect(text).toMatch(table === "hd44780" ? /[\\~]/ : /`/);
        }
      }),
    );
  });

  test("finds the characters that a CFA-635 has elsewhere", () => {
    expect([...characterBytes("$@^_[\\]{|}~", 20, "cfa635")]).toEqual([
      ...[0xa2, 0xa0, 0x1d, 0xc4, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0xce],
    ]);
  });

  test("refuses what does not fit, and what no table has", () => {
    expect(() => characterBytes("", 16, "hd44780")).toThrow("Cannot write 0 characters");
    expect(() => characterBytes("12345", 4, "hd44780")).toThrow("expected 1 to 4");
    expect(() => characterBytes("é", 4, "cfa635")).toThrow('Cannot show "é"');
  });
});

describe("glassText()", () => {
  test("answers characters that the host defined as they are, and what is no ASCII as unknown", () => {
    expect(glassText(Uint8Array.of(0, 7, 0x41, 0x80, 0x5c), "hd44780")).toBe(
      "\u0000\u0007A\uFFFD¥",
    );
    expect(glassText(Uint8Array.of(0x24, 0x40), "cfa635")).toBe("\uFFFD\uFFFD");
  });
});

describe("characterPattern()", () => {
  test("has bit 4 on the left", () => {
    const rows = ["#....", "....#", ...Array(6).fill(".....")];
    expect([...characterPattern(rows)]).toEqual([16, 1, 0, 0, 0, 0, 0, 0]);
    expect(() => characterPattern(["#"])).toThrow("Cannot make a character of 1 rows");
  });
});
