import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";

/**
 * The key's clock, as plain data: a straight line through one anchor.
 *
 *   believed
 *      |            .·´   slope 1 + rate
 *      |        .·´
 *      |    .x´           x = (trueAt, believedAt + fraction)
 *      |.·´
 *      +----------------- true time
 *
 * Every field is a whole number, so the same clock gives the same answers on every machine and
 * nothing is lost however often the rate changes.
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
};

/** The largest speed error of a key clock, ppm. The worst resonators on boards reach 3300. */
export const ratePpmMax = 5000;

const partsPerMillion = 1000;
const picosecondsPerMillisecond = 1_000_000_000;

/**
 * Answers a clock that at `at` is `offsetMilliseconds` (whole, default 0) ahead of true time and
 * runs fast by `ratePpm` (default 0, within ±5000, kept to 0.001 ppm).
 * Throws RangeError for other values, or when the key would believe a time before 1970.
 */
export function keyClock(start: {
  readonly at: UnixMilliseconds;
  readonly offsetMilliseconds?: number;
  readonly ratePpm?: number;
}): KeyClock {
  return {
    trueAt: unixMilliseconds(start.at),
    believedAt: believed(start.at + requireWhole("an offset", start.offsetMilliseconds ?? 0)),
    fractionPicoseconds: 0,
    rateError: partsPerBillion(start.ratePpm ?? 0),
  };
}

/**
 * Answers what the key believes when true time is `at`, rounded down to whole milliseconds.
 * It never runs backwards as `at` grows. Moments before the anchor lie on the same line.
 * Throws RangeError when the belief lies before 1970 or past 2^53-1 ms.
 */
export function believedTimeAt(clock: KeyClock, at: UnixMilliseconds): UnixMilliseconds {
  return believed(lineAt(clock, at).milliseconds);
}

/** Answers the key's clock minus true time at `at`, in whole milliseconds (rounded down). */
export function offsetAt(clock: KeyClock, at: UnixMilliseconds): number {
  return believedTimeAt(clock, at) - at;
}

/** Answers the speed error in ppm; positive runs fast. */
export function ratePpmOf(clock: KeyClock): number {
  return clock.rateError / partsPerMillion;
}

/**
 * Answers the first moment of true time at which the key believes `belief` or later: one
 * millisecond before, it believed less. Throws RangeError when that lies outside 0 .. 2^53-1 ms.
 */
export function trueTimeWhenBelieved(clock: KeyClock, belief: UnixMilliseconds): UnixMilliseconds {
  // The smallest whole e with e * (10^9 + rate) + fraction >= (belief - believedAt) * 10^9.
  // The products pass 2^53, hence the big integers.
  const unit = BigInt(picosecondsPerMillisecond);
  const wanted = BigInt(belief - clock.believedAt) * unit - BigInt(clock.fractionPicoseconds);
  const elapsed = ceilingDivide(wanted, unit + BigInt(clock.rateError));
  return unixMilliseconds(clock.trueAt + Number(elapsed));
}

/**
 * Answers the clock with another speed error from `at` on. What the key believes at `at` stays as
 * it is, to the picosecond. Throws RangeError when `ratePpm` lies outside ±5000.
 */
export function setRate(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly ratePpm: number },
): KeyClock {
  const { milliseconds, picoseconds } = lineAt(clock, change.at);
  return {
    trueAt: change.at,
    believedAt: believed(milliseconds),
    fractionPicoseconds: picoseconds,
    rateError: partsPerBillion(change.ratePpm),
  };
}

/**
 * Answers the clock set, at `at`, to true time plus `offsetMilliseconds`; its speed error stays.
 * Throws RangeError for an offset that is not whole, or a belief before 1970.
 */
export function setOffset(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly offsetMilliseconds: number },
): KeyClock {
  return { ...keyClock(change), rateError: clock.rateError };
}

/**
 * Answers the clock moved by `byMilliseconds` (whole, negative goes back); its speed error stays.
 * Throws RangeError when `byMilliseconds` is not whole, or the key would believe a time before 1970.
 */
export function jump(
  clock: KeyClock,
  change: { readonly at: UnixMilliseconds; readonly byMilliseconds: number },
): KeyClock {
  const { milliseconds, picoseconds } = lineAt(clock, change.at);
  return {
    trueAt: change.at,
    believedAt: believed(milliseconds + requireWhole("a jump", change.byMilliseconds)),
    fractionPicoseconds: picoseconds,
    rateError: clock.rateError,
  };
}

/** The line at `at`. Exact: the elapsed time is split so that no product passes 2^53. */
function lineAt(
  clock: KeyClock,
  at: UnixMilliseconds,
): { readonly milliseconds: number; readonly picoseconds: number } {
  const elapsed = at - clock.trueAt;
  const whole = Math.floor(elapsed / picosecondsPerMillisecond);
  const rest = elapsed - whole * picosecondsPerMillisecond;
  const drift = rest * clock.rateError + clock.fractionPicoseconds;
  const carried = Math.floor(drift / picosecondsPerMillisecond);
  return {
    milliseconds: clock.believedAt + elapsed + whole * clock.rateError + carried,
    picoseconds: drift - carried * picosecondsPerMillisecond,
  };
}

function ceilingDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return quotient * divisor < dividend ? quotient + 1n : quotient;
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
