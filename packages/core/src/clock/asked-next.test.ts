import { describe, expect, test } from "vitest";
import { codeOf, present } from "../../../../test/support/commission.ts";
import {
  keyAsked,
  momentOf,
  presentAt,
  unsureKey,
  unsureStep,
} from "../../../../test/support/unsure-key.ts";
import { timeStep } from "../base/units.ts";
import { emptyLane, noFailures } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { type AskedNext, triesMax } from "./asked-next.ts";
import { offsetAt } from "./clock-belief.ts";

// The server is in step 1000, the key 40 steps ahead: within what is possible after so long, and
// far outside the five steps that pass at once.
const ahead = 40;
const first = unsureStep + ahead;
const wanted = { kind: "refused", reason: "next-code-wanted" };

/** The wait that the first code begins. */
const begun: AskedNext = {
  flow: null,
  at: momentOf(unsureStep),
  steps: [timeStep(first)],
  codes: 1,
  proved: "pin",
  tries: 0,
};

const blocked = {
  strangers: {
    ...emptyLane,
    wrongPins: 10,
    block: { since: momentOf(unsureStep, -60), milliseconds: 86_400_000 },
  },
  devices: [],
};

describe("the next code", () => {
  test("is wanted after a code of the ask window with the right PIN; nothing is spent or counted", () => {
    const before = unsureKey();
    const { decision, next } = presentAt(before, momentOf(unsureStep), { code: codeOf(first) });
    expect(decision).toEqual(wanted);
    const { lastStep, clock } = before;
    expect(next).toMatchObject({ lastStep, clock, asked: [begun], failures: noFailures });
  });

  test.each([1, 2, 3])("passes with its PIN when it is the %ith after the first", (later) => {
    const { decision, next } = presentAt(keyAsked(first), momentOf(unsureStep + later), {
      code: codeOf(first + later),
    });
    expect(decision).toEqual({ kind: "accepted", step: first + later, commissioned: false });
    expect(next).toMatchObject({ lastStep: first + later, failures: noFailures, asked: [] });
  });

  test.each([1, 2, 3])("passes alone from the same client when it is the %ith after", (later) => {
    const flow = "ab".repeat(32);
    const asked = presentAt(
      unsureKey(),
      momentOf(unsureStep),
      { code: codeOf(first) },
      {},
      { flow },
    );
    const now = momentOf(unsureStep + later);
    const alone = { pin: null, code: codeOf(first + later) };
    const { decision } = presentAt(asked.next, now, alone, {}, { flow });
    expect(decision).toEqual({ kind: "accepted", step: first + later, commissioned: false });
  });

  test("never passes alone from a client without a name: anybody could send it", () => {
    const alone = { pin: null, code: codeOf(first + 1) };
    const { decision } = presentAt(keyAsked(first), momentOf(1001), alone);
    expect(decision).toEqual({ kind: "refused", reason: "pin-missing" });
  });

  test("passes only from the client that gave the first one", () => {
    const [mine, theirs] = ["ab".repeat(32), "cd".repeat(32)];
    const passcode = { code: codeOf(first) };
    const asked = presentAt(unsureKey(), momentOf(unsureStep), passcode, {}, { flow: mine }).next;
    for (const flow of [theirs, null]) {
      const second = { code: codeOf(first + 1) };
      const { decision, next } = presentAt(asked, momentOf(1001), second, {}, { flow });
      expect(decision).toEqual(wanted);
      expect(next.lastStep).toBe(unsureKey().lastStep);
    }
  });

  test("takes three other codes with the right PIN before the wait is over, from that client only", () => {
    const [mine, theirs] = ["ab".repeat(32), "cd".repeat(32)];
    const tried = (flow: string, tries: number) => {
      let record = presentAt(
        unsureKey(),
        momentOf(unsureStep),
        { code: codeOf(first) },
        {},
        { flow: mine },
      ).next;
      for (let index = 0; index < tries; index += 1) {
        record = presentAt(record, momentOf(1000, 20), { code: "000000" }, {}, { flow }).next;
      }
      const second = { code: codeOf(first + 1) };
      return presentAt(record, momentOf(1001), second, {}, { flow: mine, device: "d".repeat(64) })
        .decision;
    };
    expect(tried(mine, triesMax - 1).kind).toBe("accepted");
    expect(tried(mine, triesMax)).toEqual(wanted);
    expect(tried(theirs, 4).kind).toBe("accepted");
  });

  test("teaches where the clock is: the one after it passes at once, the key's own time is known", () => {
    const { next } = presentAt(keyAsked(first), momentOf(1001), { code: codeOf(first + 1) });
    expect(next.clock).not.toBeNull();
    if (next.clock === null) return;
    const { min, max } = offsetAt(next.clock, momentOf(1001));
    expect(min).toBeLessThanOrEqual(ahead * 60_000);
    expect(max).toBeGreaterThanOrEqual(ahead * 60_000);
    expect(max - min).toBeLessThanOrEqual(90_003);
    expect(presentAt(next, momentOf(1002), { code: codeOf(first + 2) }).decision.kind).toBe(
      "accepted",
    );
  });

  test("is the key's, not just any of the ask window: not the 4th, not one before, not the first", () => {
    for (const step of [first + 4, first + 5, first + 20, first - 1, first - 2, first]) {
      const { decision, next } = presentAt(keyAsked(first), momentOf(1001), { code: codeOf(step) });
      const reason = step === first ? "spent-code" : "next-code-wanted";
      expect([step, decision]).toEqual([step, { kind: "refused", reason }]);
      expect(next.lastStep).toBe(unsureKey().lastStep);
    }
  });

  test("must fit the time that went by: the third is refused ten seconds after the first", () => {
    const soon = momentOf(unsureStep, 10);
    expect(presentAt(keyAsked(first), soon, { code: codeOf(first + 3) }).decision).toEqual(wanted);
    const fourth = presentAt(keyAsked(first), momentOf(unsureStep + 4), {
      code: codeOf(first + 4),
    });
    expect(fourth.decision).toEqual(wanted);
    const late = momentOf(unsureStep + 4);
    expect(presentAt(keyAsked(first), late, { code: codeOf(first + 1) }).decision).toEqual(wanted);
  });

  test("is awaited for five periods and no longer, to the millisecond", () => {
    const record = keyAsked(first, momentOf(unsureStep, -30));
    // Shown at the end of its step, the first code leaves no later moment for the third after it.
    const over = momentOf(unsureStep - 1, 30 + 300);
    const third = { code: codeOf(first + 3) };
    expect(presentAt(record, momentOf(unsureStep + 3), third).decision.kind).toBe("accepted");
    expect(presentAt(record, over, third).decision.kind).toBe("refused");
    expect(presentAt(record, over, { code: "" }).next.asked).toEqual([]);
    const before = momentOf(unsureStep - 1, 30 + 299.999);
    expect(presentAt(record, before, { code: "" }).next.asked).toHaveLength(1);
  });

  test("is refused with a wrong PIN, and spent: the right PIN no longer helps it, the one after does", () => {
    const now = momentOf(1001);
    const wrong = presentAt(keyAsked(first), now, { pin: "0000", code: codeOf(first + 1) });
    expect(wrong.decision).toEqual({ kind: "refused", reason: "wrong-pin" });
    // Only what passes moves lastStep so far (law 3).
    expect(wrong.next).toMatchObject({ lastStep: unsureKey().lastStep, clock: unsureKey().clock });
    expect(wrong.next.failures.strangers.wrongPins).toBe(1);
    const right = presentAt(wrong.next, now, { code: codeOf(first + 1) });
    expect(right.decision).toEqual({ kind: "refused", reason: "spent-code" });
    // The wait goes on, so that one slip of the finger does not begin it all again.
    const later = presentAt(wrong.next, momentOf(1002), { code: codeOf(first + 2) });
    expect(later.decision.kind).toBe("accepted");
  });

  test("is not wanted after a first code with a wrong PIN or with none", () => {
    for (const pin of ["0000", null]) {
      const wrong = { pin, code: codeOf(first) };
      const { decision, next } = presentAt(unsureKey(), momentOf(unsureStep), wrong);
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
      expect(next.asked).toEqual([{ ...begun, proved: "nothing" }]);
      const second = presentAt(next, momentOf(1001), { code: codeOf(first + 1) });
      expect(second.decision).toEqual(wanted);
    }
  });

  test("is wanted by no key that is blocked", () => {
    const record = { ...unsureKey(), failures: blocked };
    const { decision, next } = presentAt(record, momentOf(unsureStep), { code: codeOf(first) });
    expect(decision).toEqual({ kind: "refused", reason: "blocked" });
    expect(next).toMatchObject({ asked: [], failures: blocked });
  });

  test("does not open a block that came in between, and moves nothing that lies so far (law 3)", () => {
    const record = { ...keyAsked(first), failures: blocked };
    const { decision, next } = presentAt(record, momentOf(1001), { code: codeOf(first + 1) });
    expect(decision).toEqual({ kind: "refused", reason: "blocked" });
    expect(next.lastStep).toBe(unsureKey().lastStep);
  });

  test("is still awaited after a wrong attempt in between, which helps no guesser", () => {
    const now = momentOf(unsureStep, 20);
    for (const passcode of [
      { code: "000000" },
      { pin: null, code: "000000" },
      { pin: "0000", code: "000000" },
      { code: "" },
    ]) {
      const { decision, next } = presentAt(keyAsked(first), now, passcode);
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
      expect(next.failures.strangers.guesses).toBe(1);
      expect(next.asked).toMatchObject([{ steps: [first], codes: 1 }]);
      const done = presentAt(next, momentOf(1001), { code: codeOf(first + 1) });
      expect(done.decision.kind).toBe("accepted");
    }
  });

  test("begins again with a later code of the ask window: the wait follows the holder", () => {
    const { next } = presentAt(keyAsked(first), momentOf(1010), { code: codeOf(first + 10) });
    expect(next.asked).toEqual([{ ...begun, at: momentOf(1010), steps: [first + 10] }]);
    const done = presentAt(next, momentOf(1011), { code: codeOf(first + 11) });
    expect(done.decision.kind).toBe("accepted");
  });

  test("leaves both codes of the pair spent, at every later moment", () => {
    const { next } = presentAt(keyAsked(first), momentOf(1001), { code: codeOf(first + 1) });
    for (const server of [900, 1000, 1001, first, first + 1, first + 2]) {
      for (const step of [first, first + 1]) {
        const again = presentAt(next, momentOf(server), { code: codeOf(step) });
        expect(again.decision.kind).toBe("refused");
        expect(again.next.lastStep).toBe(first + 1);
      }
    }
  });

  test("is never one that was spent, nor one before a spent one", () => {
    const spent: KeyRecord = { ...keyAsked(first), lastStep: timeStep(first + 1) };
    const { decision } = presentAt(spent, momentOf(1001), { code: codeOf(first + 1) });
    expect(decision).toEqual({ kind: "refused", reason: "spent-code" });
    const late = presentAt(spent, momentOf(1002), { code: codeOf(first + 2) });
    expect(late.decision.kind).toBe("accepted");
  });

  test("is not wanted after a code that was spent", () => {
    const spent: KeyRecord = { ...unsureKey(), lastStep: timeStep(first) };
    const { decision, next } = presentAt(spent, momentOf(unsureStep), { code: codeOf(first) });
    expect(decision).toEqual({ kind: "refused", reason: "spent-code" });
    expect(next.asked).toEqual([]);
  });

  test("is awaited by a server whose clock is a little behind, and no longer by one that went back far", () => {
    const second = { code: codeOf(first + 1) };
    const behind = presentAt(keyAsked(first), momentOf(unsureStep, -1), second);
    expect(behind.decision.kind).toBe("accepted");
    const { decision, next } = presentAt(keyAsked(first), momentOf(unsureStep, -300), second);
    expect(decision).toEqual(wanted);
    expect(next.asked).toMatchObject([{ steps: [first + 1], codes: 1 }]);
  });

  test("passes but teaches nothing while the server's clock is the suspect", () => {
    const second = { code: codeOf(first + 1) };
    const { decision, next } = presentAt(keyAsked(first), momentOf(1001), second, {
      clockTrusted: false,
    });
    expect(decision.kind).toBe("accepted");
    expect(next).toMatchObject({ lastStep: first + 1, clock: unsureKey().clock });
  });

  test("heals a key whose clock is known and jumped: a code far off asks, the next one passes", () => {
    const sure = presentAt(keyAsked(first), momentOf(1001), { code: codeOf(first + 1) }).next;
    for (const jump of [-45, 3, 60, 700]) {
      const record = { ...sure, lastStep: timeStep(first - 50) };
      const asked = presentAt(record, momentOf(1010), { code: codeOf(first + 10 + jump) });
      expect([jump, asked.decision]).toEqual([jump, wanted]);
      const mended = presentAt(asked.next, momentOf(1011), { code: codeOf(first + 11 + jump) });
      expect(mended.decision.kind).toBe("accepted");
      const later = presentAt(mended.next, momentOf(1012), { code: codeOf(first + 12 + jump) });
      expect(later.decision.kind).toBe("accepted");
    }
    const far = presentAt(sure, momentOf(1002), { code: codeOf(first + 800) });
    expect(far.decision).toEqual({ kind: "refused", reason: "wrong-code" });
  });

  test("alone is no log-in for anybody else: without a first code the PIN is missing", () => {
    const { decision } = present(unsureKey(), unsureStep, { pin: null, code: codeOf(unsureStep) });
    expect(decision).toEqual({ kind: "refused", reason: "pin-missing" });
  });
});
