import { algorithms, codeAt, codeParameters, timeStep } from "@jeton/core";
import { keyCode } from "@jeton/key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../arbitraries/code-parameters.ts";
import { anySeed } from "../arbitraries/seed.ts";
import { anyTimeStep } from "../arbitraries/time-step.ts";
import { independentCode } from "../support/independent-code.ts";
import { rfcSeed } from "../support/rfc-seed.ts";

const counters = [
  ...[10_281, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1],
  ...[2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1],
];

describe("codes of large counters", () => {
  test("keep the leading zero of counter 10281: 092555", () => {
    expect(independentCode(rfcSeed("SHA-1"), 10_281, codeParameters())).toBe("092555");
    expect(codeAt(rfcSeed("SHA-1"), timeStep(10_281), codeParameters())).toBe("092555");
    expect(keyCode(rfcSeed("SHA-1"), timeStep(10_281), codeParameters())).toBe("092555");
  });

  test.each(counters)("agree with OpenSSL's HMAC at counter %i", (counter) => {
    for (const algorithm of algorithms) {
      for (const digits of [6, 7, 8, 9, 10]) {
        const parameters = codeParameters({ algorithm, digits });
        const code = independentCode(rfcSeed(algorithm), counter, parameters);
        expect(codeAt(rfcSeed(algorithm), timeStep(counter), parameters)).toBe(code);
        expect(keyCode(rfcSeed(algorithm), timeStep(counter), parameters)).toBe(code);
      }
    }
  });

  test("agree with OpenSSL's HMAC for any seed, step and parameters", () => {
    fc.assert(
      fc.property(anySeed, anyTimeStep, anyCodeParameters, (seed, step, parameters) => {
        const code = independentCode(seed, step, parameters);
        expect(codeAt(seed, step, parameters)).toBe(code);
        expect(keyCode(seed, step, parameters)).toBe(code);
      }),
      { numRuns: 300 },
    );
  });
});
