import { requireObject } from "../base/foreign.ts";
import { type TimeStep, timeStep } from "../base/units.ts";
import { codeText, reduced } from "./code-digits.ts";
import { type CodeForm, requireAlgorithm, requireDigits } from "./code-parameters.ts";
import { truncatedOnce } from "./keyed-hash.ts";
import { type PreparedSeed, requirePrepared } from "./prepare-seed.ts";
import { isBytes, requireSeed } from "./seed-bytes.ts";

/**
 * Returns the code of `step`, with leading zeros (RFC 4226 §5.3, RFC 6238 §4).
 * A prepared seed is faster when more than one code is wanted.
 *
 * ```ts
 * codeAt(seed, timeStep(1), codeParameters({ digits: 8, periodSeconds: 30 }));
 * ```
 *
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes.
 * @throws RangeError for a number that is no step, and for digits or an algorithm that no key has.
 * @throws TypeError for values of another type, and for a seed prepared for another algorithm.
 */
export function codeAt(
  seed: Uint8Array | PreparedSeed,
  step: TimeStep,
  parameters: CodeForm,
): string {
  requireObject("compute a code", parameters, "the parameters of a key");
  const { algorithm, digits } = parameters;
  requireAlgorithm(algorithm);
  requireDigits(digits);
  timeStep(step);
  if (isBytes(seed)) {
    requireSeed(seed);
    return codeText(truncatedOnce(seed, algorithm, step), digits);
  }
  requirePrepared(seed);
  if (seed.algorithm !== algorithm) {
    throw new TypeError(
      `Cannot compute a code: the seed was prepared for ${seed.algorithm}, the key uses ${algorithm}`,
    );
  }
  return codeText(seed.truncatedAt(step), digits);
}

/**
 * Returns the code as a number, for comparing without making a string. Of what it is given it checks
 * no more than a loop has time for: the step, and the digits.
 */
export function codeNumberAt(prepared: PreparedSeed, step: TimeStep, digits: number): number {
  requireDigits(digits);
  return reduced(prepared.truncatedAt(timeStep(step)), digits);
}
