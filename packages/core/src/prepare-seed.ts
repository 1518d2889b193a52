import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import type { Algorithm } from "./code-parameters.ts";
import { OtpError } from "./otp-error.ts";
import { prepareSha1Seed } from "./prepare-sha1-seed.ts";
import { seedBytesMax, seedBytesMin } from "./seed-hex.ts";
import type { Sha1Lanes } from "./sha1-lanes.ts";
import type { TimeStep } from "./units.ts";

/** A seed made ready to compute many codes: the HMAC's inner and outer states are cached. */
export type PreparedSeed = {
  readonly algorithm: Algorithm;
  /** Answers RFC 4226 §5.3 `Snum` of the step: 31 bits, before the reduction to digits. */
  readonly truncatedAt: (step: TimeStep) => number;
  /** Answers `truncatedAt` of so many steps in a row; null where that is no faster than one by one. */
  readonly truncatedFrom: ((from: TimeStep, count: number) => Int32Array) | null;
  /** Overwrites what was derived from the seed; no more codes can be asked for afterwards. */
  readonly destroy: () => void;
};

const nobleHashes = { "SHA-256": sha256, "SHA-512": sha512 } as const;

/**
 * Answers the seed prepared for `algorithm`. The caller may overwrite `seed` afterwards. `lanes`, if
 * any, computes the codes of SHA-1 that are asked for in a row.
 * Throws OtpError SEED_UNUSABLE for an empty seed or one of more than 1024 bytes.
 */
export function prepareSeed(
  seed: Uint8Array,
  algorithm: Algorithm,
  lanes: Sha1Lanes | null = null,
): PreparedSeed {
  if (seed.length < seedBytesMin || seed.length > seedBytesMax) {
    throw new OtpError(
      "SEED_UNUSABLE",
      `Cannot use a seed: found ${seed.length} bytes, expected ${seedBytesMin} to ${seedBytesMax}`,
    );
  }
  if (algorithm === "SHA-1") return prepareSha1(seed, lanes);
  const keyed = hmac.create(nobleHashes[algorithm], seed);
  const scratch = keyed.clone();
  const message = new Uint8Array(8);
  const view = new DataView(message.buffer);
  const digest = new Uint8Array(keyed.outputLen);
  return {
    algorithm,
    truncatedAt(step) {
      // RFC 4226 §5.2: the counter is 8 bytes, big-endian; 2^32 divides exactly below 2^53.
      view.setUint32(0, Math.floor(step / 2 ** 32));
      view.setUint32(4, step % 2 ** 32);
      keyed._cloneInto(scratch).update(message).digestInto(digest);
      return truncate(digest);
    },
    truncatedFrom: null,
    destroy() {
      keyed.destroy();
      scratch.destroy();
      digest.fill(0);
    },
  };
}

function prepareSha1(seed: Uint8Array, lanes: Sha1Lanes | null): PreparedSeed {
  const { truncatedAt, truncatedFrom, destroy } = prepareSha1Seed(seed, lanes);
  let destroyed = false;
  // Overwritten states are the same for all keys: their codes would be known to everyone.
  const requireUse = () => {
    if (destroyed) throw new TypeError("Cannot compute a code: the prepared seed was destroyed");
  };
  return {
    algorithm: "SHA-1",
    truncatedAt(step) {
      requireUse();
      return truncatedAt(step);
    },
    truncatedFrom:
      truncatedFrom &&
      ((from, count) => {
        requireUse();
        return truncatedFrom(from, count);
      }),
    destroy() {
      destroyed = true;
      destroy();
    },
  };
}

/** RFC 4226 §5.3: the low nibble of the last byte picks four bytes; their top bit is dropped. */
function truncate(digest: Uint8Array): number {
  const offset = (digest.at(-1) ?? 0) & 15;
  const view = new DataView(digest.buffer, digest.byteOffset, digest.length);
  return view.getUint32(offset) & 0x7fff_ffff;
}
