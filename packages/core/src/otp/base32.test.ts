import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase32, encodeBase32 } from "./base32.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

// RFC 4648 §10.
const vectors: readonly (readonly [string, string])[] = [
  ["", ""],
  ["f", "MY======"],
  ["fo", "MZXQ===="],
  ["foo", "MZXW6==="],
  ["foob", "MZXW6YQ="],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI======"],
];

describe("encodeBase32() and decodeBase32()", () => {
  test.each(vectors)("write and read RFC 4648's %j as %s, padding left out", (text, base32) => {
    expect(encodeBase32(bytesOf(text))).toBe(base32.replace(/=+$/, ""));
    expect(decodeBase32(base32)).toEqual(bytesOf(text));
    expect(decodeBase32(base32.replace(/=+$/, ""))).toEqual(bytesOf(text));
  });

  test("give any bytes back, however a person spells them", () => {
    const spell = fc.constantFrom(
      (text: string) => text.toLowerCase(),
      (text: string) => text.replace(/.{4}/g, "$& "),
      (text: string) => ` ${text.replace(/.{5}/g, "$&-")}\n`,
      (text: string) => text.padEnd(Math.ceil(text.length / 8) * 8, "="),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), spell, (bytes, spelt) => {
        expect(decodeBase32(spelt(encodeBase32(bytes)))).toEqual(bytes);
      }),
    );
  });
});

describe("decodeBase32()", () => {
  test("drops last bits that make no byte", () => {
    expect(decodeBase32("MZ")).toEqual(bytesOf("f"));
  });

  test.each([
    "A",
    "AAA",
    "AAAAAA",
    "M1",
    "M0",
    "M8",
    "MY=",
    "MY=======",
    "=",
    "========",
    "M=Y=====",
    "MÝ",
    "ſY",
    "MY\0",
  ])("refuses %j, and does not repeat it", (text) => {
    expect(() => decodeBase32(text)).toThrow(RangeError);
    expect(() => decodeBase32(text)).toThrow(/^Cannot read base32: found \d+ characters/);
  });

  test("reads base32 or refuses it, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."AZaz27189=- \n") }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = decodeBase32(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        const canonical = encodeBase32(bytes);
        const dense = text.toUpperCase().replace(/[^A-Z2-7]/g, "");
        expect(canonical).toHaveLength(dense.length);
        expect(dense.startsWith(canonical.slice(0, -1))).toBe(true);
      }),
    );
  });
});
