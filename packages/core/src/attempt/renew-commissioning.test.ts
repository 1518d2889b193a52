import { describe, expect, test } from "vitest";
import {
  contextIn,
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  quickPolicy,
  testTransactionId,
} from "../../../../test/support/commission.ts";
import { termEnd } from "../base/term.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { renewCommissioning } from "./renew-commissioning.ts";
import { isRenewable, renewedTerm, renewedTimesMax } from "./renewed-term.ts";

const { commissioningMilliseconds } = quickPolicy;
const mine = { transactionId: testTransactionId };

function termOf({ state }: KeyRecord) {
  if (!("term" in state)) throw new Error("expected a commissioning");
  return state.term;
}

describe("renewCommissioning()", () => {
  test.each([keyChoosingPin(), keyConfirmingPin("4071")])(
    "lets the commissioning last from now on as long as a new one, and changes nothing else",
    (record) => {
      const context = contextIn(105);
      const { decision, next, events } = renewCommissioning(record, mine, context);
      const { since } = termOf(record);
      const end = context.now + commissioningMilliseconds;
      expect(decision).toEqual({ kind: "renewed", expiresAt: end });
      expect(termEnd(termOf(next))).toBe(end);
      expect(termOf(next).since).toBe(since);
      expect(events).toEqual([]);
      const term = termOf(record);
      expect({ ...next, state: { ...next.state, term } }).toEqual(record);
    },
  );

  test.each<[string, KeyRecord, number, Uint8Array]>([
    ["another transaction", keyChoosingPin(), 101, new Uint8Array(16)],
    ["a commissioning that is over", keyChoosingPin(), 110, testTransactionId],
    ["a key that did not begin", keyAssigned(), 101, testTransactionId],
    ["a key in service", keyInService(), 102, testTransactionId],
  ])("refuses %s, and there is nothing to store", (_, record, step, transactionId) => {
    const { decision, next } = renewCommissioning(record, { transactionId }, contextIn(step));
    expect(decision).toEqual({ kind: "refused", reason: "transaction-unknown" });
    expect(next).toBe(record);
  });
});

describe("renewedTerm()", () => {
  test("never lasts longer than eleven times, and never ends sooner than before", () => {
    const { now } = contextIn(100);
    let term = { since: now, milliseconds: commissioningMilliseconds };
    for (let times = 1; times < renewedTimesMax; times += 1) {
      expect(isRenewable(term, quickPolicy)).toBe(true);
      const renewed = renewedTerm(term, termEnd(term), quickPolicy);
      expect(renewed.milliseconds).toBe(term.milliseconds + commissioningMilliseconds);
      term = renewed;
    }
    expect(isRenewable(term, quickPolicy)).toBe(false);
    expect(renewedTerm(term, termEnd(term), quickPolicy)).toEqual(term);
    expect(renewedTerm(term, now, quickPolicy)).toEqual(term);
  });
});
