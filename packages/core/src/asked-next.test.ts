import { describe, expect, test } from "vitest";
import { codeOf, present, quickPolicy } from "../../../test/support/commission.ts";
import {
  keyAsked,
  momentOf,
  presentAt,
  unsureKey,
  unsureStep,
} from "../../../test/support/unsure-key.ts";
import { completePair } from "./asked-next.ts";
import { defaultClockBounds, offsetAt, unlearntBelief } from "./clock-belief.ts";
import { codeParameters } from "./code-parameters.ts";
import type { KeyRecord } from "./key-record.ts";
import { timeStep } from "./units.ts";

// The server is in step 1000, the key 40 steps ahead: within what is possible after so long, and
// far outside the five steps that pass at once.
const ahead = 40;
const first = unsureStep + ahead;
const wanted = { kind: "refused", reason: "next-code-wanted" };
const asked = (record: KeyRecord) =>
  record.state.kind === "in-service" ? record.state.asked : undefined;

describe("the next code", () => {
  test("is wanted after a code of the ask window with the right PIN; nothing is spent", () => {
    const before = unsureKey();
    const { decision, next } = presentAt(before, momentOf(unsureStep), { code: codeOf(first) });
    expect(decision).toEqual(wanted);
    expect(asked(next)).toEqual({ at: momentOf(unsureStep), steps: [first] });
    expect(next).toMatchObject({ lastStep: before.lastStep, clock: before.clock, failures: 1 });
  });

  test.each([1, 2, 3])("passes with its PIN when it is the %ith after the first", (later) => {
    const { decision, next } = presentAt(keyAsked(first), momentOf(unsureStep + later), {
      code: codeOf(first + later),
    });
    expect(decision).toEqual({ kind: "accepted", step: first + later, commissioned: false });
    expect(next).toMatchObject({ lastStep: first + later, failures: 0, block: null });
    expect(asked(next)).toBeNull();
  });

  test.each([1, 2, 3])("passes alone when it is the %ith after the first", (later) => {
    const now = momentOf(unsureStep + later);
    const { decision } = presentAt(keyAsked(first), now, {
      pin: null,
      code: codeOf(first + later),
    });
    expect(decision).toEqual({ kind: "accepted", step: first + later, commissioned: false });
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
      expect([step, decision]).toEqual([step, wanted]);
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
    const alone = { pin: null, code: codeOf(first + 3) };
    expect(presentAt(record, momentOf(unsureStep + 3), alone).decision.kind).toBe("accepted");
    expect(presentAt(record, over, alone).decision.kind).toBe("refused");
    expect(asked(presentAt(record, over, { code: "" }).next)).toBeNull();
    const before = momentOf(unsureStep - 1, 30 + 299.999);
    expect(asked(presentAt(record, before, { code: "" }).next)).not.toBeNull();
  });

  test("is refused with a wrong PIN, and spent: the right PIN no longer helps it", () => {
    const now = momentOf(1001);
    const wrong = presentAt(keyAsked(first), now, { pin: "0000", code: codeOf(first + 1) });
    expect(wrong.decision).toEqual({ kind: "refused", reason: "wrong-pin" });
    expect(wrong.next).toMatchObject({ lastStep: first + 1, clock: unsureKey().clock });
    const right = presentAt(wrong.next, now, { code: codeOf(first + 1) });
    expect(right.decision).toEqual({ kind: "refused", reason: "spent-code" });
    // The wait goes on, so that one slip of the finger does not begin it all again.
    const later = presentAt(wrong.next, momentOf(1002), { code: codeOf(first + 2) });
    expect(later.decision.kind).toBe("accepted");
  });

  test("is not wanted after a first code with a wrong PIN or with none", () => {
    for (const [pin, reason] of [
      ["0000", "wrong-code"],
      [null, "wrong-code"],
    ] as const) {
      const { decision, next } = presentAt(unsureKey(), momentOf(unsureStep), {
        pin,
        code: codeOf(first),
      });
      expect(decision).toEqual({ kind: "refused", reason });
      expect(asked(next)).toBeNull();
      const alone = { pin: null, code: codeOf(first + 1) };
      expect(presentAt(next, momentOf(1001), alone).decision.kind).toBe("refused");
    }
  });

  test("is wanted by no key that is blocked", () => {
    const blocked = { ...unsureKey(), failures: 9, block: { until: null } };
    const { decision, next } = presentAt(blocked, momentOf(unsureStep), { code: codeOf(first) });
    expect(decision).toEqual({ kind: "refused", reason: "blocked" });
    expect(asked(next)).toBeNull();
    expect(next.failures).toBe(9);
  });

  test("does not open a block that came in between, and is spent by trying", () => {
    const blocked = { ...keyAsked(first), block: { until: null } };
    const { decision, next } = presentAt(blocked, momentOf(1001), { code: codeOf(first + 1) });
    expect(decision).toEqual({ kind: "refused", reason: "blocked" });
    expect(next.lastStep).toBe(first + 1);
  });

  test("counts as every failure does, blocks as every failure does, and is refunded", () => {
    const once = { ...unsureKey(), failures: quickPolicy.lockAtFailure - 1 };
    const { next } = presentAt(once, momentOf(unsureStep), { code: codeOf(first) });
    expect(next.failures).toBe(quickPolicy.lockAtFailure);
    expect(next.block).toEqual({ until: momentOf(unsureStep) + quickPolicy.lockMilliseconds });
    const twice = { ...unsureKey(), failures: 1 };
    const armed = presentAt(twice, momentOf(unsureStep), { code: codeOf(first) }).next;
    const done = presentAt(armed, momentOf(1001), { code: codeOf(first + 1) }).next;
    expect(done).toMatchObject({ failures: 0, block: null });
  });

  test("is still awaited after a wrong attempt in between, which helps no guesser", () => {
    const now = momentOf(unsureStep, 20);
    for (const passcode of [
      { code: "000000" },
      { pin: null, code: "000000" },
      { pin: "0000", code: codeOf(first + 30) },
      { code: "" },
    ]) {
      const { decision, next } = presentAt(keyAsked(first), now, passcode);
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
      expect(next.failures).toBe(2);
      expect(asked(next)).toEqual(asked(keyAsked(first)));
      const done = presentAt(next, momentOf(1001), { code: codeOf(first + 1) });
      expect(done.decision.kind).toBe("accepted");
    }
  });

  test("begins again with a later code of the ask window: the wait follows the holder", () => {
    const { next } = presentAt(keyAsked(first), momentOf(1010), { code: codeOf(first + 10) });
    expect(asked(next)).toEqual({ at: momentOf(1010), steps: [first + 10] });
    const done = presentAt(next, momentOf(1011), { pin: null, code: codeOf(first + 11) });
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
    expect(asked(next)).toBeNull();
  });

  test("is awaited no longer once the server's clock went back", () => {
    const before = momentOf(unsureStep, -1);
    const alone = { pin: null, code: codeOf(first + 1) };
    const { decision, next } = presentAt(keyAsked(first), before, alone);
    expect(decision.kind).toBe("refused");
    expect(asked(next)).toBeNull();
  });

  test("passes but teaches nothing while the server's clock is the suspect", () => {
    const alone = { pin: null, code: codeOf(first + 1) };
    const { decision, next } = presentAt(keyAsked(first), momentOf(1001), alone, {
      clockTrusted: false,
    });
    expect(decision.kind).toBe("accepted");
    expect(next).toMatchObject({ lastStep: first + 1, clock: unsureKey().clock });
  });

  test("is not wanted from a key whose clock is known: a code far off is wrong", () => {
    const sure = presentAt(keyAsked(first), momentOf(1001), { code: codeOf(first + 1) }).next;
    const { decision } = presentAt(sure, momentOf(1002), { code: codeOf(unsureStep) });
    expect(decision.kind).toBe("refused");
    const far = presentAt(sure, momentOf(1002), { code: codeOf(first + 60) });
    expect(far.decision).toEqual({ kind: "refused", reason: "wrong-code" });
  });

  test("alone is no log-in for anybody else: without a first code the PIN is missing", () => {
    const { decision } = present(unsureKey(), unsureStep, { pin: null, code: codeOf(unsureStep) });
    expect(decision).toEqual({ kind: "refused", reason: "pin-missing" });
  });
});

describe("completePair()", () => {
  const bounds = defaultClockBounds;
  const clock = codeParameters();
  const at = momentOf(unsureStep);
  const belief = unlearntBelief(at, { min: -6_000_000, max: 6_000_000 }, bounds);
  const key = { belief, clock, bounds };
  const steps = (...numbers: readonly number[]) => numbers.map(timeStep);

  test("tries every step that showed the first code", () => {
    const several = { at, steps: steps(960, 1040, 1070) };
    const now = momentOf(1001);
    for (const step of several.steps) {
      const pair = completePair(several, steps(step + 1), now, key);
      expect(pair).toMatchObject({ first: step, second: step + 1 });
    }
    expect(completePair(several, steps(1000, 1050), now, key)).toBeNull();
  });

  test("is no pair where nothing is awaited", () => {
    expect(completePair(null, steps(1041), momentOf(1001), key)).toBeNull();
  });
});
