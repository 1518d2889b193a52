import { inWords, requireObject } from "./foreign.ts";

/** Whole numbers from `min` to `max`, both included; `min` is never above `max`. */
export type Interval = { readonly min: number; readonly max: number };

/**
 * Returns what lies in both, or null when nothing does.
 * @throws RangeError for ends that are no whole numbers, TypeError for values of another type.
 */
export function intersect(left: Interval, right: Interval): Interval | null {
  requireInterval(left);
  requireInterval(right);
  const min = Math.max(left.min, right.min);
  const max = Math.min(left.max, right.max);
  return min <= max ? { min, max } : null;
}

/**
 * Returns the middle, rounded down.
 * @throws RangeError for ends that are no whole numbers, TypeError for values of another type.
 */
export function middle(interval: Interval): number {
  requireInterval(interval);
  const { min, max } = interval;
  return min + Math.floor((max - min) / 2);
}

function requireInterval(interval: Interval): void {
  requireObject("use an interval", interval, "its two ends");
  requireEnd(interval.min);
  requireEnd(interval.max);
}

/** Ends may lie beyond 2^53: an offset that grew for centuries. */
function requireEnd(end: unknown): void {
  if (Number.isInteger(end)) return;
  const message = `Cannot use ${inWords(end)} as an end of an interval: expected a whole number`;
  throw typeof end === "number" ? new RangeError(message) : new TypeError(message);
}

const billion = 1_000_000_000;

/**
 * Returns rate * duration / 10^9 for a rate in parts per billion, rounded down. Exact while
 * |rate| <= 5,000,000 and |duration| < 2^53: the duration is split, so no product passes 2^53.
 */
export function scaleDown(ratePpb: number, duration: number): number {
  const whole = Math.trunc(duration / billion);
  const rest = duration - whole * billion;
  // From 0 on, so that it is never -0, which stored text would not give back.
  return 0 + ratePpb * whole + Math.floor((ratePpb * rest) / billion);
}

/** The same, rounded up. */
export function scaleUp(ratePpb: number, duration: number): number {
  return 0 - scaleDown(-ratePpb, duration);
}

/** Returns the rate in parts per billion that makes `change` in `duration` > 0, rounded down. */
export function rateDown(change: number, duration: number): number {
  const product = change * billion;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(duration)) {
    // The quotient is rounded: what is left over says whether it is one too large or too small.
    const quotient = Math.floor(product / duration);
    const rest = product - quotient * duration;
    return quotient + (rest < 0 ? -1 : rest >= duration ? 1 : 0);
  }
  const exact = BigInt(change) * BigInt(billion);
  const divisor = BigInt(duration);
  const quotient = exact / divisor;
  return Number(quotient * divisor > exact ? quotient - 1n : quotient);
}

/** The same, rounded up. */
export function rateUp(change: number, duration: number): number {
  return 0 - rateDown(-change, duration);
}
