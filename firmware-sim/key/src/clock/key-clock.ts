import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import {
  checkedQuartz,
  idealQuartz,
  type Quartz,
  wanderBetween,
  wanderPpm,
} from "../quartz/quartz.ts";
import { checkedProfile, type TemperatureProfile } from "../quartz/temperature.ts";

/**
 * The key's clock, as plain data: a straight line through one anchor, and what its quartz wanders
 * from that line.
 *
 *   believed
 *      |            .·´   slope 1 + rate
 *      |        .·´
 *      |    .x´           x = (trueAt, believedAt + fraction)
 *      |.·´
 *      +----------------- true time
 *
 * The line's fields are whole numbers, so nothing is lost however often the rate changes; the
 * wander depends on the moment alone and is added in whole nanoseconds, so that looking often or
 * seldom gives the same answers.
 */
export type KeyClock = {
  /** True time of the anchor, ms. */
  readonly trueAt: UnixMilliseconds;
  /** What the key believes at the anchor, ms. */
  readonly believedAt: UnixMilliseconds;
  /** What lies between `believedAt` and the next millisecond: 0 .. 999,999,999 ps. */
  readonly fractionPicoseconds: number;
  /** Speed error in parts per billion, -5,000,000 .. 5,000,000; positive runs fast. */
  readonly rateError: number;
  /** What makes the speed change by itself: `idealQuartz` does not. */
  readonly quartz: Quartz;
};

/** The largest speed error of a key clock, ppm. The worst resonators on boards reach 3300. */
export const ratePpmMax = 5000;

const partsPerMillion = 1000;
const picosecondsPerMillisecond = 1_000_000_000;
const nanosecondsPerMillisecond = 1_000_000;

/**
 * Returns a clock that at `at` is `offsetMilliseconds` (whole, default 0) ahead of true time and
 * runs fast by `ratePpm` (default 0, within ±5000, kept to 0.001 ppm).
 * `quartz` makes that speed wander; default: it does not.
 * Throws RangeError for other values, or when the key would believe a time before 1970.
 */
export function keyClock(start: {
  readonly at: UnixMilliseconds;
  readonly offsetMilliseconds?: number;
  readonly ratePpm?: number;
  readonly quartz?: Quartz;
}): KeyClock {
  return {
    trueAt: unixMilliseconds(start.at),
    believedAt: believed(start.at + requireWhole("an offset", start.offsetMilliseconds ?? 0)),
    fractionPicoseconds: 0,
    rateError: partsPerBillion(start.ratePpm ?? 0),
    quartz: checkedQuartz(start.quartz ?? idealQuartz),
  };
}

/**
 * Returns what the key believes when true time is `at`, rounded down to whole milliseconds.
 * It never runs backwards as `at` grows. Moments before the anchor lie on the same line.
 * Throws RangeError when the belief lies before 1970 or past 2^53-1 ms.
 */
export function believedTimeAt(clock: KeyClock, at: UnixMilliseconds): UnixMilliseconds {
  return believed(lineAt(clock, at).milliseconds);
}

/** Returns the key's clock minus true time at `at`, in whole milliseconds (rounded down). */
export function offsetAt(clock: KeyClock, at: UnixMilliseconds): number {
  return believedTimeAt(clock, at) - at;
}

/** Returns the tolerance, the part of the speed error that never changes, ppm; positive runs fast. */
export function ratePpmOf(clock: KeyClock): number {
  return clock.rateError / partsPerMillion;
}

/** Returns the speed error at `at` with all that the quartz adds to it, ppm; positive runs fast. */
export function ratePpmAt(clock: KeyClock, at: UnixMilliseconds): number {
  return ratePpmOf(clock) + wanderPpm(clock.quartz, at);
}

/** A moment and what the clock shows then, to the picosecond. */
export type ClockPoint = {
  /** True time, ms. */
  readonly at: UnixMilliseconds;
  /** What the key believes, rounded down, ms. */
  readonly believedAt: UnixMilliseconds;
  /** What lies between `believedAt` and the next millisecond. */
  readonly fractionPicoseconds: number;
};

/** Returns what the clock shows at `at`. Throws RangeError as `believedTimeAt` does. */
export function clockPointAt(clock: KeyClock, at: UnixMilliseconds): ClockPoint {
  const { milliseconds, picoseconds } = lineAt(clock, at);
  return { at, believedAt: believed(milliseconds), fractionPicoseconds: picoseconds };
}

/**
 * Returns the first moment of true time at which the key believes `belief` or later: one
 * millisecond before, it believed less. Throws RangeError when that lies outside 0 .. 2^53-1 ms.
 * The answer does not depend on `near`, a point of this clock: a near one makes it cheaper.
 */
export function trueTimeWhenBelieved(
  clock: KeyClock,
  belief: UnixMilliseconds,
  near: ClockPoint = anchorOf(clock),
): UnixMilliseconds {
  const speed = 1 + clock.rateError / 1e9;
  const wander = clock.quartz === idealQuartz ? 0 : wanderPartMax;
  let at: number = near.at;
  let milliseconds: number = near.believedAt;
  let picoseconds = near.fractionPicoseconds;
  // Each round leaves less than a hundredth of what was missing.
  for (let round = 0; round < 12; round += 1) {
    const missing = belief - milliseconds - picoseconds / picosecondsPerMillisecond;
    const later = missing / speed;
    if (Math.abs(later) < 4) {
      // So near, the straight line says which millisecond it is, unless the wander may have a say.
      const first = Math.ceil(later);
      const margin = wander * (Math.abs(first) + 1) + roundingMilliseconds;
      if (first - later > margin && later - (first - 1) > margin)
        return unixMilliseconds(at + first);
      at += first;
      break;
    }
    at += Math.round(later);
    const there = lineAt(clock, at);
    milliseconds = there.milliseconds;
    picoseconds = there.picoseconds;
  }
  while (lineAt(clock, at).milliseconds < belief) at += 1;
  while (lineAt(clock, at - 1).milliseconds >= belief) at -= 1;
  return unixMilliseconds(at);
}

/**
 * No quartz that `checkedQuartz` lets through wanders faster, as a part of the time: at most 1563 ppm
 * come from the temperature, 906 from ageing until 2^53 ms, 2400 from the largest walk.
 */
const wanderPartMax = 0.011;
/** More than whole nanoseconds and the rounding of doubles can move a point by. */
const roundingMilliseconds = 0.002;

/**
 * Returns the clock with another speed error from `at` on. What the key believes at `at` stays as
 * it is, to the picosecond. Throws RangeError when `ratePpm` lies outside ±5000.
 */
export function setRate(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly ratePpm: number },
): KeyClock {
  return { ...anchoredAt(clock, change.at), rateError: partsPerBillion(change.ratePpm) };
}

/**
 * Returns the clock whose quartz has another temperature from `at` on. What the key believes at
 * `at` stays as it is. Throws RangeError for a profile that `checkedProfile` refuses.
 */
export function setTemperature(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly temperature: TemperatureProfile },
): KeyClock {
  const temperature = checkedProfile(change.temperature);
  return { ...anchoredAt(clock, change.at), quartz: { ...clock.quartz, temperature } };
}

/**
 * Returns the clock after a blow at `at` that changed its speed by `byPpm` for good. Throws
 * RangeError when the rate would lie outside ±5000 ppm.
 */
export function shock(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly byPpm: number },
): KeyClock {
  return setRate(clock, { at: change.at, ratePpm: ratePpmOf(clock) + change.byPpm });
}

/**
 * Returns the clock set, at `at`, to true time plus `offsetMilliseconds`; its speed error stays.
 * Throws RangeError for an offset that is not whole, or a belief before 1970.
 */
export function setOffset(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly offsetMilliseconds: number },
): KeyClock {
  return { ...keyClock({ ...change, quartz: clock.quartz }), rateError: clock.rateError };
}

/**
 * Returns the clock moved by `byMilliseconds` (whole, negative goes back); its speed error stays.
 * Throws RangeError when `byMilliseconds` is not whole, or the key would believe a time before 1970.
 */
export function jump(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly byMilliseconds: number },
): KeyClock {
  const anchored = anchoredAt(clock, change.at);
  const by = requireWhole("a jump", change.byMilliseconds);
  return { ...anchored, believedAt: believed(anchored.believedAt + by) };
}

function anchorOf({ trueAt, believedAt, fractionPicoseconds }: KeyClock): ClockPoint {
  return { at: trueAt, believedAt, fractionPicoseconds };
}

/** The same clock with its anchor at `at`. */
function anchoredAt(clock: KeyClock, at: UnixMilliseconds): KeyClock {
  const { milliseconds, picoseconds } = lineAt(clock, at);
  return {
    ...clock,
    trueAt: unixMilliseconds(at),
    believedAt: believed(milliseconds),
    fractionPicoseconds: picoseconds,
  };
}

/** Line and wander at `at`. Exact: elapsed times are split so that no product passes 2^53. */
function lineAt(
  clock: KeyClock,
  at: number,
): { readonly milliseconds: number; readonly picoseconds: number } {
  const elapsed = at - clock.trueAt;
  const whole = Math.floor(elapsed / picosecondsPerMillisecond);
  const rest = elapsed - whole * picosecondsPerMillisecond;
  const wander = wanderBetween(clock.quartz, clock.trueAt, at);
  const wanderMilliseconds = Math.floor(wander / nanosecondsPerMillisecond);
  const wanderRest = (wander - wanderMilliseconds * nanosecondsPerMillisecond) * 1000;
  const drift = rest * clock.rateError + clock.fractionPicoseconds + wanderRest;
  const carried = Math.floor(drift / picosecondsPerMillisecond);
  return {
    milliseconds:
      clock.believedAt + elapsed + whole * clock.rateError + wanderMilliseconds + carried,
    picoseconds: drift - carried * picosecondsPerMillisecond,
  };
}

function partsPerBillion(ratePpm: number): number {
  if (!Number.isFinite(ratePpm) || Math.abs(ratePpm) > ratePpmMax) {
    throw new RangeError(
      `Cannot use ${ratePpm} as a rate: expected -${ratePpmMax} to ${ratePpmMax} ppm`,
    );
  }
  // Adding zero turns -0 into 0, so that equal clocks are equal as data.
  return Math.round(ratePpm * partsPerMillion) + 0;
}

function requireWhole(what: string, milliseconds: number): number {
  if (!Number.isSafeInteger(milliseconds)) {
    throw new RangeError(`Cannot use ${milliseconds} as ${what}: expected whole milliseconds`);
  }
  return milliseconds;
}

function believed(milliseconds: number): UnixMilliseconds {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
    throw new RangeError(
      `Cannot let a key believe ${milliseconds}: expected 0 to 2^53-1 ms since 1970`,
    );
  }
  return unixMilliseconds(milliseconds);
}
