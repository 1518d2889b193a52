import { requireObject } from "../base/foreign.ts";
import { type Algorithm, requireAlgorithm, requireDigits } from "../codes/code-parameters.ts";
import { requireSeed } from "../codes/seed-bytes.ts";

/** A key's secret, and how its codes look. */
export type OtpKey = {
  /** 1 to 1024 bytes; RFC 4226 §4 wants 16 or more. */
  readonly seed: Uint8Array;
  /** Default "SHA-1". */
  readonly algorithm?: Algorithm;
  /** Digits of a code, 6 to 10; default 6. */
  readonly digits?: number;
};

/**
 * Returns the key with its defaults.
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes, RangeError for an algorithm
 * or digits that no key has, TypeError for values of another type.
 */
export function checkedKey(key: unknown): Required<OtpKey> {
  requireObject("use a key", key, "an object with a seed");
  const { seed, algorithm = "SHA-1", digits = 6 } = key as Partial<OtpKey>;
  requireSeed(seed);
  requireAlgorithm(algorithm);
  requireDigits(digits);
  return { seed, algorithm, digits };
}
