import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChangeWatch, type CodeChange } from "./change-watch.ts";
import { countPeriods } from "./count-periods.ts";

describe("ChangeWatch", () => {
  // Goal: the interval holds the change, whatever frames are dropped, mixed or refused.
  // Method: a key changes at known moments; frames come at any pace and are read or not.
  test("tells an interval that holds the change", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 50, maxLength: 200 });
    const exposure = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(gaps, exposure, fc.array(fc.boolean(), { minLength: 7 }), (steps, open, read) => {
        const period = 10_000;
        const watch = new ChangeWatch();
        const changes: CodeChange[] = [];
        let from = 0;
        for (const [index, gap] of steps.entries()) {
          from += gap;
          const to = from + open;
          const [first, last] = [Math.floor(from / period), Math.floor(to / period)];
          const code = first === last && read[index % read.length] ? String(first) : null;
          const change = watch.observe({ from, to, code });
          if (change !== null) changes.push(change);
        }
        for (const change of changes) {
          const skipped = Number(change.after) - Number(change.before);
          expect(change.from).toBeLessThan(Number(change.before) * period + period);
          expect(change.to).toBeGreaterThanOrEqual(Number(change.after) * period);
          expect(skipped).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("takes no single frame's word for a change", () => {
    const watch = new ChangeWatch();
    const codes = ["111111", "111111", "777777", "111111", "222222", "222222"];
    const found = codes.map((code, index) =>
      watch.observe({ from: 100 * index, to: 100 * index + 50, code }),
    );
    expect(found.filter((change) => change !== null)).toEqual([
      { before: "111111", after: "222222", from: 300, to: 450 },
    ]);
  });
});

describe("countPeriods()", () => {
  const change = (at: number, width = 200): CodeChange => {
    return { before: "1", after: "2", from: at - width / 2, to: at + width / 2 };
  };

  test("counts the periods between changes, those that were missed included", () => {
    const changes = [change(5000), change(65_010), change(245_020)];
    expect(countPeriods(changes, 60).map(({ periods }) => periods)).toEqual([0, 1, 4]);
  });

  test("leaves out what is vague or does not fit the period", () => {
    const changes = [change(0), change(60_000, 40_000), change(90_000), change(120_000)];
    expect(countPeriods(changes, 60).map(({ periods }) => periods)).toEqual([0, 2]);
  });
});
