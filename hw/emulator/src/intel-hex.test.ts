import { describe, expect, test } from "vitest";
import { parseIntelHex } from "./intel-hex.ts";

const end = ":00000001FF";

describe("parseIntelHex()", () => {
  test("puts data at its address and leaves the rest erased", () => {
    const flash = parseIntelHex(`:04001000DEADBEEFB4\r\n${end}\r\n`);
    expect([...flash.subarray(15, 21)]).toEqual([0xff, 0xde, 0xad, 0xbe, 0xef, 0xff]);
    expect(flash.length).toBe(32_768);
  });

  test("reckons addresses from the last segment", () => {
    expect(parseIntelHex(`:020000020100FB\n:0100000042BD\n${end}`)[0x1000]).toBe(0x42);
  });

  test.each([
    ["a wrong checksum", `:0100000042BE\n${end}`, /line 1 .* wrong checksum/],
    ["a lost byte", `:0200000042BC\n${end}`, /line 1 .* found 1 data bytes, wanted 2/],
    ["what is no record", `hello\n${end}`, /line 1 .* found no record/],
    ["an unknown record", `:00000009F7\n${end}`, /found record type 9/],
    ["an address outside the flash", `:020000040001F9\n:0100000042BD\n${end}`, /address 0x10000/],
    ["a file that was cut off", ":0100000042BD\n", /found no end record/],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseIntelHex(text)).toThrowError(message);
    expect(() => parseIntelHex(text)).toThrowError(
      expect.objectContaining({ code: "EMULATOR_HEX_FILE" }),
    );
  });
});
