import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TimeStep, timeStep } from "../base/units.ts";
import { prepareSha1Seed } from "./prepare-sha1-seed.ts";

/** HMAC-SHA-1 by noble, truncated as RFC 4226 §5.3 says. */
function expected(seed: Uint8Array, step: TimeStep): number {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const digest = hmac(sha1, seed, new Uint8Array(counter.buffer));
  const offset = (digest[19] ?? 0) & 15;
  return new DataView(digest.buffer, digest.byteOffset).getUint32(offset) & 0x7fff_ffff;
}

const seeds = fc.uint8Array({ minLength: 1, maxLength: 200 });
const steps = fc.oneof(fc.maxSafeNat(), fc.nat(2 ** 31 - 1)).map(timeStep);

describe("prepareSha1Seed()", () => {
  test("answers what noble's HMAC gives, for seeds below, at and above a block", () => {
    fc.assert(
      fc.property(seeds, fc.array(steps, { minLength: 1, maxLength: 20 }), (seed, asked) => {
        const prepared = prepareSha1Seed(seed);
        for (const step of asked) expect(prepared.truncatedAt(step)).toBe(expected(seed, step));
      }),
      { numRuns: 300 },
    );
  });

  test.each([63, 64, 65])(
    "answers it for a seed of %i bytes at every truncation offset",
    (bytes) => {
      const seed = Uint8Array.from({ length: bytes }, (_, index) => index);
      const prepared = prepareSha1Seed(seed);
      for (let step = 0; step < 200; step += 1) {
        expect(prepared.truncatedAt(timeStep(step))).toBe(expected(seed, timeStep(step)));
      }
    },
  );

  test("keeps nothing of the seed once it is destroyed", () => {
    const prepared = prepareSha1Seed(Uint8Array.of(1, 2, 3));
    const before = prepared.truncatedAt(timeStep(1));
    prepared.destroy();
    expect(prepared.truncatedAt(timeStep(1))).not.toBe(before);
  });
});
