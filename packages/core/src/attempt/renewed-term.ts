import type { Term } from "../base/term.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { Policy } from "../key/policy.ts";

/**
 * How many times as long as `policy.commissioningMilliseconds` a first use or a change of PIN may take in all,
 * renewals included. WCAG 2.2.1 (RGAA 13.1): a limit can be extended at least ten times.
 */
export const renewedTimesMax = 11;

/**
 * Returns the term as it stands once its holder asked for more time: as if it began anew at `now`, its true
 * beginning kept, and no longer than `renewedTimesMax` allows. The term must not be over.
 */
export function renewedTerm(
  { since, milliseconds }: Term,
  now: UnixMilliseconds,
  { commissioningMilliseconds }: Policy,
): Term {
  const wanted = Math.max(0, now - since) + commissioningMilliseconds;
  const most = commissioningMilliseconds * renewedTimesMax;
  return { since, milliseconds: Math.max(milliseconds, Math.min(wanted, most)) };
}

/** Returns whether the term is shorter than the longest that `renewedTerm` gives. */
export function isRenewable({ milliseconds }: Term, policy: Policy): boolean {
  return milliseconds < policy.commissioningMilliseconds * renewedTimesMax;
}
