import { countsUntil, type Floor, type UnixMilliseconds } from "@jeton/core";

/**
 * Returns when a code counts as issued that is issued at `now` in place of a key's. What was issued before a floor is
 * over (law 12): this one comes after it.
 */
export function issuedNow(now: UnixMilliseconds, floor: Floor | undefined): UnixMilliseconds {
  return later(now, floor === undefined ? null : countsUntil(floor.at));
}

/** Returns the later of two moments; null is before all others. */
export function later(one: UnixMilliseconds, other: UnixMilliseconds | null): UnixMilliseconds {
  return other !== null && other > one ? other : one;
}
