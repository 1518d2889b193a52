import type { Algorithm, CodeParameters, TimeStep } from "@jeton/core/units";
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

/**
 * Returns the code that the key shows for `step`: `parameters.digits` decimal digits, leading
 * zeros kept (RFC 4226 §5.3, RFC 6238 §4.2). Exact for every step up to 2^53-1.
 *
 * This is the key's own route. It shares test vectors with the validator, never code, so that
 * one mistake cannot agree with itself.
 */
export function keyCode(
  seed: Uint8Array,
  step: TimeStep,
  parameters: Pick<CodeParameters, "algorithm" | "digits">,
): string {
  const hash = keyedHash(parameters.algorithm, seed, counterBytes(step));
  return codeText(truncated(hash), parameters.digits);
}

/** Returns the last `digits` decimal digits of a truncated hash, leading zeros kept. */
export function codeText(number: number, digits: number): string {
  return String(number % (powersOfTen[digits] ?? 10 ** digits)).padStart(digits, "0");
}

const powersOfTen = Array.from({ length: 11 }, (_, digits) => 10 ** digits);

/** RFC 4226 §5.1: the counter is eight bytes, most significant first. */
export function counterBytes(step: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  // Bit operators would cut the step to 32 bits, so it is divided instead.
  view.setUint32(0, Math.floor(step / 2 ** 32));
  view.setUint32(4, step % 2 ** 32);
  return bytes;
}

/** Returns the HMAC of a message (RFC 2104). */
export function keyedHash(algorithm: Algorithm, seed: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(hashOf(algorithm), seed, message);
}

/** Returns the hash function of that name. */
export function hashOf(algorithm: Algorithm): typeof sha1 | typeof sha256 {
  switch (algorithm) {
    case "SHA-1":
      return sha1;
    case "SHA-256":
      return sha256;
    case "SHA-512":
      return sha512;
    default:
      return algorithm satisfies never;
  }
}

/** RFC 4226 §5.3: the low nibble of the last byte picks four bytes; the sign bit is dropped. */
export function truncated(hash: Uint8Array): number {
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  const offset = view.getUint8(hash.byteLength - 1) & 0x0f;
  return view.getUint32(offset) & 0x7fffffff;
}
