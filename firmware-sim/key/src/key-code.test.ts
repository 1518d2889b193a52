import { createHmac } from "node:crypto";
import { type Algorithm, algorithms, codeParameters, timeStep } from "@jeton/core/units";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyCode } from "./key-code.ts";

const asciiSeed = (length: number): Uint8Array =>
  new TextEncoder().encode("1234567890".repeat(7).slice(0, length));

const seedLengths: Readonly<Record<Algorithm, number>> = {
  "SHA-1": 20,
  "SHA-256": 32,
  "SHA-512": 64,
};

/** The code by another HMAC and by big integers: RFC 4226 §5.3 read a second time. */
function codeByNode(seed: Uint8Array, step: number, algorithm: Algorithm, digits: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac(algorithm.replace("-", ""), seed).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  const number = BigInt(hash.readUInt32BE(offset)) & 0x7fffffffn;
  return (number % 10n ** BigInt(digits)).toString().padStart(digits, "0");
}

describe("keyCode()", () => {
  // RFC 4226, appendix D.
  test.each([
    [0, "755224"],
    [1, "287082"],
    [2, "359152"],
    [3, "969429"],
    [4, "338314"],
    [5, "254676"],
    [6, "287922"],
    [7, "162583"],
    [8, "399871"],
    [9, "520489"],
  ])("shows the code of RFC 4226, appendix D, for counter %i: %s", (counter, code) => {
    expect(keyCode(asciiSeed(20), timeStep(counter), codeParameters())).toBe(code);
  });

  // RFC 6238, appendix B, with the seeds of its erratum 2866.
  test.each([
    [59, "94287082", "46119246", "90693936"],
    [1111111109, "07081804", "68084774", "25091201"],
    [1111111111, "14050471", "67062674", "99943326"],
    [1234567890, "89005924", "91819424", "93441116"],
    [2000000000, "69279037", "90698825", "38618901"],
    [20000000000, "65353130", "77737706", "47863826"],
  ] as const)("shows the codes of RFC 6238, appendix B, at %i s", (seconds, ...codes) => {
    const step = timeStep(Math.floor(seconds / 30));
    const shown = algorithms.map((algorithm) =>
      keyCode(asciiSeed(seedLengths[algorithm]), step, codeParameters({ algorithm, digits: 8 })),
    );
    expect(shown).toEqual(codes);
  });

  test("keeps a leading zero: 092555 at counter 10281", () => {
    expect(keyCode(asciiSeed(20), timeStep(10281), codeParameters())).toBe("092555");
  });

  test.each([10281, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1])(
    "agrees with node:crypto at counter %i",
    (step) => {
      for (const algorithm of algorithms) {
        const code = keyCode(asciiSeed(20), timeStep(step), codeParameters({ algorithm }));
        expect(code).toBe(codeByNode(asciiSeed(20), step, algorithm, 6));
      }
    },
  );

  test("agrees with node:crypto for any seed, step, algorithm and number of digits", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.maxSafeNat(),
        fc.constantFrom(...algorithms),
        fc.integer({ min: 6, max: 10 }),
        (seed, step, algorithm, digits) => {
          const code = keyCode(seed, timeStep(step), codeParameters({ algorithm, digits }));
          expect(code).toBe(codeByNode(seed, step, algorithm, digits));
        },
      ),
    );
  });
});
