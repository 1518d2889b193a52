import { describe, expect, test } from "vitest";
import {
  contextIn,
  keyAssigned,
  keyConfirmingPin,
  keyInService,
  quickPolicy,
} from "../../../../test/support/commission.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { issueSet, keyWithSet, setIssued } from "../../../../test/support/recovery-codes.ts";
import {
  act,
  codeIssued,
  floorAt,
  give,
  giveKeys,
  issued,
  minute,
  otherSpare,
  passed,
  pin,
  spare,
  usesOf,
} from "../../../../test/support/temporary-code.ts";
import { unixMilliseconds } from "../base/units.ts";
import { emptyLane, noFailures } from "../key/failures.ts";
import { hashPin, makePinVerifier } from "../pin/pin-verifier.ts";
import { confirmPinChange } from "./pin-change.ts";

describe("a temporary code", () => {
  test("passes behind the PIN so often and no oftener, and leaves what is known of the key", () => {
    let record = issued({ uses: 2 });
    for (const left of [1, 0]) {
      const { decision, next, events } = give(record, 103, pin);
      expect(decision).toEqual(passed);
      expect(usesOf(next)).toBe(left);
      expect(events).toMatchObject([
        { kind: "accepted", step: null, diagnosis: { pin: "right", spare: "temporary-code" } },
      ]);
      expect([next.lastStep, next.clock, next.state]).toEqual([
        ...[record.lastStep, record.clock, record.state],
      ]);
      record = next;
    }
    const { decision, next } = give(record, 103, pin);
    expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    expect(next.temporaryCode).toBeNull();
  });

  test("is used although the PIN was wrong or missing, which counts as one of who has the code", () => {
    for (const [given, reason] of [
      ["9999", "wrong-pin"],
      [null, "pin-missing"],
    ] as const) {
      const { decision, next, events } = give(issued(), 103, given);
      expect(decision).toEqual({ kind: "refused", reason });
      expect(usesOf(next)).toBe(2);
      expect(next.failures.strangers).toEqual({ ...emptyLane, wrongPins: 1 });
      expect(events).toMatchObject([{ kind: "refused", diagnosis: { spare: "temporary-code" } }]);
    }
  });

  test("is used in a block and in a suspension, and lets nobody in there", () => {
    const block = { since: contextIn(103).now, milliseconds: 10 * minute };
    const strangers = { ...emptyLane, wrongPins: 10, block };
    const blocked = { ...issued(), failures: { ...noFailures, strangers } };
    const suspended = act(issued(), { kind: "suspend" }, 102).next;
    for (const record of [blocked, suspended]) {
      const { decision, next } = give(record, 103, pin);
      expect(decision.kind).toBe("refused");
      expect(usesOf(next)).toBe(2);
    }
    expect(give(suspended, 103, pin).next.failures).toEqual(noFailures);
  });

  test("that is wrong counts as a guess, whether or not there is one", () => {
    for (const record of [issued(), keyInService()]) {
      const { decision, next, events } = give(record, 103, pin, otherSpare);
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
      expect(next.failures.strangers).toEqual({ ...emptyLane, guesses: 1 });
      expect(usesOf(next)).toBe(usesOf(record));
      expect(events[0]?.diagnosis).not.toHaveProperty("spare");
    }
  });

  test("needs no row of codes, however many guesses strangers made (law 10)", () => {
    const strangers = { ...emptyLane, guesses: 100_000 };
    const guessed = { ...issued(), failures: { ...noFailures, strangers } };
    expect(give(guessed, 103, pin).decision).toEqual(passed);
  });

  test("passes from its start to its end, both to the millisecond", () => {
    const record = issued({ startsIn: 5, minutes: 10 });
    const decisions = [106, 107, 116, 117].map((step) => give(record, step, pin).decision.kind);
    expect(decisions).toEqual(["refused", passed.kind, passed.kind, "refused"]);
    expect(usesOf(give(record, 106, pin).next)).toBe(3);
  });

  test("that was issued by a clock which was far ahead is over", () => {
    const record = issued({ startsIn: 0, minutes: 1000 });
    expect(give(record, 102, pin).decision).toEqual(passed);
    expect(give(record, 100, pin).next.temporaryCode).toBeNull();
  });

  test("is over once the store may have forgotten a use of it (law 12)", () => {
    const at = contextIn(102).now;
    expect(give(floorAt(issued(), at), 104, pin).decision.kind).toBe("refused");
    expect(give(floorAt(issued(), unixMilliseconds(at - 2 * minute)), 104, pin).decision).toEqual(
      passed,
    );
  });

  test("ends by the desk, by another one, and with the key's PIN, holder and life", () => {
    const ending = ["end-temporary-code", "clear-pin", "lose", "retire"] as const;
    for (const kind of ending) {
      const { next } = act(issued(), { kind }, 103);
      expect(next.temporaryCode).toBeNull();
      expect(give(next, 104, pin).decision.kind).toBe("refused");
    }
    const salt = new Uint8Array(16).fill(9);
    const cost = quickPolicy.pinHashCost;
    const digest = hashPin({ pin: otherSpare, salt, cost });
    const made = { salt, cost, digest, nonce: new Uint8Array(24) };
    const verifier = makePinVerifier(testKeyring, "1234567-0", made);
    const code = { ...codeIssued(103), verifier };
    const { next } = act(issued(), { kind: "issue-temporary-code", code }, 103);
    expect(give(next, 104, pin).decision.kind).toBe("refused");
    expect(give(next, 104, pin, otherSpare).decision).toEqual(passed);
  });

  test("is issued for a key in service only: it is no way round a PIN that there is not", () => {
    const code = codeIssued(102);
    const others = [
      keyAssigned(),
      keyConfirmingPin(),
      act(keyInService(), { kind: "lose" }, 102).next,
    ];
    for (const record of others) {
      const { decision, next } = act(record, { kind: "issue-temporary-code", code }, 102);
      expect(decision.kind).toBe("impossible");
      expect(next).toBe(record);
    }
  });

  test.each([
    [{ minutes: 7 * 24 * 60 + 1 }, /at most 7 days/],
    [{ minutes: 0 }, /more than 0/],
    [{ uses: 0 }, /1 to 100/],
    [{ uses: 101 }, /1 to 100/],
    [{ uses: 1.5 }, /1 to 100/],
  ])("is not issued on the terms %j", (terms, message) => {
    expect(() => issued(terms)).toThrow(message);
  });

  test("changes no PIN: who shows no key has it checked as any log-in, in vain", () => {
    const record = issued();
    const context = contextIn(103);
    const passcode = { pin, code: "", spare };
    const spareDigests = [
      hashPin({ pin: spare, salt: new Uint8Array(16).fill(7), cost: { logN: 1, r: 1, p: 1 } }),
    ];
    if (record.state.kind !== "in-service") throw new Error("expected a key in service");
    const { salt: replaces } = record.state.pin;
    const pinDigest = hashPin({
      pin,
      salt: new Uint8Array(16).fill(3),
      cost: { logN: 1, r: 1, p: 1 },
    });
    const attempt = { passcode, pinDigest, spareDigests, transaction: "ab".repeat(32) };
    const change = {
      ...{ serial: record.serial, replaces, epoch: record.epoch, firstStep: record.lastStep },
      ...{ since: context.now, milliseconds: minute, pin: record.state.pin },
    } as never;
    const { decision, next } = confirmPinChange(record, attempt, change, context);
    expect(decision).toEqual({ kind: "refused", reason: "transaction-unknown" });
    expect(usesOf(next)).toBe(2);
    expect(next.state).toEqual(record.state);
  });
});

describe("the key that comes back", () => {
  test("is accepted, and ends the temporary code, unless the desk said otherwise", () => {
    const { decision, next } = giveKeys(issued(), 103);
    expect(decision.kind).toBe("accepted");
    expect(next.temporaryCode).toBeNull();
    const later = giveKeys(issued({ startsIn: 600 }), 103).next;
    expect(usesOf(later)).toBe(3);
  });

  test("is refused until the end of the temporary code, its code spent and not counted", () => {
    const record = issued({ returningKey: "after-end", minutes: 10 });
    const { decision, next } = giveKeys(record, 103);
    expect(decision).toEqual({ kind: "refused", reason: "temporary-code-wanted" });
    expect(next.failures).toEqual(noFailures);
    expect(next.lastStep).toBe(103);
    expect(giveKeys(next, 103).decision).toMatchObject({ reason: "spent-code" });
    expect(giveKeys(next, 113).decision.kind).toBe("accepted");
    const used = give(issued({ returningKey: "after-end", uses: 1 }), 103, pin).next;
    expect(giveKeys(used, 104).decision.kind).toBe("accepted");
  });

  test("is refused until the desk ends it where the key is lost, also after its time and uses", () => {
    const record = give(issued({ returningKey: "refused", uses: 1 }), 103, pin).next;
    for (const step of [104, 104 + 24 * 60]) {
      expect(giveKeys(record, step).decision).toMatchObject({ reason: "temporary-code-wanted" });
      expect(give(record, step, pin).decision.kind).toBe("refused");
    }
    const ended = act(record, { kind: "end-temporary-code" }, 105).next;
    expect(giveKeys(ended, 106).decision.kind).toBe("accepted");
  });

  test("with a wrong PIN it is counted as ever", () => {
    const record = issued({ returningKey: "after-end" });
    const { decision, next } = giveKeys(record, 103, "9999");
    expect(decision).toMatchObject({ reason: "wrong-pin" });
    expect(next.failures.strangers.wrongPins).toBe(1);
  });
});

describe("a recovery code that was used", () => {
  const [code = "", other = ""] = setIssued(102).codes;
  const used = () => give(keyWithSet(), 103, pin, code).next;

  test("is told to staff for what it is, whatever PIN came with it, and counted as any wrong code", () => {
    for (const given of [pin, "9999", null]) {
      const again = give(used(), 104, given, code);
      const [{ events }, wrong] = [again, give(used(), 104, given, setIssued(102, 1).codes[0])];
      expect(again.decision).toEqual({ kind: "refused", reason: "recovery-code-used" });
      expect(wrong.decision).toEqual({ kind: "refused", reason: "wrong-code" });
      expect(again.next.failures).toEqual(wrong.next.failures);
      expect(events).toMatchObject([{ kind: "refused", reason: "recovery-code-used", step: null }]);
      expect(events[0]?.diagnosis).toEqual(wrong.events[0]?.diagnosis);
    }
    expect(give(used(), 104, pin, other).decision.kind).toBe("accepted-without-key");
  });

  test("is any wrong code once another list was printed", () => {
    const renewed = issueSet(used(), setIssued(104, 1).set, 104).next;
    const { decision } = give(renewed, 105, pin, code);
    expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
  });
});
