import { sha1 } from "@noble/hashes/legacy.js";
import type { TimeStep } from "../base/units.ts";
import {
  type Sha1State,
  sha1Compress,
  sha1OfCounter,
  sha1OfDigest,
} from "./sha1-compress.generated.ts";
import { sha1InitialState } from "./sha1-initial-state.ts";

const blockBytes = 64;
const innerPad = 0x36;
const outerPad = 0x5c;

/**
 * Returns a function that gives RFC 4226 §5.3 `Snum` of a step for HMAC-SHA-1 keyed with `seed`,
 * and one that forgets the seed. The HMAC's two padded keys (RFC 2104) are compressed once, here;
 * each step then costs two compressions and allocates nothing.
 *
 *   inner = compress(inner state, counter | 80 00 … length)
 *   outer = compress(outer state, inner   | 80 00 … length)
 */
export function prepareSha1Seed(seed: Uint8Array): {
  readonly truncatedAt: (step: TimeStep) => number;
  readonly destroy: () => void;
} {
  const innerState = paddedKeyState(seed, innerPad);
  const outerState = paddedKeyState(seed, outerPad);
  const digest = new Int32Array(5);

  function truncatedAt(step: number): number {
    // RFC 4226 §5.2: the counter is 8 bytes, big-endian. Division by 2^32 is exact below 2^53.
    sha1OfCounter(digest, innerState, Math.floor(step / 2 ** 32), step | 0);
    sha1OfDigest(digest, outerState);
    return truncate(digest);
  }

  return {
    truncatedAt,
    destroy() {
      for (const words of [innerState, outerState, digest]) words.fill(0);
    },
  };
}

/** RFC 4226 §5.3: the low nibble of the last byte says at which byte four bytes begin. */
function truncate(digest: Sha1State): number {
  const offset = (digest[4] as number) & 15;
  return bytesAt(offset & 3, digest[offset >> 2] as number, digest[(offset >> 2) + 1] as number);
}

/** Four bytes from the given one of the first word on; their top bit is dropped. */
function bytesAt(byte: number, word: number, next: number): number {
  // A shift by 32 would be one by 0.
  return (byte === 0 ? word : (word << (8 * byte)) | (next >>> (32 - 8 * byte))) & 0x7fff_ffff;
}

/** The state after the key's block, each byte of the key XORed with `pad` (RFC 2104 §2). */
function paddedKeyState(seed: Uint8Array, pad: number): Sha1State {
  const key = seed.length > blockBytes ? sha1(seed) : seed;
  const block = new Int32Array(16).fill(pad * 0x0101_0101);
  // Plain loops: `Int32Array.from` and a DataView made key setup three times as long.
  for (let index = 0; index < key.length; index += 1) {
    const word = index >> 2;
    const shift = 24 - (index & 3) * 8;
    block[word] = (block[word] as number) ^ ((key[index] as number) << shift);
  }
  const state = new Int32Array(5);
  sha1Compress(state, sha1InitialState, block);
  if (key !== seed) key.fill(0);
  block.fill(0);
  return state;
}
