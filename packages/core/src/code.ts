import type { CodeParameters } from "./code-parameters.ts";
import { type PreparedSeed, prepareSeed } from "./prepare-seed.ts";
import type { TimeStep } from "./units.ts";

/**
 * Answers the code of `step`, with leading zeros (RFC 4226 §5.3, RFC 6238 §4).
 * A prepared seed is much faster when more than one code is wanted.
 * Throws OtpError SEED_UNUSABLE for an empty seed.
 *
 * ```ts
 * codeAt(seed, timeStep(1), codeParameters({ digits: 8, periodSeconds: 30 }));
 * ```
 */
export function codeAt(
  seed: Uint8Array | PreparedSeed,
  step: TimeStep,
  parameters: CodeParameters,
): string {
  const prepared = seed instanceof Uint8Array ? prepareSeed(seed, parameters.algorithm) : seed;
  if (prepared.algorithm !== parameters.algorithm) {
    throw new TypeError(
      `Cannot compute a code: the seed was prepared for ${prepared.algorithm}, the key uses ${parameters.algorithm}`,
    );
  }
  return String(codeNumberAt(prepared, step, parameters.digits)).padStart(parameters.digits, "0");
}

/** The code as a number, for comparing without making a string. */
export function codeNumberAt(prepared: PreparedSeed, step: TimeStep, digits: number): number {
  return reduced(prepared.truncatedAt(step), digits);
}

/** RFC 4226 §5.3: the last digits of `Snum`. */
export function reduced(truncated: number, digits: number): number {
  const power = powersOfTen[digits];
  // Ten digits hold all 31 bits.
  return power === undefined ? truncated : truncated % power;
}

/** Small integers: a remainder by `10 ** digits`, a floating-point number, took a third of a code. */
const powersOfTen: readonly number[] = Array.from({ length: 10 }, (_, digits) => 10 ** digits);
