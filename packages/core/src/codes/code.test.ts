import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCodeParameters } from "../../../../test/arbitraries/code-parameters.ts";
import { anySeed } from "../../../../test/arbitraries/seed.ts";
import { anyTimeStep } from "../../../../test/arbitraries/time-step.ts";
import { independentCode } from "../../../../test/support/independent-code.ts";
import { OtpError } from "../base/otp-error.ts";
import { timeStep } from "../base/units.ts";
import { codeAt } from "./code.ts";
import { algorithms, codeParameters } from "./code-parameters.ts";
import { prepareSeed } from "./prepare-seed.ts";

const seed = new TextEncoder().encode("12345678901234567890");

describe("codeAt()", () => {
  test("answers the same code for a seed and for the prepared seed, in any order of steps", () => {
    fc.assert(
      fc.property(
        anySeed,
        fc.array(anyTimeStep, { minLength: 1, maxLength: 5 }),
        anyCodeParameters,
        (anySeedBytes, steps, parameters) => {
          const prepared = prepareSeed(anySeedBytes, parameters.algorithm);
          for (const step of steps) {
            expect(codeAt(prepared, step, parameters)).toBe(codeAt(anySeedBytes, step, parameters));
          }
        },
      ),
    );
  });

  test("has as many digits as the key shows, leading zeros kept", () => {
    fc.assert(
      fc.property(anySeed, anyTimeStep, anyCodeParameters, (any, step, parameters) => {
        const code = codeAt(any, step, parameters);
        expect(code).toMatch(/^[0-9]+$/);
        expect(code).toHaveLength(parameters.digits);
      }),
    );
    expect(codeAt(seed, timeStep(10_281), codeParameters())).toBe("092555");
  });

  test.each([63, 64, 65, 127, 128, 129, 200, 1024])(
    "takes seeds round the hash's block and longer: %i bytes",
    (length) => {
      const long = Uint8Array.from({ length }, (_, index) => index % 251);
      for (const algorithm of algorithms) {
        const parameters = codeParameters({ algorithm, digits: 10 });
        const code = independentCode(long, 1, parameters);
        expect(codeAt(long, timeStep(1), parameters)).toBe(code);
      }
    },
  );

  test("refuses a seed that was prepared for another algorithm", () => {
    const prepared = prepareSeed(seed, "SHA-256");
    expect(() => codeAt(prepared, timeStep(1), codeParameters())).toThrow(TypeError);
  });
});

describe("prepareSeed()", () => {
  test.each([0, 1025])("refuses a seed of %i bytes", (length) => {
    for (const algorithm of algorithms) {
      const prepare = () => prepareSeed(new Uint8Array(length), algorithm);
      expect(prepare).toThrow(OtpError);
      expect(prepare).toThrow(expect.objectContaining({ code: "SEED_UNUSABLE" }));
    }
  });

  test("needs the seed no longer: the caller may overwrite it", () => {
    const mine = Uint8Array.from(seed);
    const prepared = prepareSeed(mine, "SHA-1");
    mine.fill(0);
    expect(codeAt(prepared, timeStep(0), codeParameters())).toBe("755224");
  });

  test("never changes the seed", () => {
    const mine = Uint8Array.from(seed);
    codeAt(mine, timeStep(0), codeParameters());
    prepareSeed(mine, "SHA-1").destroy();
    expect(mine).toEqual(seed);
  });

  test.each(algorithms)("computes no code of %s once destroyed", (algorithm) => {
    const prepared = prepareSeed(seed, algorithm);
    prepared.destroy();
    expect(() => codeAt(prepared, timeStep(0), codeParameters({ algorithm }))).toThrow();
  });
});
