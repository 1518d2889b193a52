import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quickPolicy } from "../../../../test/support/commission.ts";
import { counterKeyAssigned, presentCounter } from "../../../../test/support/counter-holder.ts";
import type { KeyRecord } from "../key/key-record.ts";

const wanted = { kind: "refused", reason: "next-code-wanted" };
/** Fewer codes for each attempt, where there are many. */
const smallPolicy = { ...quickPolicy, scanSteps: 60 };

// Law 3 spends a code that is presented; law 10 bounds what that costs a holder whom strangers guess at.
describe("guesses at the first use of a counter key", () => {
  const assigned = counterKeyAssigned(7);
  const { twoCodesFromGuess } = quickPolicy;
  const guessed = (times: number) =>
    Array.from({ length: times }).reduce<KeyRecord>(
      (key) => presentCounter(key, "000000", { pin: null }).next,
      assigned,
    );
  const inFront = { pin: "1234" } as const;

  test("spend a code that they meet with a PIN in front, as long as one code passes", () => {
    const { decision, next } = presentCounter(guessed(twoCodesFromGuess - 1), 29, inFront);
    expect(decision).toMatchObject({ reason: "not-commissioned" });
    expect(next).toMatchObject({ lastStep: 29, counter: { next: 7 } });
    // The holder presses on: 23 times at most, then two codes in a row.
    const first = presentCounter(next, 30, { pin: null, at: 3600 });
    expect(first.decision).toEqual(wanted);
    expect(presentCounter(first.next, 31, { pin: null, at: 3600 }).decision).toMatchObject({
      kind: "choose-pin",
      step: 31,
    });
  });

  test("spend none from the fifth guess on: what they meet is remembered for five minutes", () => {
    const { decision, next } = presentCounter(guessed(twoCodesFromGuess), 29, inFront);
    expect(decision).toMatchObject({ reason: "not-commissioned" });
    expect(next.lastStep).toBeNull();
    expect(presentCounter(next, 29, { pin: null, at: 1 }).decision).toMatchObject({
      reason: "spent-code",
    });
    // The holder's own two codes let them in, no press lost.
    const first = presentCounter(next, 7, { pin: null, at: 2 });
    expect(first.decision).toEqual(wanted);
    expect(presentCounter(first.next, 8, { pin: null, at: 3 }).decision).toMatchObject({ step: 8 });
  });

  test("never spend beyond the window, and spend once, however many they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ ahead: fc.nat(40), isReused: fc.boolean() }), { maxLength: 30 }),
        fc.nat(6),
        (hits, before) => {
          let record = guessed(before);
          let moves = 0;
          for (const { ahead, isReused } of hits) {
            const context = { policy: smallPolicy };
            const client = { isIdReused: isReused };
            const { next } = presentCounter(record, 7 + ahead, { ...inFront, context, client });
            if (next.lastStep !== record.lastStep) moves += 1;
            record = next;
          }
          expect(record.lastStep ?? 0).toBeLessThanOrEqual(29);
          expect(moves).toBeLessThanOrEqual(Math.max(0, twoCodesFromGuess - before));
          expect(record.counter).toEqual(assigned.counter);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ["at a first use whose time is over", { expiresAt: 0 }, {}],
    ["with the id of another attempt", {}, { isIdReused: true }],
  ])("spend none %s, once two codes are needed", (_what, firstUse, client) => {
    const over = (record: KeyRecord) => ({
      ...record,
      firstUse: { ...record.firstUse, ...firstUse } as KeyRecord["firstUse"],
    });
    const few = presentCounter(over(guessed(twoCodesFromGuess - 1)), 9, { pin: null, client });
    expect(few.next.lastStep).toBe(9);
    const many = presentCounter(over(guessed(twoCodesFromGuess)), 9, { pin: null, client });
    expect(many.decision).toMatchObject({ kind: "refused" });
    expect(many.next.lastStep).toBeNull();
  });
});
