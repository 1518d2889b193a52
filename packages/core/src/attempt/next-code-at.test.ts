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
import { momentOf, presentAt } from "../../../../test/support/unsure-key.ts";
import { nextCodeAt } from "./next-code-at.ts";

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
