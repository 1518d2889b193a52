import { type Interval, middle } from "../base/interval.ts";
import { type StepClock, type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";
import { type ClockBelief, type ClockBounds, keyTimeAt, meanRateSince } from "./clock-belief.ts";
import type { WindowCaps } from "./window.ts";

/** How fast a key's clock ran in the mean of a time. */
export type MeasuredRate = {
  /** The moment from which it was measured: the oldest one that is remembered. */
  readonly since: UnixMilliseconds;
  /** Between which rates the mean lies, ppb. It is measured: neither the bound nor the wander is part of it. */
  readonly rate: Interval;
};

/**
 * A key whose mean rate lies further than this from that of its fleet drifts as no sound crystal does, ppb: crystals
 * are sold as ±20 ppm. `docs/reference/clock-health.md` has what it finds, and how often it is wrong.
 */
export const soundRatePpb = 25_000;

/** Cold and heat make every tuning fork slower, and no sound fleet faster, ppb. */
const fleetRates: Interval = { min: -30_000, max: 0 };

/**
 * Returns how fast the clock ran in the mean since the oldest moment that is remembered; null before a second code was
 * accepted.
 */
export function measuredRate(belief: ClockBelief): MeasuredRate | null {
  const [oldest] = belief.anchors;
  if (oldest === undefined) return null;
  const rate = meanRateSince(oldest, belief.at, belief.offset);
  return rate && { since: oldest.at, rate };
}

/**
 * Returns the middle rate of a fleet, ppb: the median of the middles of what was measured of its keys, as far as
 * temperature explains it; 0 for no key. It is what the season does to all of them, and a hundredth that drifts does not move it.
 */
export function fleetRate(measured: readonly MeasuredRate[]): number {
  const middles = measured.map(({ rate }) => middle(rate)).sort((one, other) => one - other);
  const median = middles[Math.floor((middles.length - 1) / 2)] ?? 0;
  return Math.max(fleetRates.min, Math.min(fleetRates.max, median));
}

/**
 * Returns whether the whole of a measured rate lies further than `bound` from `centre`, to one side or the other, both
 * in ppb. `centre`: what `fleetRate` gives.
 */
export function isBeyond(
  { rate }: MeasuredRate,
  centre: number,
  bound: number = soundRatePpb,
): boolean {
  return rate.min > centre + bound || rate.max < centre - bound;
}

/** Beyond this nobody asks, ms: a hundred years. */
const horizonMilliseconds = 100 * 365.25 * 86_400_000;

/**
 * Returns the last moment at which every code that the key can show passes at once, if it is not used until then: from
 * then on its holder may be asked for the next code. At the belief's own moment when that is so already; null when
 * nothing ever passes, or when it stays so for a hundred years.
 */
export function passesAtOnceUntil(
  belief: ClockBelief,
  clock: StepClock,
  limits: { readonly bounds: ClockBounds; readonly caps: WindowCaps },
): UnixMilliseconds | null {
  const { acceptSteps } = limits.caps;
  if (acceptSteps < 1) return null;
  // So wide a span touches `acceptSteps` steps at most, wherever it lies.
  const widthMax = (acceptSteps - 1) * clock.periodSeconds * 1000;
  const isNarrow = (at: number): boolean => {
    const { min, max } = keyTimeAt(belief, at, limits.bounds);
    return max - min < widthMax;
  };
  let narrow: number = belief.at;
  let wide = narrow + horizonMilliseconds;
  if (!isNarrow(narrow)) return belief.at;
  if (isNarrow(wide)) return null;
  while (wide - narrow > 1) {
    const between = narrow + Math.floor((wide - narrow) / 2);
    if (isNarrow(between)) narrow = between;
    else wide = between;
  }
  return unixMilliseconds(narrow);
}
