import { createHmac } from "node:crypto";
import { algorithms, codeParameters, timeStep } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeText, keyCode, truncated } from "./key-code.ts";
import { preparedCode } from "./prepared-code.ts";

describe("preparedCode()", () => {
  test("is keyCode() for any seed, hash, digits and steps, in any order", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom(...algorithms),
        fc.integer({ min: 6, max: 10 }),
        fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 5 }),
        (seed, algorithm, digits, steps) => {
          const parameters = codeParameters({ algorithm, digits });
          const codeOf = preparedCode(seed, parameters);
          for (const step of steps) {
            expect(codeOf(timeStep(step))).toBe(keyCode(seed, timeStep(step), parameters));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([1, 55, 56, 63, 64, 65, 128])(
    "agrees with node:crypto for a seed of %i bytes",
    (length) => {
      const seed = Uint8Array.from({ length }, (_, index) => 255 - index);
      const codeOf = preparedCode(seed, codeParameters({ digits: 8 }));
      for (const step of [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
        const counter = Buffer.alloc(8);
        counter.writeBigUInt64BE(BigInt(step));
        const hash = createHmac("sha1", seed).update(counter).digest();
        expect(codeOf(timeStep(step))).toBe(codeText(truncated(hash), 8));
      }
    },
  );

  test("keeps two keys apart that are asked in turns", () => {
    const parameters = codeParameters();
    const seeds = [1, 2].map((byte) => new Uint8Array(20).fill(byte));
    const made = seeds.map((seed) => preparedCode(seed, parameters));
    for (let step = 0; step < 50; step += 1) {
      for (const [index, seed] of seeds.entries()) {
        expect(made[index]?.(timeStep(step))).toBe(keyCode(seed, timeStep(step), parameters));
      }
    }
  });
});
