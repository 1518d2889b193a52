import { beforeEach, describe, expect, test, vi } from "vitest";
import type * as keyedHash from "../codes/keyed-hash.ts";
import { hotp, totp, verifyHotp, verifyTotp } from "./index.ts";

let codesComputed = 0;

// Counts, and computes as ever.
vi.mock(import("../codes/keyed-hash.ts"), async (original) => {
  const { visitTruncated, ...others }: typeof keyedHash = await original();
  const counting: typeof visitTruncated = (seed, algorithm, range, visit) =>
    visitTruncated(seed, algorithm, range, (truncated, counter) => {
      codesComputed += 1;
      visit(truncated, counter);
    });
  return { ...others, visitTruncated: counting };
});

beforeEach(() => {
  codesComputed = 0;
});

const seed = new Uint8Array(20).fill(5);
const at = 1_700_000_000_000;
const noCodes = ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "１２３４５６"];

describe("verifyTotp()", () => {
  const first = totp({ seed, at: at - 4 * 30_000 });
  const last = totp({ seed, at: at + 4 * 30_000 });
  test.each([first, last, "000000", ...noCodes])("computes all codes when asked for %j", (code) => {
    verifyTotp({ seed, code, at, window: 4, after: null });
    expect(codesComputed).toBe(9);
  });

  test("computes all codes when every one of them is spent", () => {
    expect(verifyTotp({ seed, code: first, at, window: 4, after: 2 ** 40 })).toBeNull();
    expect(codesComputed).toBe(9);
  });
});

describe("verifyHotp()", () => {
  const codes = [hotp({ seed, counter: 7 }), hotp({ seed, counter: 12 }), "000000", ...noCodes];
  test.each(codes)("computes all codes when asked for %j", (code) => {
    verifyHotp({ seed, code, counter: 7, lookAhead: 5 });
    expect(codesComputed).toBe(6);
  });
});
