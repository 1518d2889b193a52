import { clockSkewMilliseconds } from "../base/elapsed.ts";
import { countsUntil, type Floor } from "../base/floor.ts";
import type { UnixMilliseconds } from "../base/units.ts";

/**
 * Returns whether what was issued then in place of a key's codes passes no longer, whatever its terms: the store may
 * have forgotten a use of it (law 12), or it was issued by a clock that was wrong.
 */
export function isSpareCodeOver(
  { issuedAt }: { readonly issuedAt: UnixMilliseconds },
  { floor }: { readonly floor?: Floor },
  now: UnixMilliseconds,
): boolean {
  const isForgotten = floor !== undefined && issuedAt < countsUntil(floor.at);
  return isForgotten || issuedAt > now + clockSkewMilliseconds;
}
