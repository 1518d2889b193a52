declare const unit: unique symbol;

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z, 0 .. 2^53-1. */
export type UnixMilliseconds = number & { readonly [unit]: "UnixMilliseconds" };

/** A number of whole periods since T0 (RFC 6238 §4 `T`), 0 .. 2^53-1. */
export type TimeStep = number & { readonly [unit]: "TimeStep" };

/** Answers `value` as a moment. Throws RangeError when it is not whole milliseconds >= 0. */
export function unixMilliseconds(value: number): UnixMilliseconds {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Cannot use ${value} as a time: expected whole milliseconds >= 0`);
  }
  return value as UnixMilliseconds;
}

/** Answers the moment so long after another; the first or last there is for one beyond them. */
export function momentAfter(moment: number, milliseconds: number): UnixMilliseconds {
  const within = Math.min(Math.max(0, moment + milliseconds), Number.MAX_SAFE_INTEGER);
  return unixMilliseconds(within);
}

/** Answers `value` as a time step. Throws RangeError when it is not a whole number >= 0. */
export function timeStep(value: number): TimeStep {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`Cannot use ${value} as a time step: expected a whole number >= 0`);
  }
  return value as TimeStep;
}

/** How a period divides time. */
export type StepClock = {
  /** Seconds a step lasts, 1 or more. */
  readonly periodSeconds: number;
  /** Unix seconds at which step 0 begins (RFC 6238 §4 `T0`). */
  readonly t0Seconds: number;
};

/**
 * Answers the step that is current at `now` (RFC 6238 §4.2), or null before T0.
 * Integer arithmetic only: exact for every moment up to 2^53-1 ms.
 */
export function stepAt(now: UnixMilliseconds, clock: StepClock): TimeStep | null {
  const since = now - clock.t0Seconds * 1000;
  if (since < 0) return null;
  const period = clock.periodSeconds * 1000;
  return timeStep((since - (since % period)) / period);
}

/** Answers the moment at which `step` begins. Throws RangeError past 2^53-1 ms. */
export function stepStartsAt(step: TimeStep, clock: StepClock): UnixMilliseconds {
  return unixMilliseconds((clock.t0Seconds + step * clock.periodSeconds) * 1000);
}
