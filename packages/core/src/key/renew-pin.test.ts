import { describe, expect, test } from "vitest";
import {
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  quickPolicy,
} from "../../../../test/support/commission.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { hashPin, verifyPin } from "../pin/pin-verifier.ts";
import type { KeyRecord } from "./key-record.ts";
import { isSameCost, pinHashCosts, renewPin } from "./renew-pin.ts";

const pin = "4071";
const record = keyInService(pin);
const cost = { logN: 2, r: 1, p: 1 };

function pinOf({ state }: KeyRecord) {
  if (state.kind !== "in-service") throw new TypeError("expected a key in service");
  return state.pin;
}

function renewedAt(before: KeyRecord, at: typeof cost): KeyRecord {
  const salt = Buffer.from(pinOf(record).salt, "hex");
  const digest = hashPin({ pin, salt, cost: at });
  return renewPin(testKeyring, before, { cost: at, digest, nonce: new Uint8Array(24).fill(8) });
}

describe("pinHashCosts()", () => {
  test("names the cost of PIN, pending PIN and activation code, of those that are there", () => {
    const { pinHashCost } = quickPolicy;
    const activation = { ...pinOf(record), cost };
    const withActivation = { firstUse: { expiresAt: null, activation } };
    for (const [each, costs] of [
      [keyAssigned(), []],
      [keyChoosingPin(), []],
      [keyConfirmingPin(pin), [pinHashCost]],
      [record, [pinHashCost]],
      [{ ...keyAssigned(), ...withActivation }, [cost]],
      [{ ...record, ...withActivation }, [pinHashCost, cost]],
    ] as const) {
      expect(pinHashCosts(each)).toEqual(costs);
    }
  });
});

describe("isSameCost()", () => {
  test("tells costs apart by each of their numbers", () => {
    expect(isSameCost(cost, { ...cost })).toBe(true);
    for (const other of [{ logN: 3 }, { r: 2 }, { p: 2 }]) {
      expect(isSameCost(cost, { ...cost, ...other })).toBe(false);
    }
  });
});

describe("renewPin()", () => {
  test("hashes the PIN at another cost and changes nothing else: the salt stays", () => {
    const renewed = renewedAt(record, cost);
    const [before, after] = [pinOf(record), pinOf(renewed)];
    expect(after).toMatchObject({ cost, salt: before.salt });
    expect({ ...renewed, state: null }).toEqual({ ...record, state: null });
    const digestOf = (given: string) =>
      hashPin({ pin: given, salt: Buffer.from(after.salt, "hex"), cost });
    expect(verifyPin(testKeyring, record.serial, after, digestOf(pin))).toBe(true);
    expect(verifyPin(testKeyring, record.serial, after, digestOf("4072"))).toBe(false);
  });

  test("leaves alone a PIN of that cost, and a key that is not in service", () => {
    expect(renewedAt(record, quickPolicy.pinHashCost)).toBe(record);
    for (const other of [keyAssigned(), keyConfirmingPin(pin)]) {
      expect(renewedAt(other, cost)).toBe(other);
    }
  });
});
