import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, contextIn, keyInService, present } from "../../../../test/support/commission.ts";
import { spentUpTo } from "../attempt/code-match.ts";
import { resynchronise } from "../attempt/resynchronise.ts";
import type { KeyRecord } from "../key/key-record.ts";

// The key of these tests is in service since step 101 and its clock is right; periods last 60 s.

/** The key as a store gives it out that lost what came before the middle of `step`. */
function under(step: number, record: KeyRecord = keyInService()): KeyRecord {
  const at = contextIn(step).now;
  return { ...record, floor: { at, mark: at } };
}

const answerTo = (record: KeyRecord, step: number) =>
  present(record, step, { pin: "4071", code: codeOf(step) });

describe("a floor", () => {
  test("spends what the key can have shown by then, and a minute more", () => {
    const spent = spentUpTo(under(200), contextIn(200).policy) ?? 0;
    expect(spent).toBeGreaterThanOrEqual(201);
    expect(spent).toBeLessThanOrEqual(203);
  });

  test("never makes less spent than the key's own last step", () => {
    const { policy } = contextIn(90);
    expect(spentUpTo(under(90), policy)).toBe(keyInService().lastStep);
    expect(spentUpTo(keyInService(), policy)).toBe(keyInService().lastStep);
  });

  test("refuses every code of before it like a spent one, and takes those after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 102, max: 200 }), (step) => {
        const { decision, next } = answerTo(under(200), step);
        expect(decision).toEqual({ kind: "refused", reason: "spent-code" });
        // It stands in the store's own row: the record goes on without it.
        expect(next.lastStep).toBe(keyInService().lastStep);
      }),
    );
    expect(answerTo(under(200), 204).decision.kind).toBe("accepted");
  });

  test("travels with the record to where it is stored, and is no part of it", () => {
    const record = under(200);
    const { next } = answerTo(record, 204);
    expect(next.floor).toEqual(record.floor);
    expect(answerTo(next, 204).decision).toMatchObject({ reason: "spent-code" });
  });

  test("lets no pair of codes of before it find the key's clock", () => {
    const by = { ...contextIn(201), actor: "staff:test" };
    const codes = (step: number) => ({ first: codeOf(step), second: codeOf(step + 1) });
    expect(resynchronise(keyInService(), codes(200), by).decision.kind).toBe("resynchronised");
    expect(resynchronise(under(201), codes(200), by).decision.kind).toBe("used");
    const later = { ...contextIn(206), actor: "staff:test" };
    expect(resynchronise(under(201), codes(205), later).decision.kind).toBe("resynchronised");
  });
});
