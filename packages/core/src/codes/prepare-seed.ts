import { hmac } from "@noble/hashes/hmac.js";
import { inWords, requireWhole } from "../base/foreign.ts";
import { type TimeStep, timeStep } from "../base/units.ts";
import type { AlgorithmLanes, CodeLanes } from "./code-lanes.ts";
import { type Algorithm, requireAlgorithm } from "./code-parameters.ts";
import { nobleHashes, truncatedHash } from "./keyed-message.ts";
import { prepareSha1Seed } from "./prepare-sha1-seed.ts";
import { requireSeed } from "./seed-bytes.ts";

/** A seed made ready to compute many codes: the HMAC's inner and outer states are cached. */
export type PreparedSeed = {
  readonly algorithm: Algorithm;
  /**
   * Returns RFC 4226 §5.3 `Snum` of the step: 31 bits, before the reduction to digits. Throws
   * RangeError for a number that is no step, TypeError for what is none and once it was destroyed.
   */
  readonly truncatedAt: (step: TimeStep) => number;
  /** Returns `truncatedAt` of so many steps in a row; null where that is no faster than one by one. */
  readonly truncatedFrom: ((from: TimeStep, count: number) => Int32Array) | null;
  /** Overwrites what was derived from the seed; no more codes can be asked for afterwards. */
  readonly destroy: () => void;
};

/**
 * Returns the seed prepared for `algorithm`. The caller may overwrite `seed` afterwards. `lanes`, if
 * any, computes the codes.
 * @throws OtpError SEED_UNUSABLE for an empty seed or one of more than 1024 bytes.
 * @throws RangeError for an unknown algorithm, TypeError for values of another type.
 */
export function prepareSeed(
  seed: Uint8Array,
  algorithm: Algorithm,
  lanes: CodeLanes | null = null,
): PreparedSeed {
  requireSeed(seed);
  requireAlgorithm(algorithm);
  requireLanes(lanes);
  return guarded(algorithm, kernelOf(seed, algorithm, lanes));
}

/** A prepared seed that trusts its caller. */
type Kernel = Pick<PreparedSeed, "truncatedAt" | "truncatedFrom" | "destroy">;

function kernelOf(seed: Uint8Array, algorithm: Algorithm, lanes: CodeLanes | null): Kernel {
  if (lanes !== null) return prepareLanes(seed, algorithm, lanes[algorithm]);
  if (algorithm === "SHA-1") return { ...prepareSha1Seed(seed), truncatedFrom: null };
  return prepareNoble(seed, algorithm);
}

/** The edge of the kernels: what is no step has no code, and neither has a destroyed seed. */
function guarded(algorithm: Algorithm, kernel: Kernel): PreparedSeed {
  const { truncatedAt, truncatedFrom, destroy } = kernel;
  let destroyed = false;
  // Overwritten states are the same for all keys: their codes would be known to everyone.
  const requireUse = () => {
    if (destroyed) throw new TypeError("Cannot compute a code: the prepared seed was destroyed");
  };
  return {
    algorithm,
    truncatedAt(step) {
      requireUse();
      return truncatedAt(timeStep(step));
    },
    truncatedFrom:
      truncatedFrom &&
      ((from, count) => {
        requireUse();
        timeStep(from);
        requireWhole("a number of steps", count, countRange);
        timeStep(from + Math.max(0, count - 1));
        return truncatedFrom(from, count);
      }),
    destroy() {
      destroyed = true;
      destroy();
    },
  };
}

const countRange = { min: 0, max: 2 ** 24, wanted: "a whole number from 0 to 2^24" };

function requireLanes(lanes: CodeLanes | null): void {
  if (lanes === null || typeof lanes?.["SHA-1"]?.keyed === "function") return;
  throw new TypeError(
    `Cannot use what computes codes in a row: found ${inWords(lanes)}, expected it or null`,
  );
}

function prepareLanes(seed: Uint8Array, algorithm: Algorithm, lanes: AlgorithmLanes): Kernel {
  const hash = nobleHashes[algorithm];
  // RFC 2104 §2: a key that is longer than a block is hashed first.
  const key = seed.length > hash.blockLen ? hash(seed) : seed;
  const states = lanes.keyed(key);
  if (key !== seed) key.fill(0);
  const truncatedFrom = (from: TimeStep, count: number) => lanes.truncatedFrom(states, from, count);
  return {
    truncatedAt: (step) => truncatedFrom(step, 1)[0] ?? 0,
    truncatedFrom,
    destroy: () => {
      states.fill(0);
    },
  };
}

function prepareNoble(seed: Uint8Array, algorithm: Algorithm): Kernel {
  const keyed = hmac.create(nobleHashes[algorithm], seed);
  const scratch = keyed.clone();
  const message = new Uint8Array(8);
  const view = new DataView(message.buffer);
  const digest = new Uint8Array(keyed.outputLen);
  return {
    truncatedAt(step) {
      // RFC 4226 §5.2: the counter is 8 bytes, big-endian; 2^32 divides exactly below 2^53.
      view.setUint32(0, Math.floor(step / 2 ** 32));
      view.setUint32(4, step % 2 ** 32);
      keyed._cloneInto(scratch).update(message).digestInto(digest);
      return truncatedHash(digest);
    },
    truncatedFrom: null,
    destroy() {
      keyed.destroy();
      scratch.destroy();
      digest.fill(0);
    },
  };
}

/** @throws TypeError for what `prepareSeed` did not make. */
export function requirePrepared(value: unknown): asserts value is PreparedSeed {
  const given = (typeof value === "object" ? value : null) as Partial<PreparedSeed> | null;
  const isPrepared =
    typeof given?.truncatedAt === "function" &&
    typeof given.algorithm === "string" &&
    (given.truncatedFrom === null || typeof given.truncatedFrom === "function");
  if (isPrepared) return;
  throw new TypeError(
    `Cannot compute a code: found ${inWords(value)}, expected a seed as bytes or prepared`,
  );
}
