import { requireText } from "../base/foreign.ts";
import { reduced } from "../codes/code-digits.ts";
import { visitTruncated } from "../codes/keyed-hash.ts";
import type { OtpKey } from "./otp-key.ts";

/**
 * Returns the last counter from `from` to `to` that shows `code` and is not below `fresh`, or null.
 * The last, so that a code which two counters show passes once only. All codes are computed, whatever
 * matches, and text that is no code costs the same.
 * @throws TypeError for a code that is no text.
 */
export function findCounter(
  { seed, algorithm, digits }: Required<OtpKey>,
  code: unknown,
  { from, to, fresh }: { readonly from: number; readonly to: number; readonly fresh: number },
): number | null {
  requireText("check a code", code);
  const wanted = code.length === digits && /^[0-9]+$/.test(code) ? Number(code) : -1;
  let found = -1;
  visitTruncated(seed, algorithm, { from, to }, (truncated, counter) => {
    // No branch, so that time does not tell which code matched.
    const matches = Number(reduced(truncated, digits) === wanted) * Number(counter >= fresh);
    found = matches * counter + (1 - matches) * found;
  });
  return found < 0 ? null : found;
}

/** Candidates on each side, or ahead: more are a mistake, such as seconds for steps. */
export const candidatesRange = { min: 0, max: 1000, wanted: "a whole number from 0 to 1000" };
