import { describe, expect, test } from "vitest";
import {
  drawRecoveryCodes,
  drawTemporaryCode,
  parseSparePasscode,
  recoveryCodeNumber,
  spareCodeKind,
  spareCodeWords,
} from "./spare-code.ts";

const pin = "4071";
const spare = "ABCDEFGHJK";

describe("parseSparePasscode()", () => {
  test("takes the last ten letters, small or not, with blanks anywhere", () => {
    expect(parseSparePasscode("4071ABCDEFGHJK")).toEqual({ pin, spare });
    expect(parseSparePasscode(" 4071 abcde fghjk ")).toEqual({ pin, spare });
    expect(parseSparePasscode("k7mPABCDEFGHJK")).toEqual({ pin: "k7mP", spare });
    expect(parseSparePasscode("ABCDEFGHJK")).toEqual({ pin: null, spare });
  });

  test("takes twelve letters and the number of a recovery code, and tells both kinds apart", () => {
    const recovery = "ABCDEFGHJKLM3";
    expect(parseSparePasscode("4071 abcd efgh jklm 3")).toEqual({ pin, spare: recovery });
    expect(parseSparePasscode(recovery)).toEqual({ pin: null, spare: recovery });
    expect([spareCodeKind(recovery), spareCodeKind(spare)]).toEqual([
      "recovery-code",
      "temporary-code",
    ]);
    expect([spareCodeWords(recovery), spareCodeWords(spare)]).toEqual([
      "ABCD EFGH JKLM 3",
      "ABCDE FGHJK",
    ]);
    // A PIN of letters makes neither of them the other.
    expect(parseSparePasscode(`ABCD${spare}`)).toEqual({ pin: "ABCD", spare });
    expect(parseSparePasscode(`ABCD${recovery}`)).toEqual({ pin: "ABCD", spare: recovery });
  });

  test.each([
    "4071ABCDEFGHJKLM0",
    "4071ABCDEFGHJKLM9",
    "ABCDEFGHJKL3",
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

describe("drawTemporaryCode()", () => {
  test("gives ten of 24 letters, none likelier than another, and is read again", () => {
    let next = 0;
    const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
    const drawn = Array.from({ length: 240 }, () => drawTemporaryCode(random));
    for (const each of drawn)
      expect(parseSparePasscode(`4071${each}`)).toEqual({ pin, spare: each });
    const letters = drawn.join("");
    const counts = new Set([...new Set(letters)].map((letter) => letters.split(letter).length - 1));
    expect([new Set(letters).size, counts]).toEqual([24, new Set([100])]);
  });
});

describe("drawRecoveryCodes()", () => {
  test("gives eight codes, each with its number, that are read again", () => {
    let next = 0;
    const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
    const drawn = drawRecoveryCodes(random);
    expect(drawn.map(recoveryCodeNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(drawn).size).toBe(8);
    for (const each of drawn)
      expect(parseSparePasscode(`4071${each}`)).toEqual({ pin, spare: each });
  });
});
