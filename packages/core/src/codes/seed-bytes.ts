import { inWords } from "../base/foreign.ts";
import { OtpError } from "../base/otp-error.ts";

/** Bytes of a seed: RFC 4226 §4 R6 wants 16 or more, but 10-byte seeds are in the field. */
export const seedBytesMin = 1;
export const seedBytesMax = 1024;

/**
 * Checks that a seed is bytes, and as many as a seed has.
 * @throws TypeError for values of another type, OtpError SEED_UNUSABLE for another length.
 */
export function requireSeed(seed: unknown): asserts seed is Uint8Array {
  if (!isBytes(seed)) {
    throw new TypeError(`Cannot use a seed: found ${inWords(seed)}, expected bytes`);
  }
  if (seed.length < seedBytesMin || seed.length > seedBytesMax) {
    throw new OtpError(
      "SEED_UNUSABLE",
      `Cannot use a seed: found ${seed.length} bytes, expected ${seedBytesMin} to ${seedBytesMax}`,
    );
  }
}

/** Whether it is a Uint8Array, of another realm as well: the tests of a page have their own. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return (
    ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]"
  );
}
