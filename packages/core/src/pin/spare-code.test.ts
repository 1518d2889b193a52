import { describe, expect, test } from "vitest";
import { drawSpareCode, parseSparePasscode } from "./spare-code.ts";

const pin = "4071";
const spare = "ABCDEFGHJK";

describe("parseSparePasscode()", () => {
  test("takes the last ten letters, small or not, with blanks anywhere", () => {
    expect(parseSparePasscode("4071ABCDEFGHJK")).toEqual({ pin, spare });
    expect(parseSparePasscode(" 4071 abcde fghjk ")).toEqual({ pin, spare });
    expect(parseSparePasscode("k7mPABCDEFGHJK")).toEqual({ pin: "k7mP", spare });
    expect(parseSparePasscode("ABCDEFGHJK")).toEqual({ pin: null, spare });
  });

  test.each([
    "4071123456",
    "4071ABCDEFGHJ",
    "4071ABCDEFGHJI",
    "4071ABCDEFGHJO",
    "4071ABCDEFGHJ1",
    "",
    "4071ABCDEFGHKſ",
  ])("reads %j as none", (text) => {
    expect(parseSparePasscode(text)).toBeNull();
  });
});

describe("drawSpareCode()", () => {
  test("gives ten of 24 letters, none likelier than another, and is read again", () => {
    let next = 0;
    const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
    const drawn = Array.from({ length: 240 }, () => drawSpareCode(random));
    for (const each of drawn)
      expect(parseSparePasscode(`4071${each}`)).toEqual({ pin, spare: each });
    const letters = drawn.join("");
    const counts = new Set([...new Set(letters)].map((letter) => letters.split(letter).length - 1));
    expect([new Set(letters).size, counts]).toEqual([24, new Set([100])]);
  });
});
