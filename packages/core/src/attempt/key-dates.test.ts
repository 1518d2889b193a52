import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyInService,
  present,
} from "../../../../test/support/commission.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import { failureCount } from "../key/failures.ts";
import { type KeyOrigin, keyOrigin } from "../key/key-origin.ts";
import type { KeyRecord } from "../key/key-record.ts";

// Goal: outside of the dates of its maker's file a key lets nobody in, and burns, counts and hides as ever.
const pin = "4071";
const at = (step: number) => contextIn(step).now;

function withDates(record: KeyRecord, dates: Partial<KeyOrigin>): KeyRecord {
  const origin = keyOrigin(dates);
  return { ...record, ...(origin !== undefined && { origin }) };
}

describe("a key with dates", () => {
  test("passes from its first moment to the one before its last", () => {
    const anyDate = fc.option(
      fc
        .tuple(fc.integer({ min: 100, max: 110 }), fc.constantFrom(-1, 0, 1))
        .map(([step, more]) => (at(step) + more) as UnixMilliseconds),
    );
    fc.assert(
      fc.property(
        anyDate,
        anyDate,
        fc.integer({ min: 102, max: 109 }),
        (startsAt, expiresAt, step) => {
          const now = at(step);
          const isWithin = now >= (startsAt ?? now) && (expiresAt === null || now < expiresAt);
          const records = [
            [withDates(keyInService(), { startsAt, expiresAt }), pin, "accepted"],
            [withDates(keyAssigned(), { startsAt, expiresAt }), null, "choose-pin"],
          ] as const;
          for (const [record, given, wanted] of records) {
            const { decision } = present(record, step, { pin: given, code: codeOf(step) });
            expect(decision).toMatchObject(
              isWithin ? { kind: wanted } : { kind: "refused", reason: "out-of-service" },
            );
          }
        },
      ),
    );
  });

  test("burns the code that is presented outside of them, which counts for nothing if it is right", () => {
    const record = withDates(keyInService(), { startsAt: at(104) });
    const { next, events } = present(record, 103, { pin, code: codeOf(103) });
    expect([next.lastStep, failureCount(next.failures)]).toEqual([103, 0]);
    expect(events[0]).toMatchObject({ kind: "refused", step: 103, reason: "out-of-service" });
    expect(present(next, 104, { pin, code: codeOf(103) }).decision).toMatchObject({
      reason: "spent-code",
    });
    expect(present(next, 104, { pin, code: codeOf(104) }).decision.kind).toBe("accepted");
    for (const passcode of [
      { pin: "9999", code: codeOf(103) },
      { pin, code: "000000" },
    ]) {
      expect(failureCount(present(record, 103, passcode).next.failures)).toBe(1);
    }
  });

  test("keeps its maker's words and dates through each attempt", () => {
    const record = withDates(keyInService(), { manufacturer: "Acme", expiresAt: at(105) });
    for (const step of [103, 106]) {
      const { next } = present(record, step, { pin, code: codeOf(step) });
      expect(next.origin).toEqual(record.origin);
    }
  });
});
