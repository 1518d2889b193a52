import { createHmac } from "node:crypto";
import {
  type Algorithm,
  algorithms,
  codeAt,
  codeParameters,
  prepareSeed,
  type TimeStep,
  timeStep,
} from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeLanes } from "./code-lanes.ts";

/** The HMAC by OpenSSL, truncated as RFC 4226 §5.3 says. */
function expected(algorithm: Algorithm, seed: Uint8Array, step: number): number {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac(algorithm.replace("-", ""), seed).update(counter).digest();
  return digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
}

function truncatedFrom(
  algorithm: Algorithm,
  seed: Uint8Array,
  from: TimeStep,
  count: number,
): readonly number[] {
  return [...(prepareSeed(seed, algorithm, codeLanes()).truncatedFrom?.(from, count) ?? [])];
}

/** Below, at and above the blocks of 64 and 128 bytes. */
const seeds = fc.uint8Array({ minLength: 1, maxLength: 200 });
const upperWordMax = 2 ** 21 - 1;
/** Anywhere, and around the steps whose upper word is another one than that of the step before. */
const steps = fc
  .oneof(
    fc.maxSafeNat(),
    fc
      .tuple(fc.integer({ min: 1, max: upperWordMax }), fc.integer({ min: -12, max: 2 }))
      .map(([upper, beside]) => upper * 2 ** 32 + beside),
  )
  .map((step) => timeStep(Math.min(step, Number.MAX_SAFE_INTEGER - 40)));

describe("codeLanes()", () => {
  test("is there on the machines that we build and test on", () => {
    expect(codeLanes()).not.toBeNull();
    expect(codeLanes()).toBe(codeLanes());
  });

  test.each(algorithms)(
    "computes %s as OpenSSL does, for any seed, in any row of steps",
    (name) => {
      fc.assert(
        fc.property(seeds, steps, fc.nat(40), (seed, from, count) => {
          const wanted = Array.from({ length: count }, (_, index) =>
            expected(name, seed, from + index),
          );
          expect(truncatedFrom(name, seed, from, count)).toEqual(wanted);
        }),
        { numRuns: 300 },
      );
    },
  );

  test.each(algorithms)("computes %s as noble does, step by step", (name) => {
    fc.assert(
      fc.property(seeds, steps, (seed, step) => {
        const fast = prepareSeed(seed, name, codeLanes());
        expect(fast.truncatedAt(step)).toBe(prepareSeed(seed, name).truncatedAt(step));
      }),
      { numRuns: 300 },
    );
  });

  test.each([63, 64, 65, 127, 128, 129])("takes a seed of %i bytes", (length) => {
    const seed = Uint8Array.from({ length }, (_, index) => index + 1);
    for (const name of algorithms) {
      expect(truncatedFrom(name, seed, timeStep(7), 1)).toEqual([expected(name, seed, 7)]);
    }
  });

  // RFC 4226, appendix D.
  test("computes the values of RFC 4226", () => {
    const seed = new TextEncoder().encode("12345678901234567890");
    const values = [
      ...[1284755224, 1094287082, 137359152, 1726969429, 1640338314],
      ...[868254676, 1918287922, 82162583, 673399871, 645520489],
    ];
    expect(truncatedFrom("SHA-1", seed, timeStep(0), 10)).toEqual(values);
  });

  // RFC 6238, appendix B, with the seeds of its erratum 2866.
  test.each([
    [59, "94287082", "46119246", "90693936"],
    [1111111109, "07081804", "68084774", "25091201"],
    [1111111111, "14050471", "67062674", "99943326"],
    [1234567890, "89005924", "91819424", "93441116"],
    [2000000000, "69279037", "90698825", "38618901"],
    [20000000000, "65353130", "77737706", "47863826"],
  ])("computes the values of RFC 6238 at %i s", (seconds, ...codes) => {
    const step = timeStep(Math.floor(seconds / 30));
    for (const [index, algorithm] of algorithms.entries()) {
      const length = [20, 32, 64][index] ?? 0;
      const seed = new TextEncoder().encode("1234567890".repeat(7).slice(0, length));
      const parameters = codeParameters({ algorithm, digits: 8, periodSeconds: 30 });
      const prepared = prepareSeed(seed, algorithm, codeLanes());
      expect(codeAt(prepared, step, parameters)).toBe(codes[index]);
    }
  });

  test.each(algorithms)("meets every offset of the truncation in every lane of %s", (name) => {
    const seed = Uint8Array.from({ length: 20 }, (_, index) => index);
    const numbers = truncatedFrom(name, seed, timeStep(0), 1000);
    expect(numbers).toEqual(numbers.map((_, step) => expected(name, seed, step)));
  });

  test("computes more steps than fit into one call", () => {
    const seed = Uint8Array.of(1, 2, 3);
    const numbers = truncatedFrom("SHA-1", seed, timeStep(5), 20_000);
    const places = [0, 8191, 8192, 8193, 16_383, 16_384, 19_999];
    expect(places.map((place) => numbers[place])).toEqual(
      places.map((place) => expected("SHA-1", seed, 5 + place)),
    );
  });

  test.each(algorithms)("keeps neither states nor codes of %s", (name) => {
    const lanes = codeLanes()?.[name];
    const none = new Uint8Array(128);
    const ofNothing = lanes?.truncatedFrom(none, timeStep(1), 8);
    const states = lanes?.keyed(Uint8Array.of(1, 2, 3)) ?? none;
    expect(lanes?.truncatedFrom(states, timeStep(1), 8)).not.toEqual(ofNothing);
    // States that are shorter than those before leave nothing of them in force.
    expect(lanes?.truncatedFrom(new Uint8Array(0), timeStep(1), 8)).toEqual(ofNothing);
  });
});
