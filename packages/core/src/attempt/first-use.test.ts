import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyInService,
  keyInStock,
  present,
  quickPolicy,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { frozen } from "../../../../test/support/frozen.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { unixMilliseconds } from "../base/units.ts";
import { noFailures } from "../key/failures.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { FirstUse, KeyRecord } from "../key/key-record.ts";
import { hashPin, makePinVerifier } from "../pin/pin-verifier.ts";
import { choosePin } from "./choose-pin.ts";

const activationCode = "QX7PLM";
const serial = "1234567-0";
const by = { actor: "staff:anne", now: contextIn(100).now };
const cost = quickPolicy.pinHashCost;
const salt = new Uint8Array(16).fill(8);

const activation = makePinVerifier(testKeyring, serial, {
  ...{ salt, cost, nonce: new Uint8Array(24).fill(9) },
  digest: hashPin({ pin: activationCode, salt, cost }),
});

function assigned(firstUse: Partial<FirstUse> = {}): KeyRecord {
  const wanted = { expiresAt: null, activation: null, ...firstUse };
  const act = { kind: "assign", holder: "jdupont", firstUse: wanted } as const;
  return frozen(actOnKey(keyInStock(), act, by).next);
}

/** The key whose holder gave activation code and code in step 100, and then chose a PIN. */
function confirming(): KeyRecord {
  const begun = present(assigned({ activation }), 100, { pin: activationCode, code: codeOf(100) });
  const digest = hashPin({ pin: "4071", salt, cost });
  const choice = { transactionId: testTransactionId, salt, digest, nonce: new Uint8Array(24) };
  return frozen(choosePin(begun.next, choice, contextIn(100)).next);
}

describe("the first use", () => {
  test.each([-10, -9, 0, 9, 10])("takes the code of a key that is %i steps ahead", (ahead) => {
    for (const seconds of [-30, 0, 29]) {
      const alone = { pin: null, code: codeOf(1000 + ahead) };
      const { decision } = presentAt(assigned(), momentOf(1000, seconds), alone);
      expect(decision).toMatchObject({ kind: "choose-pin", step: 1000 + ahead });
    }
  });

  test.each([-720, -12, 12, 13, 700, 720])(
    "asks a key %i steps ahead for its next code",
    (ahead) => {
      for (const seconds of [-30, 0, 29]) {
        const record = assigned();
        const alone = { pin: null, code: codeOf(1000 + ahead) };
        const { decision, next } = presentAt(record, momentOf(1000, seconds), alone);
        expect(decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
        expect(next).toMatchObject({ lastStep: null, clock: null, failures: noFailures });
        const later = { pin: null, code: codeOf(1001 + ahead) };
        const second = presentAt(next, momentOf(1001, seconds), later);
        expect(second.decision).toMatchObject({ kind: "choose-pin", step: 1001 + ahead });
        expect(second.next.clock).not.toBeNull();
      }
    },
  );

  test.each([-721, 724, 900])("refuses that of a key %i steps ahead", (ahead) => {
    const alone = { pin: null, code: codeOf(1000 + ahead) };
    const { decision, next } = presentAt(assigned(), momentOf(1000), alone);
    expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    expect(next).toMatchObject({ lastStep: null, clock: null, asked: [] });
    expect(next.failures.strangers.guesses).toBe(1);
  });

  test("is over at its end, to the millisecond, and open again when the help desk says so", () => {
    const expiresAt = momentOf(1000);
    const record = assigned({ expiresAt });
    const alone = { pin: null, code: codeOf(1000) };
    const before = presentAt(record, momentOf(1000, -0.001), alone);
    expect(before.decision.kind).toBe("choose-pin");
    const after = presentAt(record, expiresAt, alone);
    expect(after.decision).toEqual({ kind: "refused", reason: "first-use-expired" });
    expect(after.next).toMatchObject({ lastStep: 1000, state: { kind: "assigned" } });
    expect(after.next.failures.strangers.guesses).toBe(1);
    const helped = actOnKey(after.next, { kind: "clear-pin" }, by).next;
    const again = presentAt(helped, momentOf(1001), { pin: null, code: codeOf(1001) });
    expect(again.decision.kind).toBe("choose-pin");
  });

  test("says nothing of its end to a wrong code", () => {
    const record = assigned({ expiresAt: momentOf(100) });
    const { decision } = presentAt(record, momentOf(1000), { pin: null, code: "000000" });
    expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
  });

  test("wants the activation code, directly followed by the digits", () => {
    const record = assigned({ activation });
    const right = present(record, 100, { pin: activationCode, code: codeOf(100) });
    expect(right.decision).toMatchObject({ kind: "choose-pin", step: 100 });
  });

  test.each([
    ["without it", null],
    ["with another one", "QX7PLN"],
    ["with a part of it", "QX7PL"],
    ["with it in small letters", "qx7plm"],
  ])("is refused %s, the code is spent, nothing is learnt", (_what, pin) => {
    const record = assigned({ activation });
    const { decision, next } = present(record, 100, { pin, code: codeOf(100) });
    expect(decision).toEqual({ kind: "refused", reason: "activation-wrong" });
    expect(next).toMatchObject({ lastStep: 100, clock: null });
    expect(next.failures.strangers.wrongPins).toBe(1);
    const late = present(next, 100, { pin: activationCode, code: codeOf(100) });
    expect(late.decision).toEqual({ kind: "refused", reason: "spent-code" });
  });

  test("says nothing of the activation code to a wrong code", () => {
    const record = assigned({ activation });
    for (const pin of [activationCode, null, "wrong"]) {
      const { decision } = present(record, 100, { pin, code: "000000" });
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    }
  });

  test("can begin again with activation code and a later code while no PIN is chosen", () => {
    const begun = present(assigned({ activation }), 100, {
      ...{ pin: activationCode, code: codeOf(100) },
    }).next;
    const wrong = present(begun, 101, { pin: null, code: codeOf(101) });
    expect(wrong.decision).toEqual({ kind: "refused", reason: "activation-wrong" });
    const again = present(wrong.next, 102, { pin: activationCode, code: codeOf(102) });
    expect(again.decision).toMatchObject({ kind: "choose-pin", step: 102 });
  });

  test("knows the pending PIN only: the activation code confirms nothing", () => {
    const confirmed = present(confirming(), 101, { pin: "4071", code: codeOf(101) });
    expect(confirmed.decision).toEqual({ kind: "accepted", step: 101, commissioned: true });
    const activated = present(confirming(), 101, { pin: activationCode, code: codeOf(101) });
    expect(activated.decision).toEqual({ kind: "refused", reason: "wrong-pin" });
    const alone = present(confirming(), 101, { pin: null, code: codeOf(101) });
    expect(alone.decision).toEqual({ kind: "refused", reason: "activation-wrong" });
  });

  test("wants the activation code once more when the ten minutes are over", () => {
    for (const [pin, kind] of [
      ["4071", "refused"],
      [null, "refused"],
      [activationCode, "choose-pin"],
    ] as const) {
      expect(present(confirming(), 110, { pin, code: codeOf(110) }).decision.kind).toBe(kind);
    }
  });

  test("asks for its own hash once a pending PIN has expired, so that no code is burnt for nothing", () => {
    const other = new Uint8Array(16).fill(77);
    const choice = { transactionId: testTransactionId, salt: other, nonce: new Uint8Array(24) };
    const begun = present(assigned({ activation }), 100, {
      pin: activationCode,
      code: codeOf(100),
    });
    const digest = hashPin({ pin: "4071", salt: other, cost });
    const pending = choosePin(begun.next, { ...choice, digest }, contextIn(100)).next;
    const late = present(pending, 111, { pin: activationCode, code: codeOf(111) });
    expect(late.decision).toMatchObject({ kind: "choose-pin", step: 111 });
  });

  test("is never shut by wrong codes: after five of them it takes two codes in a row", () => {
    let record = assigned({ activation });
    for (let guess = 1; guess <= 5; guess += 1) {
      record = present(record, 100 + guess, { pin: null, code: "000000" }).next;
      expect(record.failures.strangers).toEqual({ guesses: guess, wrongPins: 0, block: null });
    }
    const first = present(record, 200, { pin: activationCode, code: codeOf(200) });
    expect(first.decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
    expect(first.next.lastStep).toBe(200);
    const second = present(first.next, 201, { pin: activationCode, code: codeOf(201) });
    expect(second.decision).toMatchObject({ kind: "choose-pin", step: 201 });
  });

  test("makes whoever has the key and guesses activation codes wait, and then for longer", () => {
    let record = assigned({ activation });
    let now = momentOf(1000).valueOf();
    const waits = Array.from({ length: 12 }, (_, index) => {
      const step = Math.floor(now / 60_000);
      const at = unixMilliseconds(now);
      record = presentAt(record, at, { pin: "QX7PLN", code: codeOf(step) }).next;
      const block = record.failures.strangers.block;
      now = (step + 1) * 60_000 + (block?.milliseconds ?? 0) + index;
      return (block?.milliseconds ?? 0) / 1000;
    });
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, 900, 1800, 3600]);
  });

  test("is not wanted of a key in service: its PIN was cleared or it is assigned anew", () => {
    const { next } = actOnKey(keyInService(), { kind: "clear-pin" }, by);
    expect(next.firstUse).toEqual({ expiresAt: null, activation: null });
    expect(present(next, 102, { pin: null, code: codeOf(102) }).decision.kind).toBe("choose-pin");
    const cleared = actOnKey(
      keyInService(),
      { kind: "clear-pin", firstUse: { expiresAt: null, activation } },
      by,
    ).next;
    const alone = present(cleared, 102, { pin: null, code: codeOf(102) });
    expect(alone.decision).toEqual({ kind: "refused", reason: "activation-wrong" });
  });
});
