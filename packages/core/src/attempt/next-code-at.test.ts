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
} from "../../../../test/support/commission.ts";
import {
  counterContext,
  counterKeyConfirming,
  counterKeyInService,
} from "../../../../test/support/counter-holder.ts";
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { timeStep } from "../base/units.ts";
import { unlearntBelief } from "../clock/clock-belief.ts";
import { codeAfter, nextCodeAt } from "./next-code-at.ts";

describe("nextCodeAt()", () => {
  test("is the beginning of the next step for a key whose clock may be right", () => {
    const now = momentOf(100, 10);
    for (const record of [keyChoosingPin(), keyConfirmingPin()]) {
      expect(nextCodeAt(record, now, quickPolicy)).toBe(101 * 60_000);
    }
  });

  test("is the key's own beginning of the step when its clock is off", () => {
    for (const ahead of [-8, -3, 3, 8]) {
      const code = codeOf(1000 + ahead);
      const { next } = presentAt(keyAssigned(), momentOf(1000), { pin: null, code });
      const at = nextCodeAt(next, momentOf(1000), quickPolicy) ?? 0;
      // The key shows the next step within a period of now, whatever its number.
      expect(Math.abs(at - momentOf(1000))).toBeLessThanOrEqual(60_000);
    }
  });

  test("holds a clock for right that may just be right, and goes by the middle of any other", () => {
    const now = momentOf(100, 10);
    const at = (min: number, max: number) => {
      const clock = unlearntBelief(now, { min, max }, quickPolicy.clock);
      return nextCodeAt({ ...keyConfirmingPin(), clock }, now, quickPolicy);
    };
    const next = 101 * 60_000;
    expect([at(0, 60_000), at(-60_000, 0)]).toEqual([next, next]);
    expect([at(1, 60_001), at(-60_001, -1)]).toEqual([next - 30_001, next + 30_001]);
  });

  test("is null for a counter key, which shows it when its button is pressed", () => {
    const { now } = counterContext();
    expect(nextCodeAt(counterKeyConfirming(7), now, quickPolicy)).toBeNull();
    expect(codeAfter(counterKeyInService(7), timeStep(8), now, quickPolicy)).toBeNull();
  });

  test("is null while no commissioning is under way", () => {
    for (const record of [keyInStock(), keyAssigned(), keyInService()]) {
      expect(nextCodeAt(record, momentOf(100), quickPolicy)).toBeNull();
    }
  });

  test("stays the same for an attempt that spent a code and one that did not", () => {
    const record = keyConfirmingPin();
    const now = contextIn(101).now;
    const before = nextCodeAt(record, now, quickPolicy);
    for (const code of [codeOf(101), "000000"]) {
      const { next } = present(record, 101, { pin: "0000", code });
      expect(nextCodeAt(next, now, quickPolicy)).toBe(before);
    }
  });
});
