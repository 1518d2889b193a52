import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quickPolicy } from "../../../../test/support/commission.ts";
import {
  counterBeginning,
  counterCode,
  counterContext,
  counterKeyAssigned,
  counterKeyInService,
  counterKeyInStock,
  presentCounter,
} from "../../../../test/support/counter-holder.ts";
import { unixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { spentUpTo } from "./code-match.ts";
import { resynchronise } from "./resynchronise.ts";

/** Raised an hour after the keys of these tests were used last. */
const mark = counterBeginning + 3_600_000;
const hour = 3600;
const under = (record: KeyRecord, at = mark): KeyRecord => ({
  ...record,
  floor: { mark: at, at: unixMilliseconds(Math.min(at, mark)) },
});
/** Rows of codes count again from then on. */
const later = hour + 61;
const policy = { ...quickPolicy, scanSteps: 60 };
const { countersLost } = policy;

/** In service, with the codes up to 101 spent. */
const kept = counterKeyInService(100);

// Law 12: no code that was accepted before a failover is accepted after it, within `countersLost`.
describe("the floor of a counter key", () => {
  test("spends the next ten counters, and asks for the next code behind them", () => {
    expect(spentUpTo(under(kept), policy)).toBe(111);
    for (const counter of [102, 104, 111]) {
      const { decision } = presentCounter(under(kept), counter, { at: hour });
      expect(decision).toMatchObject({ reason: "spent-code" });
    }
    const first = presentCounter(under(kept), 112, { at: later });
    expect(first.decision).toMatchObject({ reason: "next-code-wanted" });
    const second = presentCounter(under(first.next), 113, { at: later });
    expect(second.decision).toMatchObject({ kind: "accepted", step: 113 });
  });

  test("spends all that passes at once at a first use", () => {
    const assigned = counterKeyAssigned(0);
    const first = presentCounter(assigned, 22, { pin: null });
    expect(first.decision.kind).toBe("choose-pin");
    const again = presentCounter(under(assigned), 22, { pin: null, at: later });
    expect(again.decision.kind).toBe("refused");
  });

  test("takes the rows with it that were begun before: who completes them is not known any more", () => {
    const begun = presentCounter(kept, 120, { at: hour - 30 }).next;
    expect(presentCounter(begun, 121, { at: hour - 20 }).decision.kind).toBe("accepted");
    for (const at of [hour + 1, later]) {
      expect(presentCounter(under(begun), 121, { at }).decision.kind).toBe("refused");
    }
  });

  test("is over once the key was used under it, also when it lies ahead", () => {
    for (const at of [mark, mark + 86_400_000]) {
      const first = presentCounter(under(kept, at), 112, { at: later });
      const second = presentCounter(under(first.next, at), 113, { at: later });
      const third = presentCounter(under(second.next, at), 114, { at: later + 1 });
      expect(third.decision).toMatchObject({ kind: "accepted", step: 114 });
      // The next one counts anew.
      expect(
        presentCounter(under(third.next, at + 120_000), 115, { at: later + 1 }).decision,
      ).toMatchObject({
        reason: "spent-code",
      });
    }
  });

  test("does not concern a key that was made known after it", () => {
    const fresh = counterKeyInStock(7);
    expect(spentUpTo(under(fresh), policy)).toBe(16);
    const since = unixMilliseconds(mark + 60_000);
    const counter = { next: fresh.counter?.next ?? fail(), since };
    expect(spentUpTo(under({ ...fresh, counter }), policy)).toBe(6);
  });

  test("no code that was accepted on a history that was lost is accepted again", () => {
    const anyLosses = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyLosses, (presses) => {
        let lost = kept;
        const accepted: number[] = [];
        for (const ahead of presses) {
          const counter = (lost.counter?.next ?? 0) - 1 + ahead;
          if (counter > 101 + countersLost) break;
          const { decision, next } = presentCounter(lost, counter, { context: { policy } });
          expect(decision.kind).toBe("accepted");
          accepted.push(counter);
          lost = next;
        }
        // What the new primary has is the key as it was; each code is given alone and in its order.
        let standby = under(kept);
        for (const counter of [...accepted, ...accepted]) {
          const given = { at: hour, context: { policy } };
          const { decision, next } = presentCounter(standby, counter, given);
          expect(decision.kind).toBe("refused");
          standby = under(next);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the bound is the policy's: two codes in a row that were lost further away pass again", () => {
    const lost = presentCounter(presentCounter(kept, 200).next, 201);
    expect(lost.decision).toMatchObject({ kind: "accepted" });
    const again = presentCounter(presentCounter(under(kept), 200, { at: later }).next, 201, {
      at: later,
    });
    expect(again.decision).toMatchObject({ kind: "accepted" });
    const wide = { at: later, context: { policy: { ...quickPolicy, countersLost: 200 } } };
    const first = presentCounter(under(kept), 200, wide);
    expect(presentCounter(under(first.next), 201, wide).decision.kind).toBe("refused");
  });

  test("holds for the codes that are read to the help desk", () => {
    const by = { ...counterContext(hour), actor: "staff:anne" };
    const read = (counter: number) =>
      resynchronise(
        under(kept),
        { first: counterCode(counter), second: counterCode(counter + 1) },
        by,
      );
    expect(read(110).decision).toEqual({ kind: "used", offsetSteps: 8 });
    const { decision, next } = read(111);
    expect(decision).toEqual({ kind: "resynchronised", step: 112, offsetSteps: 9 });
    expect(presentCounter(under(next), 113, { at: hour }).decision).toMatchObject({ step: 113 });
  });
});

function fail(): never {
  throw new Error("Cannot find the counter");
}
