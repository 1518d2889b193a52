import { requireWhole } from "../base/foreign.ts";
import { codeText } from "../codes/code-digits.ts";
import { truncatedOnce } from "../codes/keyed-hash.ts";
import { counterMax, requireCounter } from "./counter.ts";
import { candidatesRange, findCounter } from "./find-counter.ts";
import { checkedKey, type OtpKey } from "./otp-key.ts";

/**
 * Returns the code that a counter key (RFC 4226) shows at `counter`, with leading zeros.
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes, RangeError for numbers out of
 * range, fractions and NaN, TypeError for values of another type.
 */
export function hotp(key: OtpKey & { readonly counter: number }): string {
  const { seed, algorithm, digits } = checkedKey(key);
  const { counter } = key;
  requireCounter(counter);
  return codeText(truncatedOnce(seed, algorithm, counter), digits);
}

/** What `verifyHotp` is asked. */
export type HotpQuestion = OtpKey & {
  /** What the holder typed. Any text but exactly `digits` digits 0 to 9 is refused. */
  readonly code: string;
  /** The next counter that may pass: 0 for a new key, then what the last call returned. */
  readonly counter: number;
  /** Presses of the button that went unseen and are forgiven, 0 to 1000; default 10. */
  readonly lookAhead?: number;
};

/**
 * Returns the next counter if the code passes, or null. **Store it before you let the holder in**: a
 * code passes once because the next call begins behind it.
 *
 * All `lookAhead + 1` codes are computed, whatever matches. The caller limits how often somebody may
 * try (RFC 4226 §7.3): a guess of six digits passes with a chance of `(lookAhead + 1) / 10^6`.
 *
 * ```ts
 * const next = verifyHotp({ seed, code, counter });
 * ```
 *
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes, RangeError for numbers out of
 * range, fractions and NaN, TypeError for values of another type, a code that is no text included.
 */
export function verifyHotp(question: HotpQuestion): number | null {
  const key = checkedKey(question);
  const { code, counter, lookAhead = 10 } = question;
  requireCounter(counter);
  requireWhole("lookAhead", lookAhead, candidatesRange);
  // The last counter never passes: there is no next one.
  const to = Math.min(counter + lookAhead, counterMax - 1);
  const found = findCounter(key, code, { from: counter, to, fresh: counter });
  return found === null ? null : found + 1;
}
