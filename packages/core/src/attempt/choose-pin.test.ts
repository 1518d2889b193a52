import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  present,
  quickPolicy,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { keyAsked } from "../../../../test/support/unsure-key.ts";
import { termEnd } from "../base/term.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { hashPin } from "../pin/pin-verifier.ts";
import { choosePin } from "./choose-pin.ts";

/** What comes of choosing a PIN in the middle of a step. */
function choose(record: KeyRecord, step: number, pin = "4071", transactionId = testTransactionId) {
  const salt = new Uint8Array(16).fill(3);
  const digest = hashPin({ pin, salt, cost: quickPolicy.pinHashCost });
  const choice = { transactionId, salt, digest, nonce: new Uint8Array(24) };
  return choosePin(record, choice, contextIn(step));
}

describe("choosePin()", () => {
  test("makes the PIN pending for the rest of the commissioning, and says so in the trail", () => {
    const { state } = keyChoosingPin();
    if (state.kind !== "choosing-pin") throw new Error("expected a commissioning");
    const { decision, next, events } = choose(keyChoosingPin(), 103);
    expect(decision).toEqual({ kind: "confirm-passcode", expiresAt: termEnd(state.term) });
    const { transaction, firstStep, term } = state;
    expect(next.state).toMatchObject({ kind: "confirming-pin", transaction, firstStep, term });
    const { now: at } = contextIn(103);
    expect(events).toMatchObject([{ kind: "pin-chosen", actor: "holder", at, step: null }]);
    expect(next.lastStep).toBe(keyChoosingPin().lastStep);
  });

  test("replaces a PIN that waits to be confirmed", () => {
    const { decision, next } = choose(keyConfirmingPin("4071"), 101, "8350");
    expect(decision.kind).toBe("confirm-passcode");
    const attempt = (pin: string) => present(next, 102, { pin, code: codeOf(102) }).decision;
    expect(attempt("8350")).toMatchObject({ kind: "accepted", commissioned: true });
    expect(attempt("4071")).toEqual({ kind: "refused", reason: "wrong-pin" });
  });

  test("ends the waits for a next code, which were of another step of the procedure", () => {
    const waiting: KeyRecord = { ...keyChoosingPin(), asked: keyAsked().asked };
    expect(choose(waiting, 101).next.asked).toEqual([]);
  });

  test.each<[string, KeyRecord, number, Uint8Array]>([
    ["another transaction", keyChoosingPin(), 101, new Uint8Array(16)],
    ["a transaction of another length", keyChoosingPin(), 101, new Uint8Array(0)],
    ["a commissioning that is over", keyChoosingPin(), 110, testTransactionId],
    ["a key that did not begin", keyAssigned(), 101, testTransactionId],
    ["a key in service", keyInService(), 102, testTransactionId],
  ])("refuses %s, and there is nothing to store", (_, record, step, id) => {
    const { decision, next, events } = choose(record, step, "4071", id);
    expect(decision).toEqual({ kind: "refused", reason: "transaction-unknown" });
    expect(next).toBe(record);
    expect(events).toEqual([]);
  });
});
