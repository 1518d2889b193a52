import { scryptSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { anyPin } from "../../../../test/arbitraries/pin.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { createKeyring } from "../seals/keyring.ts";
import { defaultPinHashCost, hashPin, makePinVerifier, verifyPin } from "./pin-verifier.ts";

const cost = { logN: 1, r: 1, p: 1 };
const anyPins = fc.record({ pin: anyPin, other: anyPin, salt: anyBytes(16), nonce: anyBytes(24) });

describe("hashPin()", () => {
  test("is scrypt, as OpenSSL computes it", () => {
    fc.assert(
      fc.property(anyPin, anyBytes(16), fc.integer({ min: 1, max: 6 }), (pin, salt, logN) => {
        const expected = scryptSync(Buffer.from(pin), salt, 32, { N: 2 ** logN, r: 8, p: 1 });
        const found = hashPin({ pin, salt, cost: { logN, r: 8, p: 1 } });
        expect(Buffer.from(found)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("costs 1 MiB by default (decision 30)", () => {
    expect(128 * defaultPinHashCost.r * 2 ** defaultPinHashCost.logN).toBe(2 ** 20);
  });
});

describe("verifyPin()", () => {
  test("knows the PIN, and no other", () => {
    fc.assert(
      fc.property(anyPins, ({ pin, other, salt, nonce }) => {
        const digest = hashPin({ pin, salt, cost });
        const verifier = makePinVerifier(testKeyring, "1", { salt, cost, digest, nonce });
        const asked = hashPin({ pin: other, salt, cost });
        expect(verifyPin(testKeyring, "1", verifier, digest)).toBe(true);
        expect(verifyPin(testKeyring, "1", verifier, asked)).toBe(pin === other);
      }),
    );
  });

  test("refuses a digest of another length or with any byte altered", () => {
    const salt = new Uint8Array(16);
    const digest = hashPin({ pin: "4071", salt, cost });
    const made = { salt, cost, digest, nonce: new Uint8Array(24) };
    const verifier = makePinVerifier(testKeyring, "1", made);
    expect(verifyPin(testKeyring, "1", verifier, digest.subarray(1))).toBe(false);
    expect(verifyPin(testKeyring, "1", verifier, new Uint8Array(0))).toBe(false);
    for (const index of digest.keys()) {
      const altered = digest.map((byte, at) => (at === index ? byte ^ 1 : byte));
      expect(verifyPin(testKeyring, "1", verifier, altered)).toBe(false);
    }
  });

  test("notices a verifier that was moved to another key or given another salt", () => {
    const salt = new Uint8Array(16);
    const digest = hashPin({ pin: "4071", salt, cost });
    const made = { salt, cost, digest, nonce: new Uint8Array(24) };
    const verifier = makePinVerifier(testKeyring, "1", made);
    expect(otpErrorOf(() => verifyPin(testKeyring, "2", verifier, digest))).toBe("SEAL_BROKEN");
    const resalted = { ...verifier, salt: "01".repeat(16) };
    expect(verifyPin(testKeyring, "1", resalted, digest)).toBe(false);
  });

  test("still knows the PIN after the master key was rotated", () => {
    const salt = new Uint8Array(16);
    const digest = hashPin({ pin: "4071", salt, cost });
    const made = { salt, cost, digest, nonce: new Uint8Array(24) };
    const verifier = makePinVerifier(testKeyring, "1", made);
    const rotated = createKeyring([testMasterKey(2), testMasterKey(1)]);
    expect(verifyPin(rotated, "1", verifier, digest)).toBe(true);
  });
});
