import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyConfirmingPin,
  keyInService,
  present,
} from "../../../../test/support/commission.ts";
import { momentOf, presentAt, unsureKey } from "../../../../test/support/unsure-key.ts";
import { emptyLane } from "../key/failures.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { makePinVerifier } from "../pin/pin-verifier.ts";
import type { CodeMatch } from "./code-match.ts";
import { diagnose } from "./diagnose.ts";

const pin = "4071";
const noMatch: CodeMatch = {
  ...{ accepted: null, isAmbiguous: false, followers: [], asked: [], spent: false },
  ...{ offsetSteps: null, clockShift: null },
};
const [mine, theirs] = ["ab".repeat(32), "cd".repeat(32)];
const wanted = { kind: "refused", reason: "next-code-wanted" };

/** A key whose clock was not seen for long, after so many guesses that three codes in a row are needed. */
const guessed: KeyRecord = {
  ...unsureKey(),
  failures: { strangers: { ...emptyLane, guesses: 100 }, devices: [] },
};

describe("a row of codes", () => {
  const give = (record: KeyRecord, step: number, seconds: number) =>
    presentAt(record, momentOf(1000, seconds), { pin, code: codeOf(step) });

  test.each([
    ["the longer row came last", [1041, 1039, 1040]],
    ["the longer row came first", [1039, 1040, 1038]],
  ])("is the longest of those that a code continues: %s", (_, steps) => {
    const record = steps.reduce((before, step) => give(before, step, 0).next, guessed);
    const last = Math.max(...steps) + 1;
    expect(give(record, last, 100).decision).toMatchObject({ kind: "accepted", step: last });
  });

  test("that was begun without a flow value goes on with the one that the refusal gave", () => {
    const first = presentAt(unsureKey(), momentOf(1000), { code: codeOf(1040) });
    expect(first.decision).toEqual(wanted);
    const next = { code: codeOf(1041) };
    const second = presentAt(first.next, momentOf(1001), next, {}, { flow: mine });
    expect(second.decision).toMatchObject({ kind: "accepted", step: 1041 });
  });

  test("may end beyond the steps that ask: as many more are computed as a next code lies behind", () => {
    const asked = presentAt(unsureKey(), momentOf(1000, -29), { code: codeOf(1720) });
    expect(asked.decision).toEqual(wanted);
    const { decision } = presentAt(asked.next, momentOf(1000, 20), { code: codeOf(1721) });
    expect(decision).toMatchObject({ kind: "accepted", step: 1721 });
  });

  test("of a first use lets nobody log in, and the other way round", () => {
    const begun = presentAt(keyAssigned(), momentOf(1000), { pin: null, code: codeOf(1040) });
    expect(begun.decision).toEqual(wanted);
    const { state } = keyInService();
    const serving = { ...begun.next, state };
    const login = presentAt(serving, momentOf(1001), { pin, code: codeOf(1041) });
    expect(login.decision).toEqual(wanted);
  });
});

describe("a code alone, while a PIN waits to be confirmed", () => {
  test("is no wrong activation code, since none was looked at: it counts as a guess", () => {
    const given = { salt: new Uint8Array(16), digest: new Uint8Array(32) };
    const { keyring, policy } = contextIn(100);
    const activation = makePinVerifier(keyring, keyConfirmingPin().serial, {
      ...given,
      cost: policy.pinHashCost,
      nonce: new Uint8Array(24),
    });
    const record = { ...keyConfirmingPin(), firstUse: { expiresAt: null, activation } };
    const { decision, next } = present(record, 101, { pin: null, code: codeOf(101) });
    expect(decision).toEqual({ kind: "refused", reason: "activation-wrong" });
    expect(next.failures.strangers).toEqual({ ...emptyLane, guesses: 1 });
  });
});

describe("a key that nobody holds", () => {
  test.each(["lose", "retire"] as const)("lets nobody in after %s, and counts a guess", (kind) => {
    const by = { actor: "staff:anne", now: contextIn(102).now };
    const { next: record } = actOnKey(keyInService(), { kind }, by);
    for (const given of [pin, null]) {
      const { decision, next } = present(record, 102, { pin: given, code: codeOf(102) });
      expect(decision).toEqual({ kind: "refused", reason: "out-of-service" });
      expect(next.failures.strangers).toEqual({ ...emptyLane, guesses: 1 });
    }
  });
});

describe("diagnose()", () => {
  const hypothesis = { algorithm: "SHA-256", periodSeconds: 30 } as const;
  const told = (given: string | null, isRight: boolean, offsetSteps: number | null) => {
    const passcode = { pin: given, code: "123456" };
    return diagnose(passcode, isRight, { ...noMatch, offsetSteps }, hypothesis, null);
  };

  test("names another make of key only for a code that no step of this one shows", () => {
    expect(told(pin, true, null).hypothesis).toEqual(hypothesis);
    expect(told(pin, true, 0)).toMatchObject({ hypothesis: null, offsetSteps: 0 });
  });

  test("tells a right PIN from a wrong one and from none", () => {
    const pins = [told(pin, true, 0), told(pin, false, 0), told(null, true, 0)];
    expect(pins.map((each) => each.pin)).toEqual(["right", "wrong", "absent"]);
  });
});

describe("the next code alone", () => {
  test("passes only where a first one came from the same client with the right PIN", () => {
    const first = presentAt(
      unsureKey(),
      momentOf(1000),
      { code: codeOf(1040) },
      {},
      { flow: mine },
    );
    const alone = { pin: null, code: codeOf(1041) };
    for (const [flow, kind] of [
      [mine, "accepted"],
      [theirs, "refused"],
    ] as const) {
      const { decision } = presentAt(first.next, momentOf(1001), alone, {}, { flow });
      expect(decision.kind).toBe(kind);
    }
  });
});
