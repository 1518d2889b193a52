import { createCipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { decryptCbc, encryptCbc } from "./aes-cbc.ts";

const anyKey = fc.constantFrom(16, 24, 32).chain(anyBytes);

describe("encryptCbc() and decryptCbc()", () => {
  test("are each other's inverse, and write what OpenSSL writes", () => {
    fc.assert(
      fc.property(anyKey, anyBytes(16), fc.uint8Array({ maxLength: 70 }), (key, iv, plain) => {
        const sealed = encryptCbc(key, iv, plain);
        const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
        const expected = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
        expect(Buffer.from(sealed)).toEqual(expected);
        expect(decryptCbc(key, sealed)).toEqual(plain);
      }),
    );
  });

  test("look at the last byte of the padding alone, as XML Encryption writes it", () => {
    const padded = Buffer.from("0102030405060708090a0b0caabbcc04", "hex");
    expect(decryptCbc(key16, sealUnpadded(padded))).toEqual(new Uint8Array(padded.subarray(0, 12)));
  });

  test.each([0, 17, 255])("refuse a padding of %i bytes", (last) => {
    const padded = new Uint8Array(32).fill(last, 31);
    expect(decryptCbc(key16, sealUnpadded(padded))).toBeNull();
  });

  test.each([0, 16, 31, 33])("refuse %i bytes: an IV and whole blocks are wanted", (length) => {
    expect(decryptCbc(key16, new Uint8Array(length))).toBeNull();
  });
});

const key16 = new Uint8Array(16).fill(7);

function sealUnpadded(padded: Uint8Array): Uint8Array {
  const iv = new Uint8Array(16).fill(9);
  const cipher = createCipheriv("aes-128-cbc", key16, iv).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([iv, cipher.update(padded), cipher.final()]));
}
