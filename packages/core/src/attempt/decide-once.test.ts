import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyInService,
} from "../../../../test/support/commission.ts";
import { frozen } from "../../../../test/support/frozen.ts";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { attemptWith } from "../../../../test/support/lead-life.ts";
import { momentAfter } from "../base/units.ts";
import { actOnKey } from "../key/help-desk.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { decodeRecord, encodeRecord } from "../key/stored-record.ts";
import { createKeyring } from "../seals/keyring.ts";
import { type AttemptMark, attemptBytes, markAttempt } from "../trail/attempt-id.ts";
import { answeredLoginsMax, answeredRefusalsMax } from "./answered.ts";
import { decideOnce, repeatedLogin } from "./decide-once.ts";

const pin = "4071";
const transactionId = new Uint8Array(16).fill(5);
const wrongCode = "000000";

type Given = { readonly step: number; readonly id?: string; readonly later?: number };

/** Decides PIN and code in the middle of a step, `later` ms after it, as an attempt with an id. */
function once(record: KeyRecord, code: string, { step, id = "id-1", later = 0 }: Given) {
  const at = contextIn(step);
  const context = { ...at, now: momentAfter(at.now, later) };
  const passcode = { pin: record.state.kind === "assigned" ? null : pin, code };
  const marks = marksOf(id, [passcode.pin, code]);
  const attempt = attemptWith(record, passcode, context, transactionId);
  return frozen(decideOnce(record, { attempt, marks }, context));
}

function marksOf(id: string, content: readonly (string | null)[], keyring = testKeyring) {
  return markAttempt(keyring, { caller: "api 1", id, subject: "holder jdupont", content });
}

describe("decideOnce()", () => {
  test("gives a log-in that is sent again its answer: no event, no change", () => {
    const first = once(keyInService(), codeOf(102), { step: 102 });
    expect(first.decision).toEqual({ kind: "accepted", step: 102, commissioned: false });
    const again = once(first.next, codeOf(102), { step: 102, later: 29_999 });
    expect(again).toMatchObject({ decision: first.decision, events: [], isRepeated: true });
    expect(again.next).toBe(first.next);
    expect(again.at).toBe(first.at);
  });

  test("refuses it after 30 s, with another id, and without one", () => {
    const { next } = once(keyInService(), codeOf(102), { step: 102 });
    const spent = { kind: "refused", reason: "spent-code" };
    expect(once(next, codeOf(102), { step: 102, later: 30_000 }).decision).toEqual(spent);
    expect(once(next, codeOf(102), { step: 102, id: "id-2" }).decision).toEqual(spent);
    const attempt = attemptWith(next, { pin, code: codeOf(102) }, contextIn(102), transactionId);
    const plain = decideOnce(next, { attempt, marks: [] }, contextIn(102));
    expect(plain).toMatchObject({ decision: spent, isRepeated: false, mark: null });
  });

  test("counts a refusal once, however often it is sent again, and writes each time", () => {
    const first = once(keyInService(), wrongCode, { step: 102 });
    expect(first.decision).toEqual({ kind: "refused", reason: "wrong-code" });
    const again = once(first.next, wrongCode, { step: 102, later: 5000 });
    expect(again).toMatchObject({ decision: first.decision, events: [], isRepeated: true });
    expect(again.next).toEqual(first.next);
    expect(again.next).not.toBe(first.next);
  });

  test("refuses an id that comes with another PASSCODE: counted, its code spent, the first answer kept", () => {
    const first = once(keyInService(), wrongCode, { step: 102 });
    const other = once(first.next, codeOf(102), { step: 102 });
    expect(other.decision).toEqual({ kind: "refused", reason: "id-reused" });
    expect(other.next.lastStep).toBe(102);
    expect(other.next.failures.strangers.guesses).toBe(2);
    expect(other.events).toMatchObject([{ kind: "refused", reason: "id-reused", step: 102 }]);
    const again = once(other.next, wrongCode, { step: 102 });
    expect(again).toMatchObject({ decision: first.decision, isRepeated: true });
    const spent = once(other.next, codeOf(102), { step: 102, id: "id-2" });
    expect(spent.decision).toEqual({ kind: "refused", reason: "spent-code" });
  });

  test("gives the first use its commissioning again", () => {
    const first = once(keyAssigned(), codeOf(100), { step: 100 });
    expect(first.decision).toMatchObject({ kind: "choose-pin", step: 100 });
    const passcode = marksOf("id-1", [null, codeOf(100)]);
    const again = repeatedLogin(first.next, passcode, contextIn(100).now);
    expect(again).toMatchObject({ decision: first.decision, events: [], mark: first.mark });
  });

  test("stores no answer of what changes nothing", () => {
    const record = keyInService();
    const decision = { kind: "refused", reason: "blocked" } as const;
    const nothing = () => ({ decision, next: record, events: [], clockShift: null });
    const attempt = attemptWith(record, { pin, code: wrongCode }, contextIn(102), transactionId);
    const marks = marksOf("id-1", [pin, wrongCode]);
    const outcome = decideOnce(record, { attempt, marks }, contextIn(102), nothing);
    expect(outcome).toMatchObject({ decision, isRepeated: false });
    expect(outcome.next).toBe(record);
  });

  test("gives no answer again once the help desk has acted", () => {
    const { next } = once(keyInService(), codeOf(102), { step: 102 });
    const by = { actor: "staff:test", now: contextIn(102).now };
    const suspended = actOnKey(next, { kind: "suspend" }, by).next;
    expect(once(suspended, codeOf(102), { step: 102 })).toMatchObject({
      decision: { kind: "refused", reason: "out-of-service" },
      isRepeated: false,
    });
  });

  test("knows an answer again that was given under an older master key", () => {
    const { next, mark } = once(keyInService(), codeOf(102), { step: 102 });
    const rotated = createKeyring([testMasterKey(9), testMasterKey(1)]);
    const marks = marksOf("id-1", [pin, codeOf(102)], rotated);
    expect(marks[0]?.name).not.toBe(mark?.name);
    const again = repeatedLogin(next, marks, contextIn(102).now);
    expect(again).toMatchObject({ isRepeated: true, mark });
  });

  test("keeps the answers of log-ins while refusals come, and few of either", () => {
    const ids = fc.array(fc.nat({ max: 40 }), { maxLength: 20 });
    fc.assert(
      fc.property(ids, (guesses) => {
        let { next } = once(keyInService(), codeOf(102), { step: 102 });
        for (const guess of guesses) {
          next = once(next, String(guess).padStart(6, "0"), {
            step: 102,
            id: `guess-${guess}`,
          }).next;
        }
        expect(once(next, codeOf(102), { step: 102, later: 1000 }).decision.kind).toBe("accepted");
        expect(next.answered.length).toBeLessThanOrEqual(answeredLoginsMax + answeredRefusalsMax);
        expect(decodeRecord(encodeRecord(next))).toEqual(next);
      }),
      { numRuns: 30 },
    );
  });
});

describe("repeatedLogin()", () => {
  test("answers nothing but log-ins, and those under their own id and PASSCODE only", () => {
    const { now } = contextIn(102);
    const marks = marksOf("id-1", [pin, codeOf(102)]);
    const login = once(keyInService(), codeOf(102), { step: 102 });
    expect(repeatedLogin(login.next, marks, now)).toMatchObject({ decision: login.decision });
    expect(repeatedLogin(keyInService(), marks, now)).toBeNull();
    expect(repeatedLogin(login.next, marksOf("id-1", [pin, wrongCode]), now)).toBeNull();
    const refused = once(keyInService(), wrongCode, { step: 102 });
    expect(repeatedLogin(refused.next, marksOf("id-1", [pin, wrongCode]), now)).toBeNull();
  });
});

describe("markAttempt()", () => {
  const first = (marks: readonly AttemptMark[]) => marks[0] as AttemptMark;

  test("tells callers, subjects, ids and contents apart, and shows none of them", () => {
    const base = { caller: "a", subject: "b", id: "c", content: ["d", null] };
    const changes = [{ caller: "x" }, { subject: "x" }, { id: "x" }];
    const mark = first(markAttempt(testKeyring, base));
    expect(first(markAttempt(testKeyring, { ...base }))).toEqual(mark);
    for (const change of changes) {
      expect(first(markAttempt(testKeyring, { ...base, ...change })).name).not.toBe(mark.name);
    }
    const other = first(markAttempt(testKeyring, { ...base, content: ["d", ""] }));
    expect(other.name).toBe(mark.name);
    expect(other.content).not.toBe(mark.content);
    expect(other.secret).not.toBe(mark.secret);
  });

  test("gives other bytes for each label", () => {
    const mark = first(marksOf("id-1", ["1"]));
    expect(attemptBytes(mark, 16, ["a"])).toEqual(attemptBytes(mark, 16, ["a"]));
    expect(attemptBytes(mark, 16, ["a"])).not.toEqual(attemptBytes(mark, 16, ["b"]));
    expect(attemptBytes(mark, 24, ["a"])).toHaveLength(24);
  });
});
