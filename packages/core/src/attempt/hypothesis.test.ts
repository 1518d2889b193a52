import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../../../../test/arbitraries/code-parameters.ts";
import { anyMoment } from "../../../../test/arbitraries/moment.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { independentCode } from "../../../../test/support/independent-code.ts";
import { rfcSeed } from "../../../../test/support/rfc-seed.ts";
import { unixMilliseconds } from "../base/units.ts";
import { algorithms, codeParameters } from "../codes/code-parameters.ts";
import { findHypothesis } from "./hypothesis.ts";

const seed = rfcSeed("SHA-1");
const own = codeParameters();
const now = unixMilliseconds(1_800_000_000_000);

describe("findHypothesis()", () => {
  test("finds each other algorithm and period, up to ten steps off", () => {
    for (const algorithm of algorithms) {
      for (const periodSeconds of [30, 60]) {
        if (algorithm === own.algorithm && periodSeconds === own.periodSeconds) continue;
        for (const off of [-10, 0, 10]) {
          const step = Math.floor(now / 1000 / periodSeconds) + off;
          const code = independentCode(seed, step, { algorithm, digits: own.digits });
          expect(findHypothesis(seed, code, own, now)).toEqual({ algorithm, periodSeconds });
        }
        const far = Math.floor(now / 1000 / periodSeconds) + 11;
        const code = independentCode(seed, far, { algorithm, digits: own.digits });
        expect(findHypothesis(seed, code, own, now)).toBeNull();
      }
    }
  });

  test("finds nothing before T0, where no key shows a code", () => {
    const parameters = codeParameters({ t0Seconds: now / 1000 + 1 });
    const code = independentCode(seed, 5, { algorithm: "SHA-256", digits: own.digits });
    expect(findHypothesis(seed, code, parameters, now)).toBeNull();
    const begun = unixMilliseconds(now + 1000);
    expect(findHypothesis(seed, code, parameters, begun)?.algorithm).toBe("SHA-256");
  });

  test("never names what the record already says", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10 }), (off) => {
        const step = Math.floor(now / 60_000) + off;
        const code = independentCode(seed, step, own);
        const found = findHypothesis(seed, code, own, now);
        expect(found?.algorithm === "SHA-1" && found.periodSeconds === 60).toBe(false);
      }),
      { numRuns: 21 },
    );
  });

  test("never throws, whatever the key, the code and the moment", () => {
    fc.assert(
      fc.property(
        anySeed,
        anyCodeParameters,
        anyMoment,
        fc.string({ unit: "binary", maxLength: 12 }),
        (any, parameters, at, code) => {
          const found = findHypothesis(any, code, parameters, at);
          expect(found === null || /^[0-9]{6,10}$/.test(code)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  // Five other ways to make a key, 21 codes each: 105 of a million guesses fit by chance.
  test("is a hint: a random code fits in 1 of 9,500 cases", () => {
    expect(1_000_000 / (5 * 21)).toBeCloseTo(9524, 0);
  });
});
