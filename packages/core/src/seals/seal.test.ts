import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { anySerial } from "../../../../test/arbitraries/serial.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { createKeyring, type KeyPurpose } from "./keyring.ts";
import { type SealPlace, seal, unseal } from "./seal.ts";

const anyPlace: fc.Arbitrary<SealPlace> = fc.record({
  purpose: fc.constantFrom<KeyPurpose>("seed", "pin-seal", "transaction"),
  serial: anySerial,
});
const anySecret = fc.record({ plain: fc.uint8Array({ maxLength: 80 }), nonce: anyBytes(24) });

describe("seal() and unseal()", () => {
  test("give back what was sealed and the keys that opened it", () => {
    fc.assert(
      fc.property(anyPlace, anySecret, (place, secret) => {
        const opened = unseal(testKeyring, place, seal(testKeyring, place, secret));
        expect(opened.plain).toEqual(secret.plain);
        expect(opened.keys).toBe(testKeyring.active);
      }),
    );
  });

  test("notice a seal that was moved to another serial or purpose", () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anySecret, (from, to, secret) => {
        fc.pre(from.serial !== to.serial || from.purpose !== to.purpose);
        const sealed = seal(testKeyring, from, secret);
        expect(otpErrorOf(() => unseal(testKeyring, to, sealed))).toBe("SEAL_BROKEN");
      }),
    );
  });

  test("notice every single flipped bit of nonce, ciphertext and tag", () => {
    const place = { purpose: "seed", serial: "1" } as const;
    const secret = { plain: Uint8Array.of(1, 2, 3), nonce: new Uint8Array(24).fill(9) };
    const [version, id, hex] = seal(testKeyring, place, secret).split(".");
    const bytes = Buffer.from(hex ?? "", "hex");
    expect(bytes).toHaveLength(24 + 3 + 16);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Uint8Array.from(bytes, (byte, index) =>
        index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      const sealed = `${version}.${id}.${Buffer.from(altered).toString("hex")}`;
      expect(otpErrorOf(() => unseal(testKeyring, place, sealed))).toBe("SEAL_BROKEN");
    }
  });

  test("notice any change of the text, and throw nothing but OtpError", () => {
    const anyChange = fc.record({ at: fc.nat(), cut: fc.nat({ max: 3 }), put: fc.string() });
    fc.assert(
      fc.property(anyPlace, anySecret, anyChange, (place, secret, { at, cut, put }) => {
        const sealed = seal(testKeyring, place, secret);
        const from = at % sealed.length;
        const altered = sealed.slice(0, from) + put + sealed.slice(from + cut);
        fc.pre(altered !== sealed);
        expect(otpErrorOf(() => unseal(testKeyring, place, altered))).toMatch(/^SEAL_/);
      }),
    );
  });

  test.each(["", "v1", "v1..", "v2.00000000.00", `v1.0000000g.${"0".repeat(80)}`, "\ud800"])(
    "call %j no seal",
    (text) => {
      const place = { purpose: "seed", serial: "1" } as const;
      expect(otpErrorOf(() => unseal(testKeyring, place, text))).toBe("SEAL_MALFORMED");
    },
  );

  test("open what an older master key sealed, while it is in the keyring", () => {
    const place = { purpose: "seed", serial: "1" } as const;
    const secret = { plain: Uint8Array.of(1, 2, 3), nonce: new Uint8Array(24) };
    const sealed = seal(testKeyring, place, secret);
    const rotated = createKeyring([testMasterKey(2), testMasterKey(1)]);
    expect(unseal(rotated, place, sealed).plain).toEqual(secret.plain);
    expect(seal(rotated, place, secret)).not.toBe(sealed);
    const forgotten = createKeyring([testMasterKey(2)]);
    expect(otpErrorOf(() => unseal(forgotten, place, sealed))).toBe("SEAL_KEY_UNKNOWN");
  });

  test("never show the secret in the sealed text", () => {
    fc.assert(
      fc.property(anyPlace, anyBytes(20), anyBytes(24), (place, plain, nonce) => {
        const sealed = seal(testKeyring, place, { plain, nonce });
        expect(sealed).not.toContain(Buffer.from(plain).toString("hex"));
      }),
    );
  });
});
