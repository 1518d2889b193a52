import { requireWhole } from "../base/foreign.ts";
import { stepAt, unixMilliseconds } from "../base/units.ts";
import { codeText } from "../codes/code-digits.ts";
import { truncatedOnce } from "../codes/keyed-hash.ts";
import { candidatesRange, findCounter } from "./find-counter.ts";
import { checkedKey, type OtpKey } from "./otp-key.ts";

/** A key with a clock (RFC 6238). */
export type TotpKey = OtpKey & {
  /** Seconds that a code is shown, 1 to 86400; default 30. */
  readonly periodSeconds?: number;
  /** Unix seconds at which step 0 begins; default 0. */
  readonly t0Seconds?: number;
};

/**
 * Returns the code that the key shows at the moment `at`, in Unix **milliseconds** such as
 * `Date.now()`, with leading zeros.
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes, RangeError for numbers out of
 * range, fractions, NaN and moments before T0, TypeError for values of another type.
 */
export function totp(key: TotpKey & { readonly at: number }): string {
  const { seed, algorithm, digits } = checkedKey(key);
  const step = stepOf(key);
  if (step === null) throw new RangeError("Cannot compute a code: found a moment before T0");
  return codeText(truncatedOnce(seed, algorithm, step), digits);
}

/** What `verifyTotp` is asked. */
export type TotpQuestion = TotpKey & {
  /** What the holder typed. Any text but exactly `digits` digits 0 to 9 is refused. */
  readonly code: string;
  /** Now, in Unix **milliseconds**, such as `Date.now()`. */
  readonly at: number;
  /** Steps on each side of the present one whose codes pass, too, 0 to 1000; default 1. */
  readonly window?: number;
  /** The step that passed last, which this function returned; null if none has passed yet. */
  readonly after: number | null;
};

/**
 * Returns the step whose code it is, or null. **Store it before you let the holder in**, and give it as
 * `after` next time: no step up to `after` passes again, so a code is used once.
 *
 * All `2 * window + 1` codes are computed, whatever matches. The caller limits how often somebody may
 * try (RFC 6238 §5.2): a guess of six digits passes with a chance of `(2 * window + 1) / 10^6`.
 *
 * ```ts
 * const step = verifyTotp({ seed, code, at: Date.now(), after: lastStep });
 * ```
 *
 * @throws OtpError SEED_UNUSABLE for a seed that is not 1 to 1024 bytes, RangeError for numbers out of
 * range, fractions and NaN, TypeError for values of another type, a code that is no text and an
 * absent `after` included.
 */
export function verifyTotp(question: TotpQuestion): number | null {
  const key = checkedKey(question);
  const { code, window = 1, after } = question;
  const step = stepOf(question);
  requireWhole("window", window, candidatesRange);
  if (after !== null) requireWhole("after", after, afterRange);
  // Before T0 there is no step, and nothing passes.
  const [from, to] = step === null ? [0, -1] : [Math.max(0, step - window), step + window];
  return findCounter(key, code, {
    ...{ from, to: Math.min(to, Number.MAX_SAFE_INTEGER) },
    fresh: after === null ? 0 : after + 1,
  });
}

const afterRange = {
  ...{ min: 0, max: Number.MAX_SAFE_INTEGER },
  wanted: "the step that passed last, or null",
};

function stepOf(key: TotpKey & { readonly at: number }): number | null {
  const { at, periodSeconds = 30, t0Seconds = 0 } = key;
  return stepAt(unixMilliseconds(at), { periodSeconds, t0Seconds });
}
