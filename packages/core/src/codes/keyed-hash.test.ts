import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTimeStep } from "../../../../test/arbitraries/time-step.ts";
import { type Algorithm, algorithms } from "./code-parameters.ts";
import { truncatedOnce, visitTruncated } from "./keyed-hash.ts";

/** OpenSSL's HMAC, truncated with big integers (RFC 4226 §5.3). */
function expected(seed: Uint8Array, algorithm: Algorithm, counter: number): number {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac(algorithm.replace("-", ""), seed).update(message).digest();
  return Number(BigInt(hash.readUInt32BE((hash.at(-1) ?? 0) % 16)) % 2n ** 31n);
}

const anyAlgorithm = fc.constantFrom(...algorithms);

describe("truncatedOnce()", () => {
  test("returns what OpenSSL's HMAC gives, for seeds below, at and above a block", () => {
    const seeds = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(seeds, anyAlgorithm, anyTimeStep, (seed, algorithm, counter) => {
        const wanted = expected(seed, algorithm, counter);
        expect(truncatedOnce(seed, algorithm, counter)).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });

  // Around a block, and around the lengths at which the hash of a long seed takes one block more.
  const lengths = [1, 2, 3, 4, 20, 63, 64, 65, 119, 120, 127, 128, 129, 183, 184, 239, 240, 1024];
  test.each(algorithms)("returns it for all lengths that matter: %s", (algorithm) => {
    for (const length of lengths) {
      const seed = Uint8Array.from({ length }, (_, index) => (index * 7 + 0x80) & 255);
      for (let counter = 0; counter < 40; counter += 1) {
        const wanted = [length, counter, expected(seed, algorithm, counter)];
        expect([length, counter, truncatedOnce(seed, algorithm, counter)]).toEqual(wanted);
      }
    }
  });

  test("never changes the seed", () => {
    for (const length of [20, 200]) {
      const seed = new Uint8Array(length).fill(7);
      for (const algorithm of algorithms) truncatedOnce(seed, algorithm, 1);
      expect(seed).toEqual(new Uint8Array(length).fill(7));
    }
  });
});

describe("visitTruncated()", () => {
  test("visits every counter once, upwards, to the last one there is", () => {
    const seed = new Uint8Array(20).fill(9);
    const starts = fc.oneof(fc.nat(2 ** 31), fc.constant(Number.MAX_SAFE_INTEGER - 3));
    fc.assert(
      fc.property(starts, fc.nat(3), anyAlgorithm, (from, more, algorithm) => {
        const visited: (readonly [number, number])[] = [];
        visitTruncated(seed, algorithm, { from, to: from + more }, (truncated, counter) => {
          visited.push([counter, truncated]);
        });
        const counters = Array.from({ length: more + 1 }, (_, index) => from + index);
        expect(visited).toEqual(
          counters.map((counter) => [counter, expected(seed, algorithm, counter)]),
        );
      }),
    );
  });

  test("leaves nothing that a later code depends on, even when a visit fails", () => {
    const seed = new Uint8Array(20).fill(9);
    const fail = () => {
      throw new Error("a visit failed");
    };
    for (const algorithm of algorithms) {
      const visit = () => visitTruncated(seed, algorithm, { from: 5, to: 9 }, fail);
      expect(visit).toThrow("a visit failed");
      for (const next of algorithms) {
        expect(truncatedOnce(seed, next, 1)).toBe(expected(seed, next, 1));
      }
    }
  });
});
