import { keyedMessages, truncatedHash } from "../codes/keyed-message.ts";
import type { OcraSuite } from "../codes/ocra-suite.ts";
import type { PreparedSeed } from "../codes/prepare-seed.ts";
import { requireSeed } from "../codes/seed-bytes.ts";
import { dataInput } from "./data-input.ts";

/**
 * Returns the seed prepared for the responses to one challenge: their step is the counter, or for a suite without one the time
 * step. The suite must have neither PIN nor session information, and one of counter and time.
 * @throws OtpError SEED_UNUSABLE, RangeError for a challenge that does not fit the suite.
 */
export function prepareOcra(seed: Uint8Array, suite: OcraSuite, question: string): PreparedSeed {
  requireSeed(seed);
  const input = dataInput(suite, { question });
  const keyed = keyedMessages(seed, suite.algorithm);
  return {
    algorithm: suite.algorithm,
    truncatedAt(step) {
      input.putCounter(step);
      input.putStep(step);
      return truncatedHash(keyed.hash(input.message));
    },
    truncatedFrom: null,
    destroy: keyed.destroy,
  };
}
