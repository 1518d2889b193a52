import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { keyAssigned, keyInService, keyInStock } from "../../../../test/support/commission.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { createKeyring } from "../seals/keyring.ts";
import { seal } from "../seals/seal.ts";
import type { KeyRecord } from "./key-record.ts";
import { clientHash, isDeviceOf, openDevice, pinSaltOf, sealDevice } from "./known-device.ts";

const nonce = new Uint8Array(24);
const record = keyInService();
const pinSalt = pinSaltOf(record) ?? "";
const { serial } = record;
const device = { serial, holder: "jdupont", pinSalt, id: "ab".repeat(32) };

describe("sealDevice() and openDevice()", () => {
  const token = sealDevice(testKeyring, device, nonce);

  test("give back the device, and say nothing of it without the master key", () => {
    expect(openDevice(testKeyring, token)).toEqual(device);
    expect(token).not.toContain(device.id);
    expect(openDevice(createKeyring([testMasterKey(9)]), token)).toBeNull();
  });

  test("take no other text for a token: neither a seed's seal nor one of a commissioning", () => {
    const plain = new TextEncoder().encode(JSON.stringify(Object.values(device)));
    for (const place of [
      { purpose: "transaction", serial },
      { purpose: "session", serial: "known device" },
    ] as const) {
      expect(openDevice(testKeyring, seal(testKeyring, place, { plain, nonce }))).toBeNull();
    }
    for (const text of ["", "x", record.seed, `${token}00`]) {
      expect(openDevice(testKeyring, text)).toBeNull();
    }
  });

  test("hide no mistake of our own: a seal in the right place that holds no device", () => {
    const place = { purpose: "transaction", serial: "known device" } as const;
    const plain = new TextEncoder().encode("no JSON");
    const wrong = seal(testKeyring, place, { plain, nonce });
    expect(() => openDevice(testKeyring, wrong)).toThrow(SyntaxError);
  });
});

describe("isDeviceOf()", () => {
  test("knows a device by the key, its present holder and the PIN in force", () => {
    expect(isDeviceOf(device, record)).toBe(true);
    for (const other of [{ serial: "2" }, { holder: "mdurand" }, { pinSalt: "00".repeat(16) }]) {
      expect(isDeviceOf({ ...device, ...other }, record)).toBe(false);
    }
    expect(isDeviceOf(device, { ...record, holder: "mdurand" })).toBe(false);
  });

  test("knows none of a key without a PIN", () => {
    const suspended: KeyRecord = { ...record, state: { kind: "suspended", before: record.state } };
    for (const without of [keyAssigned(), suspended]) {
      expect(pinSaltOf(without)).toBeNull();
      expect(isDeviceOf(device, without)).toBe(false);
    }
    expect(pinSaltOf(record)).toMatch(/^[0-9a-f]{32}$/);
  });

  test("takes no holder for the empty one, as the staff's keys have it", () => {
    const nobodys = { ...record, holder: null };
    expect(isDeviceOf({ ...device, holder: "" }, nobodys)).toBe(true);
    expect(isDeviceOf(device, nobodys)).toBe(false);
    expect(isDeviceOf({ ...device, holder: "" }, record)).toBe(false);
    expect(keyInStock().holder).toBeNull();
  });
});

describe("clientHash()", () => {
  test("is SHA-256 of the value, in hex", () => {
    const expected = createHash("sha256").update("flow é").digest("hex");
    expect(clientHash("flow é")).toBe(expected);
  });
});
