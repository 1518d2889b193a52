import { countsUntil, type Floor } from "../base/floor.ts";
import { requireWhole } from "../base/foreign.ts";
import {
  momentAfter,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "../base/units.ts";
import { firstCounterMax } from "../codes/counter-parameters.ts";

/** What is known of a counter key's counter, as `ClockBelief` says what is known of a clock. */
export type CounterBelief = {
  /**
   * The least counter that the key can show next: one more than the greatest that its holder proved by a
   * log-in, a first code or two codes in a row. Codes that were refused never move it, so that nobody
   * without the key moves the windows, which lie from here on.
   */
  readonly next: TimeStep;
  /** When that was proved, or when the key was made known. Before a floor: it may have been lost since. */
  readonly since: UnixMilliseconds;
};

/**
 * Returns what is known of a counter key that was never used here, and whose next code is that of `next`.
 * `floor`: that of the store which takes the key in. Of a key that was not there before the floor nothing
 * was lost, so that the floor spends nothing of it.
 * @throws RangeError for a counter outside 0 to 2^52, TypeError for what is no number.
 */
export function firstCounter(next: number, now: UnixMilliseconds, floor?: Floor): CounterBelief {
  requireWhole("a counter", next, firstCounterRange);
  return { next: timeStep(next), since: knownSince(unixMilliseconds(now), floor) };
}

const firstCounterRange = { min: 0, max: firstCounterMax, wanted: "a whole number from 0 to 2^52" };

/** The greatest `next` of a record: behind it all windows have room among exact numbers. */
export const nextCounterMax: number = 2 ** 53 - 2 ** 24;

/**
 * Returns what is known of a counter once its holder proved it by the code of `shown`: the next one is one
 * more. `floor`: that of the store, under which it was decided.
 */
export function counterShown(
  shown: TimeStep,
  now: UnixMilliseconds,
  floor: Floor | undefined,
): CounterBelief {
  const next = timeStep(Math.min(shown + 1, nextCounterMax));
  return { next, since: knownSince(now, floor) };
}

/**
 * Returns the greatest counter that is spent by what is known alone; null when none is. What was proved
 * before a floor was perhaps not the last thing: `countersLost` more are spent then (law 12).
 */
export function countersSpent(
  { next, since }: CounterBelief,
  floor: Floor | undefined,
  countersLost: number,
): TimeStep | null {
  const mayBeBehind = floor !== undefined && since < countsUntil(floor.mark);
  const spent = next - 1 + (mayBeBehind ? countersLost : 0);
  return spent < 0 ? null : timeStep(spent);
}

/** Returns the date of what becomes known now, under a floor: never a date from before it. */
function knownSince(now: UnixMilliseconds, floor: Floor | undefined): UnixMilliseconds {
  // The clock of this node may be behind that of the node which raised the floor.
  return momentAfter(floor === undefined ? now : Math.max(now, countsUntil(floor.mark)), 0);
}
