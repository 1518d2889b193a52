import type { Algorithm } from "./code-parameters.ts";
import { sha1Compress } from "./sha1-compress.generated.ts";
import { sha1InitialState } from "./sha1-initial-state.ts";
import { sha256Compress, sha256InitialState, sha512Compress, sha512InitialState } from "./sha2.ts";

/** A hash as HMAC needs it. Its words have 32 bits; what SHA-512 calls a word is two of them. */
type Hash = {
  readonly blockWords: number;
  readonly digestWords: number;
  readonly initialState: () => Int32Array;
  /** Writes to `out`, which may be `state` or `block`, the state after one block. */
  readonly compress: (out: Int32Array, state: Int32Array, block: Int32Array) => void;
};

const hashes: Readonly<Record<Algorithm, Hash>> = {
  "SHA-1": {
    ...{ blockWords: 16, digestWords: 5 },
    initialState: () => sha1InitialState,
    compress: sha1Compress,
  },
  "SHA-256": {
    ...{ blockWords: 16, digestWords: 8 },
    initialState: sha256InitialState,
    compress: sha256Compress,
  },
  "SHA-512": {
    ...{ blockWords: 32, digestWords: 16 },
    initialState: sha512InitialState,
    compress: sha512Compress,
  },
};

// One room for all calls, so that a code allocates nothing; it is empty between calls.
const room = new Int32Array(80);
const inner = room.subarray(0, 16);
const outer = room.subarray(16, 32);
const digest = room.subarray(32, 48);
const block = room.subarray(48, 80);

/**
 * Returns RFC 4226 §5.3 `Snum` of the counter: 31 bits, before the reduction to digits. Nothing of the
 * seed is kept afterwards. Arguments are trusted.
 */
export function truncatedOnce(seed: Uint8Array, algorithm: Algorithm, counter: number): number {
  const hash = hashes[algorithm];
  try {
    keyStates(hash, seed);
    return truncatedAt(hash, counter);
  } finally {
    room.fill(0);
  }
}

/**
 * Calls `visit` with the same of each counter from `from` to `to`, upwards; the seed's two states are
 * computed once. `visit` must compute no codes itself.
 */
export function visitTruncated(
  seed: Uint8Array,
  algorithm: Algorithm,
  { from, to }: { readonly from: number; readonly to: number },
  visit: (truncated: number, counter: number) => void,
): void {
  const hash = hashes[algorithm];
  try {
    keyStates(hash, seed);
    // Counted down, since the last counter there is has no successor.
    for (let left = to - from; left >= 0; left -= 1) {
      visit(truncatedAt(hash, to - left), to - left);
    }
  } finally {
    room.fill(0);
  }
}

/** RFC 2104 §2: the states after the key's block, each byte of the key XORed with a pad. */
function keyStates(hash: Hash, seed: Uint8Array): void {
  const initial = hash.initialState();
  // A key that is longer than a block is hashed first.
  if (seed.length > 4 * hash.blockWords) hashIntoBlock(hash, seed);
  else putBytes(block, seed);
  xorBlock(hash, 0x3636_3636);
  hash.compress(inner, initial, block);
  xorBlock(hash, 0x3636_3636 ^ 0x5c5c_5c5c);
  hash.compress(outer, initial, block);
}

function xorBlock({ blockWords }: Hash, pad: number): void {
  for (let index = 0; index < blockWords; index += 1) {
    block[index] = (block[index] as number) ^ pad;
  }
}

/** Writes the hash of the bytes to the block, which is empty. */
function hashIntoBlock(
  { blockWords, digestWords, initialState, compress }: Hash,
  bytes: Uint8Array,
) {
  // FIPS 180-4 §5.1: a bit, zeros, and the length in bits in the last eighth of a block.
  const blocks = Math.floor(bytes.length / (4 * blockWords) + 1 / 8) + 1;
  const padded = new Int32Array(blocks * blockWords);
  putBytes(padded, bytes);
  putBytes(padded, endMark, bytes.length);
  padded[padded.length - 1] = bytes.length * 8;
  digest.set(initialState());
  for (let at = 0; at < padded.length; at += blockWords) {
    compress(digest, digest, padded.subarray(at, at + blockWords));
  }
  for (let index = 0; index < digestWords; index += 1) block[index] = digest[index] as number;
  padded.fill(0);
}

const endMark = Uint8Array.of(0x80);

/** Adds the bytes to words that are zero there, from byte `start` on; the highest byte comes first. */
function putBytes(words: Int32Array, bytes: Uint8Array, start = 0): void {
  for (let index = 0; index < bytes.length; index += 1) {
    const place = start + index;
    const shifted = (bytes[index] as number) << (24 - 8 * (place & 3));
    words[place >> 2] = (words[place >> 2] as number) | shifted;
  }
}

function truncatedAt({ blockWords, digestWords, compress }: Hash, counter: number): number {
  // RFC 4226 §5.2: the counter is 8 bytes, big-endian. Division by 2^32 is exact below 2^53.
  block[0] = Math.floor(counter / 2 ** 32);
  block[1] = counter;
  // A loop: for so few words `fill` takes longer.
  for (let index = 3; index < blockWords - 1; index += 1) block[index] = 0;
  endBlock(blockWords, 2);
  compress(block, inner, block);
  // What stands behind the digest is zero still.
  endBlock(blockWords, digestWords);
  compress(digest, outer, block);
  // RFC 4226 §5.3: the low nibble of the last byte says at which byte four bytes begin.
  const offset = (digest[digestWords - 1] as number) & 15;
  const [high, low] = [digest[offset >> 2] as number, digest[(offset >> 2) + 1] as number];
  const shift = 8 * (offset & 3);
  // A shift by 32 would be one by 0.
  return (shift === 0 ? high : (high << shift) | (low >>> (32 - shift))) & 0x7fff_ffff;
}

/** FIPS 180-4 §5.1 for a message of so many words, behind one block that was compressed already. */
function endBlock(blockWords: number, messageWords: number): void {
  block[messageWords] = 0x8000_0000;
  block[blockWords - 1] = 32 * (blockWords + messageWords);
}
