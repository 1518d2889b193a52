import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../../../../test/arbitraries/code-parameters.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { stepAt, stepStartsAt, timeStep, unixMilliseconds } from "../base/units.ts";
import { codeAt } from "../codes/code.ts";
import { hotp } from "./hotp.ts";
import { totp, verifyTotp } from "./totp.ts";

const seed = new TextEncoder().encode("12345678901234567890");
const anyMoment = fc.nat(2 ** 41);

describe("totp()", () => {
  test("returns the code that codeAt() gives at the step of the moment; none before T0", () => {
    fc.assert(
      fc.property(anySeed, anyCodeParameters, anyMoment, (anySeedBytes, parameters, at) => {
        const key = { seed: anySeedBytes, ...parameters };
        const step = stepAt(unixMilliseconds(at), parameters);
        if (step === null) expect(() => totp({ ...key, at })).toThrow(RangeError);
        else expect(totp({ ...key, at })).toBe(codeAt(anySeedBytes, step, parameters));
      }),
    );
  });

  test("has SHA-1, six digits, 30 s and T0 = 0 by default", () => {
    expect(totp({ seed, at: 59_999 })).toBe("287082");
    expect(totp({ seed, at: 60_000 })).toBe(hotp({ seed, counter: 2 }));
  });
});

describe("verifyTotp()", () => {
  test("returns the step whose code it is, within the window and behind `after`", () => {
    const offsets = fc.integer({ min: -7, max: 7 });
    const property = fc.property(
      ...([anySeed, anyCodeParameters, fc.nat(100_000_000), fc.nat(5), offsets] as const),
      fc.option(offsets),
      (anySeedBytes, parameters, early, window, offset, spent) => {
        const key = { seed: anySeedBytes, ...parameters };
        const now = early + 7;
        const at = stepStartsAt(timeStep(now), parameters);
        const code = hotp({ ...key, counter: now + offset });
        const after = spent === null ? null : now + spent;
        const steps = Array.from({ length: 2 * window + 1 }, (_, index) => now - window + index);
        const passing = steps.filter((step) => after === null || step > after);
        const matching = passing.filter((step) => hotp({ ...key, counter: step }) === code);
        expect(verifyTotp({ ...key, code, at, window, after })).toBe(matching.at(-1) ?? null);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test("lets a code pass once", () => {
    const at = 1_700_000_000_000;
    const code = totp({ seed, at });
    const step = verifyTotp({ seed, code, at, after: null });
    expect(step).toBe(Math.floor(at / 30_000));
    for (const later of [0, 29_999, 30_000, 60_000, 90_000]) {
      expect(verifyTotp({ seed, code, at: at + later, after: step })).toBeNull();
    }
    const next = totp({ seed, at: at + 30_000 });
    expect(verifyTotp({ seed, code: next, at: at + 30_000, after: step })).toBe((step ?? 0) + 1);
  });

  test("passes the codes of one step on each side by default, and no others", () => {
    const at = 1_700_000_000_000;
    const passes = [-2, -1, 0, 1, 2].map((steps) => {
      const code = totp({ seed, at: at + steps * 30_000 });
      return verifyTotp({ seed, code, at, after: null }) !== null;
    });
    expect(passes).toEqual([false, true, true, true, false]);
  });

  test("passes nothing before T0, and nothing of a step that there is not", () => {
    const key = { seed, t0Seconds: 1000, after: null };
    const code = hotp({ seed, counter: 0 });
    expect(verifyTotp({ ...key, code, at: 999_999, window: 5 })).toBeNull();
    expect(verifyTotp({ ...key, code, at: 1_000_000, window: 5 })).toBe(0);
  });

  test.each([
    "",
    " 287082",
    "287082\n",
    "287 082",
    "+87082",
    "2.8e05",
    "0x4611",
    "28708２",
    "28708",
  ])("refuses what is not exactly six digits 0 to 9: %j", (code) => {
    expect(verifyTotp({ seed, code, at: 59_000, after: null })).toBeNull();
  });

  test("refuses ten digits that no 31 bits give, though their last 32 bits are those of a code", () => {
    const code = hotp({ seed, digits: 10, counter: 1 });
    const alias = String(Number(code) + 2 ** 32);
    expect(alias).toHaveLength(10);
    const question = { seed, digits: 10, at: 59_000, after: null };
    expect(verifyTotp({ ...question, code })).toBe(1);
    expect(verifyTotp({ ...question, code: alias })).toBeNull();
  });
});
