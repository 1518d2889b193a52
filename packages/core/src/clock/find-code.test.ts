import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TimeStep, timeStep } from "../base/units.ts";
import { codeAt } from "../codes/code.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import { findCode } from "./find-code.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const prepared = prepareSeed(seed, "SHA-1");
const parameters = codeParameters();
const { digits } = parameters;
const window = { from: timeStep(10), to: timeStep(14) };

/** Shows no code at all, so that the widest window costs nothing. */
const inARowOfNothing = { ...prepared, truncatedFrom: () => new Int32Array(0) };

describe("findCode()", () => {
  test("finds each step of the window, both ends included, and none outside", () => {
    for (let step = 8; step <= 16; step += 1) {
      const code = codeAt(prepared, timeStep(step), parameters);
      const found = findCode(prepared, code, digits, window);
      expect(found).toEqual(step >= 10 && step <= 14 ? [step] : []);
    }
  });

  test("finds the last steps there are", () => {
    const last = timeStep(Number.MAX_SAFE_INTEGER);
    const ends = { from: timeStep(last - 2), to: last };
    expect(findCode(prepared, codeAt(prepared, last, parameters), digits, ends)).toEqual([last]);
  });

  test("answers all steps that show the code, in their order", () => {
    const same = { ...prepared, truncatedAt: (step: TimeStep) => (step === 13 ? 8 : 1_000_007) };
    expect(findCode(same, "000007", digits, window)).toEqual([10, 11, 12, 14]);
  });

  test("computes every step of the window, whatever matches", () => {
    const seen: number[] = [];
    const watched = {
      ...prepared,
      truncatedAt: (step: TimeStep) => {
        seen.push(step);
        return prepared.truncatedAt(step);
      },
    };
    for (let step = 9; step <= 14; step += 1) {
      seen.length = 0;
      findCode(watched, codeAt(prepared, timeStep(step), parameters), digits, window);
      expect(seen).toEqual([10, 11, 12, 13, 14]);
    }
  });

  test("finds the same where codes are computed in a row, and keeps none of them", () => {
    const rows: Int32Array[] = [];
    const inARow = {
      ...prepared,
      truncatedFrom: (from: TimeStep, count: number) => {
        const truncated = (_: unknown, index: number) =>
          prepared.truncatedAt(timeStep(from + index));
        const row = Int32Array.from({ length: count }, truncated);
        rows.push(row);
        return row;
      },
    };
    for (let step = 8; step <= 16; step += 1) {
      const code = codeAt(prepared, timeStep(step), parameters);
      const found = findCode(inARow, code, digits, window);
      expect(found).toEqual(findCode(prepared, code, digits, window));
    }
    expect(rows.map((row) => row.length)).toEqual(Array(9).fill(5));
    expect(new Set(rows.flatMap((row) => [...row]))).toEqual(new Set([0]));
  });

  test("finds nothing for a code that lost or gained zeros in front", () => {
    const seven = { ...prepared, truncatedAt: () => 7 };
    for (const text of ["7", "07", "00007", "0000007"]) {
      expect(findCode(seven, text, digits, window)).toEqual([]);
    }
  });

  test("takes no other way to write the number of a code", () => {
    const seven = { ...prepared, truncatedAt: () => 7 };
    expect(findCode(seven, "000007", digits, window)).toHaveLength(5);
    for (const text of ["+00007", " 00007", "00007 ", "0x0007"]) {
      expect(findCode(seven, text, digits, window)).toEqual([]);
    }
    // Nothing that is no code stands for a number of its own.
    const one = { ...prepared, truncatedAt: () => 1 };
    expect(findCode(one, "none", digits, window)).toEqual([]);
  });

  test("refuses a window that ends before it begins, or holds more than 2^24 steps", () => {
    const find = (from: number, to: number) =>
      findCode(inARowOfNothing, "755224", digits, { from: timeStep(from), to: timeStep(to) });
    expect(find(10, 10)).toEqual([]);
    expect(find(1, 2 ** 24)).toEqual([]);
    expect(() => find(10, 9)).toThrow(/found a window of 0 steps, expected 1 to 16777216/);
    expect(() => find(0, 2 ** 24)).toThrow(/found a window of 16777217 steps/);
    const none = "no window" as never;
    expect(() => findCode(prepared, "755224", digits, none)).toThrow(TypeError);
  });

  test("finds nothing where there is no window", () => {
    expect(findCode(prepared, "755224", digits, null)).toEqual([]);
  });

  test("finds nothing for what is no code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => {
        fc.pre(!/^[0-9]{6}$/.test(text));
        expect(findCode(prepared, text, digits, window)).toEqual([]);
      }),
    );
    for (const text of ["", "0", "00", " ", "0x0", "1e1", "-0", "null"]) {
      expect(findCode(prepared, text, digits, window)).toEqual([]);
    }
  });
});
