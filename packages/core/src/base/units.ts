import { inWords, requireObject, requireWhole } from "./foreign.ts";

declare const unit: unique symbol;

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z, 0 .. 2^53-1. */
export type UnixMilliseconds = number & { readonly [unit]: "UnixMilliseconds" };

/** A number of whole periods since T0 (RFC 6238 §4 `T`), 0 .. 2^53-1. */
export type TimeStep = number & { readonly [unit]: "TimeStep" };

/**
 * Returns `value` as a moment.
 * @throws RangeError when it is not whole milliseconds >= 0, TypeError when it is no number.
 */
export function unixMilliseconds(value: number): UnixMilliseconds {
  requireWhole("a time", value, momentRange);
  return value as UnixMilliseconds;
}

const momentRange = {
  ...{ min: 0, max: Number.MAX_SAFE_INTEGER },
  wanted: "whole milliseconds >= 0",
};

/** Returns the moment so long after another; the first or last there is for one beyond them. */
export function momentAfter(moment: number, milliseconds: number): UnixMilliseconds {
  requireNumber(moment);
  requireNumber(milliseconds);
  const within = Math.min(Math.max(0, moment + milliseconds), Number.MAX_SAFE_INTEGER);
  return unixMilliseconds(within);
}

/** A text would be joined where it is to be added. */
function requireNumber(value: unknown): void {
  if (typeof value === "number") return;
  throw new TypeError(`Cannot count time: found ${inWords(value)}, expected milliseconds`);
}

/**
 * Returns `value` as a time step.
 * @throws RangeError when it is not a whole number >= 0, TypeError when it is no number.
 */
export function timeStep(value: number): TimeStep {
  requireWhole("a time step", value, stepRange);
  return value as TimeStep;
}

const stepRange = { ...{ min: 0, max: Number.MAX_SAFE_INTEGER }, wanted: "a whole number >= 0" };

/** How a period divides time. */
export type StepClock = {
  /** Seconds a step lasts, 1 or more. */
  readonly periodSeconds: number;
  /** Unix seconds at which step 0 begins (RFC 6238 §4 `T0`). */
  readonly t0Seconds: number;
};

/** @throws RangeError for a period outside 1..86400 s, TypeError for what is no number. */
export function requirePeriod(value: unknown): asserts value is number {
  requireWhole("period", value, periodRange);
}

const periodRange = { min: 1, max: 86_400, wanted: "a whole number from 1 to 86400" };

/** @throws RangeError for a T0 that is not whole seconds >= 0, TypeError for what is no number. */
export function requireT0(value: unknown): asserts value is number {
  requireWhole("T0", value, t0Range);
}

const t0SecondsMax = Math.floor(Number.MAX_SAFE_INTEGER / 1000);
const t0Range = { min: 0, max: t0SecondsMax, wanted: `a whole number from 0 to ${t0SecondsMax}` };

function requireClock(clock: StepClock): void {
  requireObject("count steps", clock, "a period and T0");
  requirePeriod(clock.periodSeconds);
  requireT0(clock.t0Seconds);
}

/**
 * Returns the step that is current at `now` (RFC 6238 §4.2), or null before T0.
 * Integer arithmetic only: exact for every moment up to 2^53-1 ms.
 * @throws RangeError for numbers out of range, TypeError for values of another type.
 */
export function stepAt(now: UnixMilliseconds, clock: StepClock): TimeStep | null {
  unixMilliseconds(now);
  requireClock(clock);
  const since = now - clock.t0Seconds * 1000;
  if (since < 0) return null;
  const period = clock.periodSeconds * 1000;
  return timeStep((since - (since % period)) / period);
}

/**
 * Returns the moment at which `step` begins.
 * @throws RangeError past 2^53-1 ms and for numbers out of range, TypeError for other types.
 */
export function stepStartsAt(step: TimeStep, clock: StepClock): UnixMilliseconds {
  timeStep(step);
  requireClock(clock);
  return unixMilliseconds((clock.t0Seconds + step * clock.periodSeconds) * 1000);
}
