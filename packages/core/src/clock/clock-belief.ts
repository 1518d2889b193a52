import {
  type Interval,
  intersect,
  middle,
  rateDown,
  rateUp,
  scaleDown,
  scaleUp,
} from "../base/interval.ts";
import type { StepClock, TimeStep, UnixMilliseconds } from "../base/units.ts";

/**
 * What is known of a key's clock: where its offset can be and how fast it can run. It is set
 * arithmetic: each interval holds the truth as long as the key keeps to the stated bounds, and
 * every rounding goes outward. `docs/reference/policy.md` has the mathematics and its proof.
 */
export type ClockBelief = {
  readonly version: 1;
  /** The moment for which `offset` is stated. */
  readonly at: UnixMilliseconds;
  /** Key clock minus true time, milliseconds. */
  readonly offset: Interval;
  /** Speed error, parts per billion (1 ppm = 1000): how fast the offset grows. */
  readonly rate: Interval;
  /** Earlier moments with what was known of the offset then, the oldest first. Rates are learnt from them. */
  readonly anchors: readonly ClockAnchor[];
};

export type ClockAnchor = { readonly at: UnixMilliseconds; readonly offset: Interval };

/** The bounds within which no key is ever refused for its clock (law 4). */
export type ClockBounds = {
  /** Speed error of a key of which nothing was learnt, ppb. */
  readonly rateBoundPpb: number;
  /** How far any two rates of one key lie apart at most (temperature, ageing), ppb. */
  readonly wanderPpb: number;
  /** From the moment a code was on the display to the moment it arrives here, ms at most. */
  readonly entryDelayMilliseconds: number;
  /** Anchors lie this far apart at least, ms. */
  readonly anchorSpacingMilliseconds: number;
  readonly anchorsMax: number;
};

const day = 86_400_000;

/**
 * ±100 ppm holds crystals with wrong load capacitors (80–110 ppm are seen at worst; good ones keep
 * ±20). 15 ppm of wander is -0.034 ppm/°C² for 20 °C round the turnover, or some years of ageing.
 */
export const defaultClockBounds: ClockBounds = {
  rateBoundPpb: 100_000,
  wanderPpb: 15_000,
  entryDelayMilliseconds: 30_000,
  anchorSpacingMilliseconds: 30 * day,
  anchorsMax: 6,
};

/** Returns the belief about a key of which nothing is known but that its offset lies in `offset`. */
export function unlearntBelief(
  at: UnixMilliseconds,
  offset: Interval,
  bounds: ClockBounds,
): ClockBelief {
  return { version: 1, at, offset, rate: rateBound(bounds), anchors: [] };
}

/** Predict: answers where the offset can be at `at`, which may lie before the belief's moment. */
export function offsetAt(belief: ClockBelief, at: number): Interval {
  const duration = at - belief.at;
  const { min, max } = belief.rate;
  // Going back, the fastest clock is the one that lay furthest behind.
  const [slowest, fastest] = duration < 0 ? [max, min] : [min, max];
  return {
    min: belief.offset.min + scaleDown(slowest, duration),
    max: belief.offset.max + scaleUp(fastest, duration),
  };
}

/**
 * Returns what the key's clock can have shown when it showed the code that arrives `now`: the
 * display was read at some moment of the entry delay, and a clock never runs backwards.
 */
export function keyTimeAt(belief: ClockBelief, now: number, bounds: ClockBounds): Interval {
  const earliest = now - bounds.entryDelayMilliseconds;
  return {
    min: earliest + offsetAt(belief, earliest).min,
    max: now + offsetAt(belief, now).max,
  };
}

/**
 * What a code of `step` says about the offset at the moment `now` at which it arrived: at some
 * moment of the entry delay the key's clock stood within that step.
 */
export function observedOffset(
  step: TimeStep,
  now: UnixMilliseconds,
  clock: StepClock,
  how: { readonly entryDelayMilliseconds: number; readonly fastestPpb: number },
): Interval {
  const period = clock.periodSeconds * 1000;
  const begins = clock.t0Seconds * 1000 + step * period;
  const delay = how.entryDelayMilliseconds;
  // While the holder typed, a fast clock ran ahead by this much more.
  const gained = Math.max(0, scaleUp(how.fastestPpb, delay));
  return { min: begins - now, max: begins + period + delay + gained - now };
}

/** Returns whether a clock of that belief cannot have shown the code of `step` that came at `now`. */
export function contradicts(
  belief: ClockBelief,
  step: TimeStep,
  now: UnixMilliseconds,
  clock: StepClock,
  { entryDelayMilliseconds }: ClockBounds,
): boolean {
  const how = { entryDelayMilliseconds, fastestPpb: belief.rate.max };
  return intersect(offsetAt(belief, now), observedOffset(step, now, clock, how)) === null;
}

/**
 * Observe and learn: answers the belief after a code of `step` was accepted at `now`. When the code
 * contradicts the belief, the key broke its bounds (a jump, a new battery): all that was learnt is
 * dropped and only this code counts.
 */
export function observe(
  belief: ClockBelief,
  step: TimeStep,
  now: UnixMilliseconds,
  clock: StepClock,
  bounds: ClockBounds,
): ClockBelief {
  const { entryDelayMilliseconds } = bounds;
  const fastestPpb = belief.rate.max;
  const seen = observedOffset(step, now, clock, { entryDelayMilliseconds, fastestPpb });
  const offset = intersect(offsetAt(belief, now), seen);
  if (offset === null) {
    const fresh = observedOffset(step, now, clock, {
      entryDelayMilliseconds,
      fastestPpb: bounds.rateBoundPpb,
    });
    return withAnchor(unlearntBelief(now, fresh, bounds), bounds);
  }
  const { version, anchors } = belief;
  const rate = learnRate(belief, now, offset, bounds);
  return withAnchor({ version, at: now, offset, rate, anchors }, bounds);
}

/**
 * Returns the belief that holds whichever of two beliefs is true. Both are stated for one moment. Its rate
 * is that of the first: what sets a clock does not change its speed.
 */
export function eitherBelief(
  one: ClockBelief,
  other: ClockBelief,
  bounds: ClockBounds,
): ClockBelief {
  const min = Math.min(one.offset.min, other.offset.min);
  const max = Math.max(one.offset.max, other.offset.max);
  return withAnchor({ ...one, offset: { min, max }, anchors: [] }, bounds);
}

/**
 * Two offsets far apart bound the mean rate in between; any later rate is at most the wander away
 * from that mean. Each anchor gives such an interval and the truth lies in all of them.
 */
function learnRate(
  belief: ClockBelief,
  now: UnixMilliseconds,
  offset: Interval,
  bounds: ClockBounds,
): Interval {
  const { rateBoundPpb, wanderPpb } = bounds;
  let min = 0 - rateBoundPpb;
  let max = rateBoundPpb;
  for (const anchor of belief.anchors) {
    const mean = meanRateSince(anchor, now, offset);
    if (mean === null) continue;
    min = Math.max(min, mean.min - wanderPpb);
    max = Math.min(max, mean.max + wanderPpb);
  }
  return min > max ? rateBound(bounds) : atLeastWander({ min, max }, bounds);
}

/**
 * Returns how fast a clock can have run in the mean from an anchor's moment to `at`, ppb, when its offset then lies in
 * `offset`; null unless `at` is later.
 */
export function meanRateSince(anchor: ClockAnchor, at: number, offset: Interval): Interval | null {
  const duration = at - anchor.at;
  if (duration <= 0) return null;
  return {
    min: rateDown(offset.min - anchor.offset.max, duration),
    max: rateUp(offset.max - anchor.offset.min, duration),
  };
}

/** The rate is never held to be narrower than the wander allows on both sides. */
function atLeastWander(rate: Interval, bounds: ClockBounds): Interval {
  const { wanderPpb } = bounds;
  if (rate.max - rate.min >= 2 * wanderPpb) return rate;
  const centre = middle(rate);
  const wide = { min: centre - wanderPpb, max: centre + wanderPpb };
  return intersect(wide, rateBound(bounds)) ?? rate;
}

function rateBound({ rateBoundPpb }: ClockBounds): Interval {
  return { min: 0 - rateBoundPpb, max: rateBoundPpb };
}

/** Keeps the present as an anchor when the last one is old enough; the oldest goes when there are too many. */
function withAnchor(belief: ClockBelief, bounds: ClockBounds): ClockBelief {
  // An anchor of a moment yet to come was made by a server clock that was ahead.
  const hasAhead = belief.anchors.some(({ at }) => at > belief.at);
  const past = hasAhead ? belief.anchors.filter(({ at }) => at <= belief.at) : belief.anchors;
  const last = past.at(-1);
  if (last !== undefined && belief.at - last.at < bounds.anchorSpacingMilliseconds) {
    return past === belief.anchors ? belief : { ...belief, anchors: past };
  }
  const anchors = [...past, { at: belief.at, offset: belief.offset }];
  return { ...belief, anchors: anchors.slice(-bounds.anchorsMax) };
}
