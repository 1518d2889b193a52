import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySuite } from "../../../../test/arbitraries/ocra-suite.ts";
import { parseOcraSuite } from "./ocra-suite.ts";

describe("parseOcraSuite()", () => {
  test("returns what the suite says, with every part and with none but the challenge", () => {
    const whole = "OCRA-1:HOTP-SHA512-10:C-QH64-PSHA256-S512-T48H";
    expect(parseOcraSuite(whole)).toEqual({
      text: whole,
      algorithm: "SHA-512",
      digits: 10,
      hasCounter: true,
      question: { format: "H", lengthMax: 64 },
      pinHash: "SHA-256",
      sessionBytes: 512,
      periodSeconds: 172_800,
    });
    const bare = "OCRA-1:HOTP-SHA1-0:QA04";
    expect(parseOcraSuite(bare)).toEqual({
      text: bare,
      algorithm: "SHA-1",
      digits: 0,
      hasCounter: false,
      question: { format: "A", lengthMax: 4 },
      pinHash: null,
      sessionBytes: null,
      periodSeconds: null,
    });
  });

  test.each([
    ...[["T1S", 1] as const, ["T59S", 59] as const, ["T1M", 60] as const, ["T59M", 3540] as const],
    ...[["T1H", 3600] as const, ["T48H", 172_800] as const],
  ])("takes %s for %i seconds", (time, seconds) => {
    expect(parseOcraSuite(`OCRA-1:HOTP-SHA1-6:QN08-${time}`).periodSeconds).toBe(seconds);
  });

  test.each([
    ["", "3 parts|1 parts"],
    ["OCRA-2:HOTP-SHA1-6:QN08", '"OCRA-2"'],
    ["ocra-1:HOTP-SHA1-6:QN08", '"ocra-1"'],
    ["OCRA-1:HOTP-SHA1-6", "2 parts"],
    ["OCRA-1:HOTP-SHA1-6:QN08:", "4 parts"],
    ["OCRA-1:HOTP-SHA1:QN08", '"HOTP-SHA1"'],
    ["OCRA-1:HOTP-SHA384-6:QN08", '"HOTP-SHA384-6"'],
    ...[1, 2, 3, 11, "06"].map((digits) => [
      `OCRA-1:HOTP-SHA1-${digits}:QN08`,
      `"HOTP-SHA1-${digits}"`,
    ]),
    ["OCRA-1:HOTP-SHA1-6:", '""'],
    ["OCRA-1:HOTP-SHA1-6:C", '""'],
    ...["QN03", "QN65", "QN8", "QX08", "QN008"].map((question) => [
      `OCRA-1:HOTP-SHA1-6:${question}`,
      `"${question}"`,
    ]),
    ["OCRA-1:HOTP-SHA1-6:QN08-C", '"C"'],
    ["OCRA-1:HOTP-SHA1-6:C-C-QN08", '"C"'],
    ["OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1", '"PSHA1"'],
    ["OCRA-1:HOTP-SHA1-6:QN08-PMD5", '"PMD5"'],
    ...["S000", "S513", "S64", "T0S", "T60S", "T60M", "T49H", "T0H", "T01M", "T1D", "T", ""].map(
      (part) => [`OCRA-1:HOTP-SHA1-6:QN08-${part}`, `"${part}"`],
    ),
    ["OCRA-1:HOTP-SHA1-6:QN08\n", '"QN08\\\\n"'],
  ])("refuses %j and names the part that is wrong", (text, named) => {
    expect(() => parseOcraSuite(text as string)).toThrow(RangeError);
    expect(() => parseOcraSuite(text as string)).toThrow(
      new RegExp(`^Cannot read an OCRA suite: found (?:${named}), expected \\S`),
    );
  });

  test("refuses what is no text, and repeats no long one", () => {
    expect(() => parseOcraSuite(null as never)).toThrow(TypeError);
    const long = `OCRA-1:HOTP-SHA1-6:${"Q".repeat(500)}`;
    expect(() => parseOcraSuite(long)).toThrow(/^.{0,200}$/);
  });

  test("reads every suite, and none with a character more, fewer or other", () => {
    fc.assert(
      fc.property(anySuite, fc.nat(), fc.constantFrom("x", " ", "-", ":", "é"), (text, at, put) => {
        const { text: kept } = parseOcraSuite(text);
        expect(kept).toBe(text);
        const place = at % (text.length + 1);
        const longer = `${text.slice(0, place)}${put}${text.slice(place)}`;
        expect(() => parseOcraSuite(longer)).toThrow(RangeError);
      }),
    );
  });
});
