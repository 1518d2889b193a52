import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSeedHex } from "./seed-hex.ts";

describe("parseSeedHex()", () => {
  test("answers the bytes, whatever the case of the digits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.boolean(), (bytes, upper) => {
        const hex = Buffer.from(bytes).toString("hex");
        expect(parseSeedHex(upper ? hex.toUpperCase() : hex)).toEqual(bytes);
      }),
    );
  });

  test.each(["", "0", "123", "0x31", "31 32", "3g", "31\n", "３１", "31".repeat(1025)])(
    "refuses %j and does not repeat it",
    (text) => {
      expect(() => parseSeedHex(text)).toThrow(RangeError);
      expect(() => parseSeedHex(text)).toThrow(/^Cannot (read|use) a seed: found \d+ /);
    },
  );
});
