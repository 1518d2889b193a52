// SHA-256 and SHA-512 (FIPS 180-4), small: written for the size of a bundle, not for speed. Its tests
// compare it with noble's and OpenSSL's. A word of SHA-512 is two of 32 bits, the higher one first.

/** Round constants and initial states (FIPS 180-4 §4.2.2, §4.2.3, §5.3.3, §5.3.5). */
type Tables = {
  /** SHA-512's 80 constants. The higher halves of the first 64 are those of SHA-256. */
  readonly rounds: Int32Array;
  readonly initial512: Int32Array;
  readonly initial256: Int32Array;
};

let tables: Tables | null = null;

/** The tables are computed when the first code needs them, once: 1.3 kB of a bundle otherwise. */
function sha2Tables(): Tables {
  if (tables !== null) return tables;
  const primes: number[] = [];
  for (let number = 2; primes.length < 80; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  const initial512 = rootWords(primes.slice(0, 8), 2n);
  const initial256 = initial512.filter((_, index) => index % 2 === 0);
  tables = { rounds: rootWords(primes, 3n), initial512, initial256 };
  return tables;
}

/** The first 64 bits of the fractional parts of the primes' roots: how FIPS 180-4 defines them. */
function rootWords(primes: readonly number[], degree: bigint): Int32Array {
  const words = primes.flatMap((prime) => {
    let root = 0n;
    // Bit by bit, from 4 on: the largest root is the cube root of 409, 7.4.
    for (let bit = 2n ** 66n; bit > 0n; bit >>= 1n) {
      if ((root + bit) ** degree <= BigInt(prime) << (64n * degree)) root += bit;
    }
    return [Number(BigInt.asIntN(32, root >> 32n)), Number(BigInt.asIntN(32, root))];
  });
  return Int32Array.from(words);
}

export function sha256InitialState(): Int32Array {
  return sha2Tables().initial256;
}

export function sha512InitialState(): Int32Array {
  return sha2Tables().initial512;
}

// What a compression leaves in these is overwritten before it returns.
const schedule = new Int32Array(160);
const working = new Int32Array(16);

/** Writes to `out`, which may be `state`, the state after one block of 16 words (FIPS 180-4 §6.2.2). */
export function sha256Compress(out: Int32Array, state: Int32Array, block: Int32Array): void {
  const { rounds } = sha2Tables();
  const [w, v] = [schedule, working];
  for (let t = 0; t < 64; t += 1) w[t] = t < 16 ? word(block, t) : scheduled256(w, t);
  for (let index = 0; index < 8; index += 1) v[index] = word(state, index);
  for (let t = 0; t < 64; t += 1) {
    // Instead of moving eight values on, the places move: where g was is h in the next round.
    const [d, h] = [(3 - t) & 7, (7 - t) & 7];
    const a = word(v, -t & 7);
    const e = word(v, (4 - t) & 7);
    const first =
      word(v, h) +
      (rotated(e, e, 6) ^ rotated(e, e, 11) ^ rotated(e, e, 25)) +
      choice(e, word(v, (5 - t) & 7), word(v, (6 - t) & 7)) +
      word(rounds, 2 * t) +
      word(w, t);
    const second =
      (rotated(a, a, 2) ^ rotated(a, a, 13) ^ rotated(a, a, 22)) +
      majority(a, word(v, (1 - t) & 7), word(v, (2 - t) & 7));
    v[d] = word(v, d) + first;
    v[h] = first + second;
  }
  for (let index = 0; index < 8; index += 1) out[index] = word(state, index) + word(v, index);
  w.fill(0);
  v.fill(0);
}

/** FIPS 180-4 §6.2.2, step 1: a word of the schedule from four earlier ones. */
function scheduled256(w: Int32Array, t: number): number {
  const [x, y] = [word(w, t - 2), word(w, t - 15)];
  return (
    (rotated(x, x, 17) ^ rotated(x, x, 19) ^ (x >>> 10)) +
    word(w, t - 7) +
    (rotated(y, y, 7) ^ rotated(y, y, 18) ^ (y >>> 3)) +
    word(w, t - 16)
  );
}

/** The same for SHA-512: a block of 32 words, a state of 16 (FIPS 180-4 §6.4.2). */
export function sha512Compress(out: Int32Array, state: Int32Array, block: Int32Array): void {
  const { rounds } = sha2Tables();
  const [w, v] = [schedule, working];
  for (let at = 0; at < 32; at += 1) w[at] = word(block, at);
  for (let at = 32; at < 160; at += 2) schedule512(w, at);
  for (let index = 0; index < 16; index += 1) v[index] = word(state, index);
  for (let at = 0; at < 160; at += 2) round512(v, at, rounds, w);
  for (let index = 0; index < 16; index += 2) {
    const low = unsigned(state, index + 1) + unsigned(v, index + 1);
    out[index] = word(state, index) + word(v, index) + carryOf(low);
    out[index + 1] = low;
  }
  w.fill(0);
  v.fill(0);
}

/** FIPS 180-4 §6.4.2, step 1. */
function schedule512(w: Int32Array, at: number): void {
  const [x, xLow] = [word(w, at - 4), word(w, at - 3)];
  const [y, yLow] = [word(w, at - 30), word(w, at - 29)];
  const low =
    ((rotated(xLow, x, 19) ^ rotated(x, xLow, 29) ^ rotated(xLow, x, 6)) >>> 0) +
    unsigned(w, at - 13) +
    ((rotated(yLow, y, 1) ^ rotated(yLow, y, 8) ^ rotated(yLow, y, 7)) >>> 0) +
    unsigned(w, at - 31);
  w[at] =
    (rotated(x, xLow, 19) ^ rotated(xLow, x, 29) ^ (x >>> 6)) +
    word(w, at - 14) +
    (rotated(y, yLow, 1) ^ rotated(y, yLow, 8) ^ (y >>> 7)) +
    word(w, at - 32) +
    carryOf(low);
  w[at + 1] = low;
}

/** FIPS 180-4 §6.4.2, step 3. */
function round512(v: Int32Array, at: number, rounds: Int32Array, w: Int32Array): void {
  const [b, c, d] = [(2 - at) & 15, (4 - at) & 15, (6 - at) & 15];
  const [f, g, h] = [(10 - at) & 15, (12 - at) & 15, (14 - at) & 15];
  const [a, aLow] = [word(v, -at & 15), word(v, (-at & 15) + 1)];
  const [e, eLow] = [word(v, (8 - at) & 15), word(v, ((8 - at) & 15) + 1)];
  const firstLow =
    unsigned(v, h + 1) +
    ((rotated(eLow, e, 14) ^ rotated(eLow, e, 18) ^ rotated(e, eLow, 9)) >>> 0) +
    (choice(eLow, word(v, f + 1), word(v, g + 1)) >>> 0) +
    unsigned(rounds, at + 1) +
    unsigned(w, at + 1);
  const first =
    word(v, h) +
    (rotated(e, eLow, 14) ^ rotated(e, eLow, 18) ^ rotated(eLow, e, 9)) +
    choice(e, word(v, f), word(v, g)) +
    word(rounds, at) +
    word(w, at) +
    carryOf(firstLow);
  const dLow = unsigned(v, d + 1) + (firstLow >>> 0);
  v[d] = word(v, d) + first + carryOf(dLow);
  v[d + 1] = dLow;
  const hLow =
    (firstLow >>> 0) +
    ((rotated(aLow, a, 28) ^ rotated(a, aLow, 2) ^ rotated(a, aLow, 7)) >>> 0) +
    (majority(aLow, word(v, b + 1), word(v, c + 1)) >>> 0);
  v[h] =
    first +
    (rotated(a, aLow, 28) ^ rotated(aLow, a, 2) ^ rotated(aLow, a, 7)) +
    majority(a, word(v, b), word(v, c)) +
    carryOf(hLow);
  v[h + 1] = hLow;
}

function word(words: Int32Array, index: number): number {
  return words[index] as number;
}

function unsigned(words: Int32Array, index: number): number {
  return word(words, index) >>> 0;
}

/** What a sum of lower halves adds to the higher ones. Sums of a few are exact in a number. */
function carryOf(low: number): number {
  return Math.floor(low / 2 ** 32);
}

/**
 * Returns the higher half of `high low` rotated right by 1 to 31 bits; with the halves swapped it is
 * the lower half, and with both the same, a rotated 32-bit word.
 */
function rotated(high: number, low: number, bits: number): number {
  return (high >>> bits) | (low << (32 - bits));
}

/** FIPS 180-4 §4.1.2: Ch. */
function choice(x: number, y: number, z: number): number {
  return z ^ (x & (y ^ z));
}

/** FIPS 180-4 §4.1.2: Maj. */
function majority(x: number, y: number, z: number): number {
  return (x & y) | (z & (x | y));
}
