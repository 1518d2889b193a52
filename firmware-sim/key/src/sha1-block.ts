/** Words of a message schedule: the first 16 are the block, the others follow from them. */
export const scheduleWords = 80;

/** The state before the first block (FIPS 180-4 §5.3.1). */
export const sha1Start: Int32Array = Int32Array.of(
  ...[0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0],
);

/**
 * Writes to `out` the state that follows `state` after the block in the first 16 words of `schedule`
 * (FIPS 180-4 §6.1.2). It overwrites the rest of `schedule`; `out` may be `state`.
 *
 * It is the key's own and is written down as the standard has it. Neither the core's nor noble's code is
 * behind it: `prepared-code.test.ts` compares it with noble's HMAC and with Node's.
 */
export function sha1Block(out: Int32Array, state: Int32Array, schedule: Int32Array): void {
  for (let t = 16; t < scheduleWords; t += 1) {
    const newer = (schedule[t - 3] ?? 0) ^ (schedule[t - 8] ?? 0);
    const word = newer ^ (schedule[t - 14] ?? 0) ^ (schedule[t - 16] ?? 0);
    schedule[t] = (word << 1) | (word >>> 31);
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  // Four loops instead of one that asks for its round, and rotations written out instead of called: it is
  // twice as fast.
  for (let t = 0; t < 20; t += 1) {
    const next =
      (((a << 5) | (a >>> 27)) + ((b & c) ^ (~b & d)) + e + 0x5a827999 + (schedule[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 20; t < 40; t += 1) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + (schedule[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 40; t < 60; t += 1) {
    const next =
      (((a << 5) | (a >>> 27)) +
        ((b & c) ^ (b & d) ^ (c & d)) +
        e +
        0x8f1bbcdc +
        (schedule[t] ?? 0)) |
      0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 60; t < scheduleWords; t += 1) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + (schedule[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  out[0] = (state[0] ?? 0) + a;
  out[1] = (state[1] ?? 0) + b;
  out[2] = (state[2] ?? 0) + c;
  out[3] = (state[3] ?? 0) + d;
  out[4] = (state[4] ?? 0) + e;
}
