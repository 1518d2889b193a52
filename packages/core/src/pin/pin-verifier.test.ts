import { scryptSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBytes } from "../../../../test/arbitraries/bytes.ts";
import { anyPin } from "../../../../test/arbitraries/pin.ts";
import { keyInStock } from "../../../../test/support/commission.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { createKeyring } from "../seals/keyring.ts";
import {
  defaultPinHashCost,
  hashPin,
  makePinVerifier,
  type PinHashCost,
  pinHashCostMax,
  verifyDecoyPin,
  verifyPin,
} from "./pin-verifier.ts";

const cost = { logN: 1, r: 1, p: 1 };
/** The memory that one lane of scrypt fills (RFC 7914 §2). */
const bytesOf = ({ logN, r }: PinHashCost) => 128 * r * 2 ** logN;
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
    expect(bytesOf(defaultPinHashCost)).toBe(2 ** 20);
    expect(defaultPinHashCost.p).toBe(1);
  });

  test("costs 128 GiB and 64 lanes at most, whatever a stored record says", () => {
    expect(bytesOf(pinHashCostMax)).toBe(2 ** 37);
    expect(pinHashCostMax.p).toBe(64);
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

describe("verifyDecoyPin()", () => {
  const record = keyInStock();

  test("opens a seal as verifyPin() does, and knows no PIN", () => {
    for (const byte of [0, 1, 255]) {
      expect(verifyDecoyPin(testKeyring, record, new Uint8Array(32).fill(byte))).toBe(false);
    }
  });

  test("notices what verifyPin() would: a foreign master key, and a seal of another key", () => {
    const decoy = (keyring: typeof testKeyring, serial: string) => () =>
      verifyDecoyPin(keyring, { ...record, serial }, new Uint8Array(32));
    const foreign = createKeyring([testMasterKey(9)]);
    expect(otpErrorOf(decoy(foreign, record.serial))).toBe("SEAL_KEY_UNKNOWN");
    expect(otpErrorOf(decoy(testKeyring, "2"))).toBe("SEAL_BROKEN");
  });
});
