import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  keyInStock,
  present,
  quickPolicy,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { testMasterKey } from "../../../../test/support/keyring.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { termEnd } from "../base/term.ts";
import { unixMilliseconds } from "../base/units.ts";
import { emptyLane, noFailures } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { hashPin, makePinVerifier } from "../pin/pin-verifier.ts";
import { createKeyring } from "../seals/keyring.ts";
import { authenticate, pinQuestion } from "./authenticate.ts";

const pin = "4071";

describe("authenticate()", () => {
  test("leads through the procedure: code alone, PIN, later PASSCODE, logins", () => {
    const first = present(keyAssigned(), 100, { pin: null, code: codeOf(100) });
    expect(first.decision).toMatchObject({ kind: "choose-pin", step: 100 });
    const confirmed = present(keyConfirmingPin(), 101, { pin, code: codeOf(101) });
    expect(confirmed.decision).toEqual({ kind: "accepted", step: 101, commissioned: true });
    const login = present(confirmed.next, 102, { pin, code: codeOf(102) });
    expect(login.decision).toEqual({ kind: "accepted", step: 102, commissioned: false });
    expect(login.next).toMatchObject({ lastStep: 102, failures: noFailures, asked: [] });
  });

  test("tells the trail what came of each attempt", () => {
    const first = present(keyAssigned(), 100, { pin: null, code: codeOf(100) });
    const confirmed = present(keyConfirmingPin(), 101, { pin, code: codeOf(101) });
    const login = present(confirmed.next, 102, { pin, code: codeOf(102) });
    const refused = present(login.next, 103, { pin: "0000", code: codeOf(103) });
    const told = [first, confirmed, login, refused].map(({ events }) =>
      events.map(({ kind, actor, step, reason }) => ({ kind, actor, step, reason })),
    );
    expect(told).toEqual([
      [{ kind: "first-code", actor: "holder", step: 100, reason: null }],
      [{ kind: "commissioned", actor: "holder", step: 101, reason: null }],
      [{ kind: "accepted", actor: "holder", step: 102, reason: null }],
      [{ kind: "refused", actor: "holder", step: 103, reason: "wrong-pin" }],
    ]);
  });

  test.each([
    ["the first code again", keyConfirmingPin(), 100, { pin, code: codeOf(100) }, "spent-code"],
    ["another PIN", keyConfirmingPin(), 101, { pin: "4072", code: codeOf(101) }, "wrong-pin"],
    [
      "a PIN before one is chosen",
      keyChoosingPin(),
      101,
      { pin, code: codeOf(101) },
      "not-commissioned",
    ],
    ["a PIN at first use", keyAssigned(), 100, { pin, code: codeOf(100) }, "not-commissioned"],
    [
      "a code alone in service",
      keyInService(),
      102,
      { pin: null, code: codeOf(102) },
      "pin-missing",
    ],
    [
      "a code of two steps ago",
      keyInService(),
      104,
      { pin, code: codeOf(102) },
      "next-code-wanted",
    ],
    [
      "a code of two steps ahead",
      keyInService(),
      102,
      { pin, code: codeOf(104) },
      "next-code-wanted",
    ],
    ["a code of 800 steps ago", keyInService(), 904, { pin, code: codeOf(104) }, "wrong-code"],
    ["a key in stock", keyInStock(), 100, { pin: null, code: codeOf(100) }, "out-of-service"],
    ["an empty code", keyInService(), 102, { pin, code: "" }, "wrong-code"],
    ["the end of a code", keyInService(), 102, { pin, code: codeOf(102).slice(1) }, "wrong-code"],
  ])("refuses %s", (_what, record, step, passcode, reason) => {
    expect(present(record, step, passcode).decision).toEqual({ kind: "refused", reason });
  });

  test.each([101, 102, 103])("takes the code of step %i in step 102", (step) => {
    const record = { ...keyInService(), lastStep: null };
    expect(present(record, 102, { pin, code: codeOf(step) }).decision.kind).toBe("accepted");
  });

  test("refuses the right PIN with the code that a wrong PIN has spent", () => {
    const wrong = present(keyInService(), 102, { pin: "0000", code: codeOf(102) });
    expect(wrong.decision).toEqual({ kind: "refused", reason: "wrong-pin" });
    const right = present(wrong.next, 102, { pin, code: codeOf(102) });
    expect(right.decision).toEqual({ kind: "refused", reason: "spent-code" });
    expect(right.next.failures.strangers).toEqual({ guesses: 1, wrongPins: 1, block: null });
  });

  // Strangers guessed, so that two codes in a row are wanted. The key shows one code in both steps of a pair.
  describe("a code that two steps show, the second of a row,", () => {
    const strangers = { ...emptyLane, guesses: 5 };
    const guessed = (record: KeyRecord) => ({ ...record, failures: { strangers, devices: [] } });

    test("spends the later step, when the earlier one goes on with the row", () => {
      const [early, late] = [153_567, 153_569];
      expect(codeOf(early)).toBe(codeOf(late));
      const first = present(guessed(keyInService()), early - 1, { pin, code: codeOf(early - 1) });
      const { decision, next } = present(first.next, late - 1, { pin, code: codeOf(late) });
      expect(decision).toMatchObject({ kind: "accepted", step: early });
      expect(next.lastStep).toBe(late);
    });

    test("spends the row's step, when an earlier one passes at once", () => {
      const [early, late] = [134_412, 134_447];
      expect(codeOf(early)).toBe(codeOf(late));
      const now = momentOf(early - 1);
      const first = presentAt(guessed(keyInService()), now, { code: codeOf(late - 1) });
      const then = momentOf(early);
      const { decision, next } = presentAt(first.next, then, { code: codeOf(late) });
      expect(decision).toMatchObject({ kind: "accepted", step: late });
      expect(next.lastStep).toBe(late);
    });
  });

  test("holds no PIN for none that is right, even where the activation code were an empty one", () => {
    const { keyring, policy } = contextIn(100);
    const { serial } = keyAssigned();
    const hashed = { pin: "", salt: new Uint8Array(16), cost: policy.pinHashCost };
    const made = { ...hashed, digest: hashPin(hashed), nonce: new Uint8Array(24) };
    const activation = makePinVerifier(keyring, serial, made);
    const record = { ...keyAssigned(), firstUse: { expiresAt: null, activation } };
    const { decision } = present(record, 100, { pin: null, code: codeOf(100) });
    expect(decision).toEqual({ kind: "refused", reason: "activation-wrong" });
  });

  test("takes no PASSCODE once the time to confirm is over: to the millisecond", () => {
    const record = keyConfirmingPin();
    const { state } = record;
    if (state.kind !== "confirming-pin") throw new Error("expected a PIN to confirm");
    const step = 109;
    const passcode = { pin, code: codeOf(step) };
    const attempt = attemptWith(record, passcode, contextIn(step), testTransactionId);
    const at = (milliseconds: number) => {
      const now = unixMilliseconds(termEnd(state.term) + milliseconds);
      return authenticate(record, attempt, { ...contextIn(step), now }).decision;
    };
    expect(at(-1)).toMatchObject({ kind: "accepted", commissioned: true });
    expect(at(0)).toEqual({ kind: "refused", reason: "not-commissioned" });
  });

  test("does not open a record that was sealed elsewhere, or whose seed came from another key", () => {
    const record = keyInService();
    const passcode = { pin, code: codeOf(102) };
    const attempt = attemptWith(record, passcode, contextIn(102), testTransactionId);
    const foreign = { ...contextIn(102), keyring: createKeyring([testMasterKey(9)]) };
    expect(otpErrorOf(() => authenticate(record, attempt, foreign))).toBe("SEAL_KEY_UNKNOWN");
    const moved = { ...record, serial: "1234567-1" };
    expect(otpErrorOf(() => authenticate(moved, attempt, contextIn(102)))).toBe("SEAL_BROKEN");
  });
});

describe("pinQuestion()", () => {
  test("asks for a hash in every state, with and without a PIN, at one cost", () => {
    for (const record of [keyInStock(), keyAssigned(), keyChoosingPin(), keyInService()]) {
      for (const given of [null, pin]) {
        const question = pinQuestion(record, { pin: given, code: "000000" }, contextIn(102));
        expect(question.pin).toBe(given ?? "");
        expect(question.cost).toEqual(quickPolicy.pinHashCost);
        expect(question.salt.length).toBeGreaterThan(0);
      }
    }
  });
});
