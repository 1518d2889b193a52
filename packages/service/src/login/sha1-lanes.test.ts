import { createHmac } from "node:crypto";
import { prepareSeed, type TimeStep, timeStep } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha1Lanes } from "./sha1-lanes.ts";

/** HMAC-SHA-1 by OpenSSL, truncated as RFC 4226 §5.3 says. */
function expected(seed: Uint8Array, step: number): number {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", seed).update(counter).digest();
  return digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
}

function truncatedFrom(seed: Uint8Array, from: TimeStep, count: number): readonly number[] {
  return [...(prepareSeed(seed, "SHA-1", sha1Lanes()).truncatedFrom?.(from, count) ?? [])];
}

const seeds = fc.uint8Array({ minLength: 1, maxLength: 100 });
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

describe("sha1Lanes()", () => {
  test("is there on the machines that we build and test on", () => {
    expect(sha1Lanes()).not.toBeNull();
    expect(sha1Lanes()).toBe(sha1Lanes());
  });

  test("computes what OpenSSL does, for any seed, in any row of steps", () => {
    fc.assert(
      fc.property(seeds, steps, fc.nat(40), (seed, from, count) => {
        const wanted = Array.from({ length: count }, (_, index) => expected(seed, from + index));
        expect(truncatedFrom(seed, from, count)).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  // RFC 4226, appendix D.
  test("computes the values of the RFC", () => {
    const seed = new TextEncoder().encode("12345678901234567890");
    const values = [
      ...[1284755224, 1094287082, 137359152, 1726969429, 1640338314],
      ...[868254676, 1918287922, 82162583, 673399871, 645520489],
    ];
    expect(truncatedFrom(seed, timeStep(0), 10)).toEqual(values);
  });

  test("meets every offset of the truncation in every lane", () => {
    const seed = Uint8Array.from({ length: 20 }, (_, index) => index);
    const numbers = truncatedFrom(seed, timeStep(0), 1000);
    expect(numbers).toEqual(numbers.map((_, step) => expected(seed, step)));
  });

  test("keeps neither states nor codes", () => {
    const lanes = sha1Lanes();
    const words = Int32Array.of(1, 2, 3, 4, 5);
    lanes?.load(words, words);
    const digests = lanes?.hmacs(0, 1) ?? new Int32Array(0);
    expect(new Set(digests).size).toBe(20);
    truncatedFrom(Uint8Array.of(1, 2, 3), timeStep(5), 8);
    expect(new Set(digests)).toEqual(new Set([0]));
    const ofNothing = [...(lanes?.hmacs(0, 1) ?? [])];
    lanes?.load(new Int32Array(5), new Int32Array(5));
    expect([...(lanes?.hmacs(0, 1) ?? [])]).toEqual(ofNothing);
    lanes?.clear();
  });
});
