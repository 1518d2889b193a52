import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyConfirmingPin,
  keyInService,
  present,
  quickPolicy,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { timeStep } from "../base/units.ts";
import { failureCount, noFailures } from "../key/failures.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { signOut } from "../key/sign-out.ts";
import { hashPin, makePinVerifier } from "../pin/pin-verifier.ts";
import { seal } from "../seals/seal.ts";
import { verifyChain } from "../trail/audit-chain.ts";
import {
  beginPinChange,
  confirmPinChange,
  isPinChangeOpen,
  openPinChange,
  type PinChange,
  sealPinChange,
  withNewPin,
} from "./pin-change.ts";
import { openTransaction, sealTransaction } from "./transaction.ts";

const oldPin = "4071";
const newPin = "k7m2";

/** A key in service whose holder gave the PASSCODE of step 102 and then chose a new PIN. */
function changing(): { readonly record: KeyRecord; readonly change: PinChange } {
  const record = present(keyInService(), 102, { pin: oldPin, code: codeOf(102) }).next;
  const begun = beginPinChange(record, timeStep(102), contextIn(102));
  if (begun === null) throw new Error("expected a change that may begin");
  const salt = new Uint8Array(16).fill(9);
  const cost = quickPolicy.pinHashCost;
  const digest = hashPin({ pin: newPin, salt, cost });
  const nonce = new Uint8Array(24).fill(8);
  const pin = makePinVerifier(testKeyring, record.serial, { salt, cost, digest, nonce });
  return { record, change: { ...begun, pin } };
}

function confirm(record: KeyRecord, change: PinChange, step: number, pin: string | null) {
  const context = contextIn(step);
  const trial = withNewPin(record, change, context.now) ?? record;
  const passcode = { pin, code: codeOf(step) };
  const attempt = attemptWith(trial, passcode, context, testTransactionId);
  return confirmPinChange(record, attempt, change, context);
}

const decisionOf = (record: KeyRecord, step: number, pin: string) =>
  present(record, step, { pin, code: codeOf(step) }).decision;

describe("confirmPinChange()", () => {
  test("puts the new PIN in force with a later code, and the old one out of it", () => {
    const { record, change } = changing();
    const done = confirm(record, change, 103, newPin);
    expect(done.decision).toEqual({ kind: "accepted", step: 103, commissioned: false });
    expect(done.next).toMatchObject({ lastStep: 103, failures: noFailures, asked: [] });
    // Whoever is logged in elsewhere, perhaps by the old PIN, is not any more.
    expect(done.next.epoch).toBe(record.epoch + 1);
    expect(done.events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["pin-changed", "holder"],
    ]);
    expect(decisionOf(done.next, 104, newPin).kind).toBe("accepted");
    expect(decisionOf(done.next, 104, oldPin)).toEqual({ kind: "refused", reason: "wrong-pin" });
  });

  test("chains its event to what was there before", () => {
    const { record, change } = changing();
    expect(confirm(record, change, 103, newPin).events[0]?.sequence).toBe(record.audit.count + 1);
    // From an empty chain, so that verifyChain can check the one event.
    const fresh = { ...record, audit: { count: 0, hash: "0".repeat(64) } };
    const again = confirm(fresh, change, 103, newPin);
    expect(verifyChain(record.serial, again.next.audit, again.events).kind).toBe("intact");
  });

  test.each([
    ["the first code again", 102, newPin, "spent-code"],
    ["the old PIN", 103, oldPin, "wrong-pin"],
    ["the digits alone", 103, null, "pin-missing"],
  ])("refuses %s, counts it, spends the code and keeps the old PIN", (_, step, pin, reason) => {
    const { record, change } = changing();
    const { decision, next, events } = confirm(record, change, step, pin);
    expect(decision).toEqual({ kind: "refused", reason });
    expect(next.lastStep).toBe(step);
    expect(failureCount(next.failures)).toBe(1);
    expect(events).toMatchObject([{ kind: "refused", reason }]);
    expect(next.state).toEqual(record.state);
    expect(decisionOf(next, 104, oldPin).kind).toBe("accepted");
  });

  test("can be tried again after a refusal", () => {
    const { record, change } = changing();
    const refused = confirm(record, change, 103, "0000");
    expect(confirm(refused.next, change, 104, newPin).decision.kind).toBe("accepted");
  });

  test.each([
    [
      "once it is over: to the millisecond",
      (record: KeyRecord) => record,
      (change: PinChange) => {
        const milliseconds = contextIn(103).now - change.since;
        return { ...change, milliseconds };
      },
    ],
    [
      "before a PIN is chosen",
      (record: KeyRecord) => record,
      (change: PinChange) => ({ ...change, pin: null }),
    ],
    [
      "of another key",
      (record: KeyRecord) => record,
      (change: PinChange) => ({ ...change, serial: "another" }),
    ],
    [
      "after the PIN was cleared",
      (record: KeyRecord) =>
        actOnKey(record, { kind: "clear-pin" }, { actor: "staff:x", now: contextIn(102).now }).next,
      (change: PinChange) => change,
    ],
    [
      "while the key is suspended",
      (record: KeyRecord) =>
        actOnKey(record, { kind: "suspend" }, { actor: "staff:x", now: contextIn(102).now }).next,
      (change: PinChange) => change,
    ],
    [
      "after its holder signed out everywhere",
      (record: KeyRecord) => signOut(record, record, contextIn(102).now).next,
      (change: PinChange) => change,
    ],
    [
      "after an act of the help desk that leaves the PIN",
      (record: KeyRecord) =>
        actOnKey(record, { kind: "unlock" }, { actor: "staff:x", now: contextIn(102).now }).next,
      (change: PinChange) => change,
    ],
    [
      "that an earlier version began",
      (record: KeyRecord) => record,
      ({ epoch: _, ...change }: PinChange) => change as PinChange,
    ],
  ])("is void %s: refused whatever is given, and the code is spent", (_, spoil, spoilChange) => {
    const { record, change } = changing();
    const spoilt = spoil(record);
    for (const pin of [newPin, oldPin, null]) {
      const { decision, next, events } = confirm(spoilt, spoilChange(change), 103, pin);
      expect(decision).toEqual({ kind: "refused", reason: "transaction-unknown" });
      expect(next).toMatchObject({ state: spoilt.state, lastStep: 103, epoch: spoilt.epoch });
      expect(events).toMatchObject([{ kind: "refused", step: 103 }]);
    }
  });

  test("counts what is guessed with a void change as it counts any guess", () => {
    const { record, change } = changing();
    const over = { ...change, milliseconds: 0 };
    const guessed = confirm(record, over, 103, "0000").next;
    expect(guessed.failures.strangers).toMatchObject({ guesses: 0, wrongPins: 1 });
    expect(confirm(guessed, over, 103, "0000").next.failures.strangers.guesses).toBe(1);
  });

  test("happens once: a token that was used is void", () => {
    const { record, change } = changing();
    const done = confirm(record, change, 103, newPin);
    expect(isPinChangeOpen(done.next, change, contextIn(104).now)).toBe(false);
    expect(confirm(done.next, change, 104, newPin).decision.kind).toBe("refused");
  });

  test("is held back by a block as any log-in is", () => {
    const { record, change } = changing();
    const block = { since: contextIn(102).now, milliseconds: 600_000 };
    const strangers = { guesses: 0, wrongPins: 4, block };
    const blocked = { ...record, failures: { strangers, devices: [] } };
    expect(confirm(blocked, change, 103, newPin).decision).toEqual({
      kind: "refused",
      reason: "blocked",
    });
  });
});

describe("a change", () => {
  test("begins only for a key in service, not while a first PIN waits to be confirmed", () => {
    for (const record of [keyAssigned(), keyConfirmingPin()]) {
      expect(beginPinChange(record, timeStep(101), contextIn(101))).toBeNull();
    }
  });

  test("is over once the key has another PIN or is not in service, whatever its epoch", () => {
    const { record, change } = changing();
    const { now } = contextIn(102);
    const isOpen = (state: KeyRecord["state"]) =>
      isPinChangeOpen({ ...record, state }, change, now);
    expect(isOpen(record.state)).toBe(true);
    const { pin } = change;
    if (pin === null) throw new Error("expected a new PIN");
    expect(isOpen({ kind: "in-service", pin })).toBe(false);
    expect(isOpen({ kind: "suspended", before: record.state })).toBe(false);
    const { state } = keyConfirmingPin();
    if (!("pin" in state) || !("pin" in record.state)) throw new Error("expected PINs");
    expect(isOpen({ ...state, pin: record.state.pin })).toBe(false);
  });
});

describe("a change's token", () => {
  const nonce = new Uint8Array(24);

  test("is none of a commissioning, and the other way round", () => {
    const change = sealPinChange(testKeyring, changing().change, nonce);
    expect(openTransaction(testKeyring, change)).toBeNull();
    const transaction = sealTransaction(testKeyring, { serial: "1", id: nonce }, nonce);
    expect(openPinChange(testKeyring, transaction)).toBeNull();
  });

  test("throws when we sealed it and cannot read it: that is a mistake of ours", () => {
    const place = { purpose: "transaction", serial: "change of PIN" } as const;
    const token = seal(testKeyring, place, { plain: Uint8Array.of(120), nonce });
    expect(() => openPinChange(testKeyring, token)).toThrow(SyntaxError);
  });

  test("gives the change back, and nothing that was altered", () => {
    const { change } = changing();
    const token = sealPinChange(testKeyring, change, new Uint8Array(24).fill(1));
    expect(openPinChange(testKeyring, token)).toEqual(change);
    const last = token.at(-1) === "0" ? "1" : "0";
    expect(openPinChange(testKeyring, token.slice(0, -1) + last)).toBeNull();
    expect(openPinChange(testKeyring, "x")).toBeNull();
  });
});
