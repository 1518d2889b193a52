import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BaseName, decodeBase, encodeBase } from "./base-n.ts";

const anyName = fc.constantFrom<BaseName>("base32", "base64");
const ascii = (text: string) => new TextEncoder().encode(text);

describe("encodeBase() and decodeBase()", () => {
  // RFC 4648 §10.
  test.each([
    ["", "", ""],
    ["f", "MY======", "Zg=="],
    ["fo", "MZXQ====", "Zm8="],
    ["foo", "MZXW6===", "Zm9v"],
    ["foob", "MZXW6YQ=", "Zm9vYg=="],
    ["fooba", "MZXW6YTB", "Zm9vYmE="],
    ["foobar", "MZXW6YTBOI======", "Zm9vYmFy"],
  ])("write and read RFC 4648's %j", (text, base32, base64) => {
    expect(encodeBase("base32", ascii(text))).toBe(base32);
    expect(encodeBase("base64", ascii(text))).toBe(base64);
    expect(decodeBase("base32", base32)).toEqual({ bytes: ascii(text), loose: [] });
    expect(decodeBase("base64", base64)).toEqual({ bytes: ascii(text), loose: [] });
  });

  test("are each other's inverse, and base64 is Node's", () => {
    fc.assert(
      fc.property(anyName, fc.uint8Array({ maxLength: 100 }), (name, bytes) => {
        expect(decodeBase(name, encodeBase(name, bytes))).toEqual({ bytes, loose: [] });
        expect(encodeBase("base64", bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
  });

  test("read lengths that are no multiple of the group, as with padding", () => {
    fc.assert(
      fc.property(anyName, fc.uint8Array({ minLength: 1, maxLength: 40 }), (name, bytes) => {
        const bare = encodeBase(name, bytes).replace(/=+$/, "");
        expect(decodeBase(name, bare)?.bytes).toEqual(bytes);
      }),
    );
  });

  test("name all that was loose in a text", () => {
    expect(decodeBase("base32", "mz-xw 6yr")?.loose).toEqual([
      "blanks",
      "lower-case",
      "padding-missing",
      "trailing-bits",
    ]);
    expect(decodeBase("base32", "mz-xw 6yr")?.bytes).toEqual(ascii("foob"));
    expect(decodeBase("base64", "Zm8\n=")?.loose).toEqual(["blanks"]);
  });

  test.each<readonly [BaseName, string]>([
    ["base32", "A"],
    ["base32", "AAA"],
    ["base32", "AAAAAA"],
    ["base32", "MY====="],
    ["base32", "MY======="],
    ["base32", "M=Y====="],
    ["base32", "M0"],
    ["base32", "MÝ"],
    ["base64", "A"],
    ["base64", "AAAAA==="],
    ["base64", "Zm9v-_"],
    ["base64", "===="],
  ])("refuse the %s %j", (name, text) => {
    expect(decodeBase(name, text)).toBeNull();
  });
});
