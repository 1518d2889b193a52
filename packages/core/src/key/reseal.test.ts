import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyConfirmingPin,
  keyInService,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { testMasterKey } from "../../../../test/support/keyring.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { authenticate } from "../attempt/authenticate.ts";
import { createKeyring } from "../seals/keyring.ts";
import { actOnKey } from "./help-desk.ts";
import type { KeyRecord } from "./key-record.ts";
import { sealRecord } from "./record-seal.ts";
import { masterKeyIds, reseal } from "./reseal.ts";

const oldKey = testMasterKey(1);
const newKey = testMasterKey(2);
const rotated = createKeyring([newKey, oldKey]);
const newOnly = createKeyring([newKey]);
const pin = "4071";

function nonces(): () => Uint8Array {
  let count = 0;
  return () => {
    count += 1;
    return new Uint8Array(24).fill(count);
  };
}

function logIn(record: KeyRecord, given: string, keyring: typeof rotated) {
  const passcode = { pin: given, code: codeOf(103) };
  const attempt = attemptWith(record, passcode, contextIn(103), testTransactionId);
  return authenticate(record, attempt, { ...contextIn(103), keyring }).decision;
}

describe("reseal()", () => {
  test("leaves nothing to the old master key, and the PIN is still the PIN", () => {
    const record = reseal(keyInService(pin), rotated, nonces());
    expect([...masterKeyIds(record)]).toEqual([newOnly.active.id]);
    expect(logIn(record, pin, newOnly).kind).toBe("accepted");
    expect(logIn(record, "4072", newOnly)).toEqual({ kind: "refused", reason: "wrong-pin" });
  });

  test("carries a PIN that is still to be confirmed, and one behind a suspension", () => {
    const pending = reseal(keyConfirmingPin(pin), rotated, nonces());
    expect(logIn(pending, pin, newOnly).kind).toBe("accepted");

    const by = { actor: "staff:test", now: contextIn(102).now };
    const suspended = actOnKey(keyInService(pin), { kind: "suspend" }, by).next;
    const moved = reseal(suspended, rotated, nonces());
    const resumed = actOnKey(moved, { kind: "resume" }, by).next;
    expect(logIn(resumed, pin, newOnly).kind).toBe("accepted");
  });

  test("changes nothing but seals, each with a nonce of its own", () => {
    const before = keyInService(pin);
    const after = reseal(before, rotated, nonces());
    const text = (record: KeyRecord) =>
      JSON.stringify(record).replaceAll(/v1\.[0-9a-f]+\.[0-9a-f]+/g, "SEAL");
    expect(text(after)).toBe(text(before));
    const used = JSON.stringify(after).match(/v1\.[0-9a-f]+\.[0-9a-f]{48}/g) ?? [];
    expect(new Set(used).size).toBe(2);
  });

  test("answers the very same record when there is nothing to do", () => {
    const record = reseal(keyAssigned(), rotated, nonces());
    expect(reseal(record, rotated, nonces())).toBe(record);
  });

  test("seals anew what another master key sealed beside what the active one did", () => {
    const before = keyInService(pin);
    const { seed, state } = reseal(before, rotated, nonces());
    for (const half of [
      { ...before, seed },
      { ...before, state },
    ]) {
      const after = reseal(half, rotated, nonces());
      expect([...masterKeyIds(after)]).toEqual([newOnly.active.id]);
      expect(logIn(after, pin, newOnly).kind).toBe("accepted");
    }
  });

  test("carries an activation code", () => {
    const { state } = keyInService(pin);
    if (state.kind !== "in-service") throw new Error("expected a key in service");
    const firstUse = { expiresAt: null, activation: state.pin };
    const after = reseal({ ...keyAssigned(), firstUse }, rotated, nonces());
    expect([...masterKeyIds(after)]).toEqual([newOnly.active.id]);
    expect(after.firstUse.activation).toMatchObject({ salt: state.pin.salt, cost: state.pin.cost });
    expect(logIn(after, pin, newOnly).kind).toBe("choose-pin");
  });

  test("does nothing without the old master key", () => {
    const code = otpErrorOf(() => reseal(keyInService(pin), newOnly, nonces()));
    expect(code).toBe("SEAL_KEY_UNKNOWN");
  });
});

describe("masterKeyIds()", () => {
  const [oldId, newId] = [createKeyring([oldKey]).active.id, newOnly.active.id];
  const record = keyInService(pin);
  const idsOf = (each: KeyRecord) => [...masterKeyIds(each)].toSorted();
  const both = [oldId, newId].toSorted();

  test("names the master key of each seal, and of the MAC", () => {
    const unsealed = { ...reseal(record, rotated, nonces()), mac: "" };
    expect(idsOf(record)).toEqual([oldId]);
    expect(idsOf(unsealed)).toEqual([newId]);
    const { seed, state, firstUse } = record;
    if (state.kind !== "in-service") throw new Error("expected a key in service");
    const activation = { ...firstUse, activation: state.pin };
    for (const old of [
      { seed },
      { state },
      { state: { kind: "suspended", before: state } as const },
      { firstUse: activation },
      { mac: sealRecord(createKeyring([oldKey]), record, 1).mac },
    ]) {
      expect(idsOf({ ...unsealed, ...old })).toEqual(both);
    }
  });
});
