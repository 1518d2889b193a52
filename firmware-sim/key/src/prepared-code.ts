import type { CodeParameters, TimeStep } from "@jeton/core/units";
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { codeText, counterBytes, truncated } from "./key-code.ts";
import { scheduleWords, sha1Block, sha1Start } from "./sha1-block.ts";

/** Returns the code that a key shows for a step. */
export type StepCode = (step: TimeStep) => string;

/**
 * Returns `keyCode` of one seed, several times as fast: what HMAC makes of the seed is worked out once
 * (RFC 2104 §4). SHA-1, which nearly every key uses, has a compression function of its own; the others
 * are noble's. SECRET: what is kept makes the key's codes.
 */
export function preparedCode(
  seed: Uint8Array,
  { algorithm, digits }: Pick<CodeParameters, "algorithm" | "digits">,
): StepCode {
  switch (algorithm) {
    case "SHA-1":
      return sha1Code(seed, digits);
    case "SHA-256":
      return nobleCode(hmac.create(sha256, seed), digits);
    case "SHA-512":
      return nobleCode(hmac.create(sha512, seed), digits);
    default:
      return algorithm satisfies never;
  }
}

function nobleCode(keyed: ReturnType<typeof hmac.create>, digits: number): StepCode {
  return (step) => codeText(truncated(keyed.clone().update(counterBytes(step)).digest()), digits);
}

const blockBytes = 64;
/** What is hashed is hashed at once: all keys share these. */
const schedule = new Int32Array(scheduleWords);
const state = new Int32Array(5);

function sha1Code(seed: Uint8Array, digits: number): StepCode {
  const key = seed.length > blockBytes ? sha1(seed) : seed;
  const inner = keyBlockState(key, 0x36);
  const outer = keyBlockState(key, 0x5c);
  return (step) => {
    // Bit operators would cut the step to 32 bits, so it is divided instead.
    schedule[0] = Math.floor(step / 2 ** 32);
    schedule[1] = step % 2 ** 32;
    endMessage(2);
    sha1Block(state, inner, schedule);
    for (let word = 0; word < 5; word += 1) schedule[word] = state[word] ?? 0;
    endMessage(5);
    sha1Block(state, outer, schedule);
    return codeText(truncatedState(), digits);
  };
}

/** The hash's state after the key's block with each byte turned over by `pad` (RFC 2104 §2). */
function keyBlockState(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(blockBytes).fill(pad);
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad;
  const view = new DataView(block.buffer);
  for (let word = 0; word < 16; word += 1) schedule[word] = view.getInt32(4 * word);
  const after = new Int32Array(5);
  sha1Block(after, sha1Start, schedule);
  return after;
}

/** FIPS 180-4 §5.1.1: a 1 bit, zeros, and the length in bits of the key's block and these words. */
function endMessage(words: number): void {
  schedule[words] = 0x80000000;
  schedule.fill(0, words + 1, 15);
  schedule[15] = 8 * (blockBytes + 4 * words);
}

/** RFC 4226 §5.3, on the words of the hash instead of its bytes. */
function truncatedState(): number {
  const offset = (state[4] ?? 0) & 0x0f;
  const word = offset >> 2;
  const bits = 8 * (offset & 3);
  const first = state[word] ?? 0;
  const four = bits === 0 ? first : (first << bits) | ((state[word + 1] ?? 0) >>> (32 - bits));
  return four & 0x7fffffff;
}
