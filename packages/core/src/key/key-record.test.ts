import { describe, expect, test } from "vitest";
import { keyInStock } from "../../../../test/support/commission.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { rfcSeed } from "../../../../test/support/rfc-seed.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { unixMilliseconds } from "../base/units.ts";
import { firstCounter } from "../clock/counter-belief.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { counterParameters } from "../codes/counter-parameters.ts";
import { createKeyring } from "../seals/keyring.ts";
import { newKeyRecord, requireSeals } from "./key-record.ts";
import { decodeRecord, encodeRecord } from "./stored-record.ts";

const key = {
  serial: "1234567-0",
  seed: rfcSeed("SHA-1"),
  parameters: codeParameters(),
  nonce: new Uint8Array(24),
};

describe("newKeyRecord()", () => {
  test("answers a key in stock that can be stored and that holds its seed sealed only", () => {
    const record = newKeyRecord(testKeyring, key);
    expect(record).toMatchObject({ holder: null, state: { kind: "in-stock" }, lastStep: null });
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
    expect(encodeRecord(record)).not.toContain(Buffer.from(key.seed).toString("hex"));
  });

  test.each(["", " ", "a b", "é", "a\n", "\u0000", "x".repeat(65)])(
    "refuses the serial number %j",
    (serial) => {
      expect(() => newKeyRecord(testKeyring, { ...key, serial })).toThrow(RangeError);
    },
  );

  test("refuses parameters with which it could not be read again", () => {
    for (const wrong of [{ digits: 5 }, { periodSeconds: 14 }, { t0Seconds: -1 }]) {
      const parameters = { ...key.parameters, ...wrong };
      expect(() => newKeyRecord(testKeyring, { ...key, parameters })).toThrow(RangeError);
    }
  });

  test("has a counter if a button moves it on: the one that is given, none that is guessed", () => {
    const counterKey = { ...key, parameters: counterParameters() };
    for (const none of [{}, { counter: null }]) {
      expect(() => newKeyRecord(testKeyring, { ...counterKey, ...none })).toThrow(RangeError);
    }
    const counter = firstCounter(7, unixMilliseconds(5));
    expect(newKeyRecord(testKeyring, { ...counterKey, counter }).counter).toEqual(counter);
    expect(newKeyRecord(testKeyring, key).counter).toBeNull();
    expect(() => newKeyRecord(testKeyring, { ...key, counter })).toThrow(RangeError);
  });

  test("refuses an empty seed and leaves the seed as it was", () => {
    const empty = { ...key, seed: new Uint8Array(0) };
    expect(otpErrorOf(() => newKeyRecord(testKeyring, empty))).toBe("SEED_UNUSABLE");
    newKeyRecord(testKeyring, key);
    expect(key.seed).toEqual(rfcSeed("SHA-1"));
  });
});

describe("requireSeals()", () => {
  test("throws unless the keyring opens the seed", () => {
    const record = keyInStock();
    expect(otpErrorOf(() => requireSeals(testKeyring, record))).toBeNull();
    const foreign = createKeyring([testMasterKey(9)]);
    expect(otpErrorOf(() => requireSeals(foreign, record))).toBe("SEAL_KEY_UNKNOWN");
    expect(otpErrorOf(() => requireSeals(testKeyring, { ...record, serial: "2" }))).toBe(
      "SEAL_BROKEN",
    );
  });
});
