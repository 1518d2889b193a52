import { type KeyRecord, offsetAt, unixMilliseconds, unlearntBelief } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, keyInService, quickPolicy } from "../support/commission.ts";
import { jeton } from "../support/jeton.ts";
import { keyAsked, momentOf, presentAt, unsureStep } from "../support/unsure-key.ts";

const minute = 60_000;
const { clock: bounds } = quickPolicy;
const { entryDelayMilliseconds: delay } = bounds;

/** A key in service whose offset lies between these, in milliseconds, in the middle of step 1000. */
function keyWithin(min: number, max: number) {
  const clock = unlearntBelief(momentOf(unsureStep), { min, max }, bounds);
  return { ...keyInService(), clock };
}

describe("seconds and milliseconds taken for each other", () => {
  test("seconds with a fraction, as Date.now() / 1000 gives them, are no moment", () => {
    expect(() => unixMilliseconds(1_800_000_000.123)).toThrow(RangeError);
    expect(() => unixMilliseconds(Number.NaN)).toThrow(RangeError);
  });

  test("whole seconds for milliseconds are a moment of January 1970: refused, nothing changes", () => {
    const step = 30_000_000;
    const now = momentOf(step);
    const belief = unlearntBelief(now, { min: -15_000, max: 15_000 }, bounds);
    const record = { ...keyInService(), clock: belief };
    const { decision, next } = presentAt(record, unixMilliseconds(now / 1000), {
      code: codeOf(step),
    });
    expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    expect(next).toMatchObject({ lastStep: record.lastStep, clock: belief });
    expect(presentAt(next, now, { code: codeOf(step) }).decision.kind).toBe("accepted");
  });

  test("jeton code takes whole seconds: a fraction, and a moment past 2^53-1 ms, are wrong use", async () => {
    const code = ["code", "--seed-hex", "31323334", "--at"];
    for (const at of ["1800000000.5", "1800000000000000", "-1", "now"]) {
      const ended = await jeton([...code, at]);
      expect([at, ended.status, ended.stdout]).toEqual([at, 2, ""]);
      expect(ended.stderr).toMatch(/^Cannot read --at: /);
    }
  });
});

describe("a code that is typed late", () => {
  // Goal: a code 20 minutes old teaches nothing, in whatever state of knowledge; nor does it pass
  // while the clock is known within 18 minutes. Method: the key's true clock is anywhere in what is
  // believed; the code was on its display so long ago that no holder within the entry delay typed it.
  test("teaches nothing and spends nothing: 20 minutes late it asks for the next one", () => {
    const anyWidth = fc.integer({ min: 0, max: 18 * minute });
    const late = 20 * minute;
    fc.assert(
      fc.property(
        fc.integer({ min: -40 * minute, max: 40 * minute }),
        anyWidth,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 59_999 }),
        (min, width, where, phase) => {
          const record = keyWithin(min, min + width);
          const truth = min + Math.floor(width * where);
          const now = unixMilliseconds(momentOf(unsureStep) + phase);
          const code = codeOf(Math.floor((now - late + truth) / minute));
          const { decision, next } = presentAt(record, now, { code });
          expect(decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
          expect(next).toMatchObject({ clock: record.clock, lastStep: record.lastStep });
        },
      ),
      { numRuns: 200 },
    );
  });

  test("of a key that may be anywhere asks for the next one, and teaches nothing by itself", () => {
    const record = keyWithin(-100 * minute, 100 * minute);
    const late = presentAt(record, momentOf(unsureStep), { code: codeOf(unsureStep - 20) });
    expect(late.decision).toEqual({ kind: "refused", reason: "next-code-wanted" });
    expect(late.next).toMatchObject({ clock: record.clock, lastStep: record.lastStep });
    // The code that the key shows now is no next code of the late one.
    const now = presentAt(late.next, momentOf(1001), { pin: null, code: codeOf(1001) });
    expect(now.decision.kind).toBe("refused");
  });

  test("within the entry delay never teaches a wrong offset, a thousand times over", () => {
    let record: KeyRecord = keyWithin(-15_000, 15_000);
    for (let login = 1; login <= 1000; login += 1) {
      const read = momentOf(unsureStep + 2 * login, 29);
      const now = unixMilliseconds(read + delay);
      const { decision, next } = presentAt(record, now, {
        code: codeOf(Math.floor(read / minute)),
      });
      expect(decision.kind).toBe("accepted");
      const { min, max } = next.clock === null ? { min: 1, max: -1 } : offsetAt(next.clock, now);
      expect(min <= 0 && max >= 0).toBe(true);
      record = next;
    }
  });
});

describe("an offset that is no whole number of steps", () => {
  test("never opens a spent step again, at any millisecond of the two steps around", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -90_000, max: 90_000 }),
        fc.integer({ min: -120_000, max: 120_000 }),
        (offset, later) => {
          const record = keyWithin(offset - 1, offset + 1);
          const now = momentOf(unsureStep);
          const code = codeOf(Math.floor((now + offset) / minute));
          const { decision, next } = presentAt(record, now, { code });
          expect(decision.kind).toBe("accepted");
          const again = presentAt(next, unixMilliseconds(now + later), { code });
          expect(again.decision).toEqual({ kind: "refused", reason: "spent-code" });
          expect(again.next.lastStep).toBe(next.lastStep);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a server's clock that jumps", () => {
  test("never opens a spent step again, wherever it jumps to", () => {
    const pair = presentAt(keyAsked(1040), momentOf(1001), { code: codeOf(1041) }).next;
    for (let server = 900; server <= 1100; server += 1) {
      for (const step of [1040, 1041]) {
        expect(presentAt(pair, momentOf(server), { code: codeOf(step) }).decision.kind).toBe(
          "refused",
        );
      }
    }
  });
});
