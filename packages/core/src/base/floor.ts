import { clockSkewMilliseconds } from "./elapsed.ts";
import { momentAfter, type UnixMilliseconds } from "./units.ts";

/**
 * The moment up to which a store may have lost what was accepted: it was restored, failed over to a
 * standby, or began again on other data. What a key can have shown by then is spent (law 12).
 */
export type Floor = {
  /** By this server's clock. */
  readonly at: UnixMilliseconds;
  /** By it the store knows the floor under which a change was decided. */
  readonly mark: number;
};

/**
 * Returns the moment until which a floor counts, of its `at` or of its `mark`: a minute longer, since another
 * node whose clock is ahead dates a little later what it did before the floor.
 */
export function countsUntil(moment: number): UnixMilliseconds {
  return momentAfter(moment, clockSkewMilliseconds);
}
