import type { UnixMilliseconds } from "../base/units.ts";

/**
 * Watches the server's own clock by its keys: crystals do not move together, so when many keys
 * seem to have moved by the same time at once, it was the server that moved. Plain data of one
 * process; each server has a clock and a guard of its own.
 */
export type ClockGuard = {
  /** The latest shift of each key, the oldest first. */
  readonly shifts: readonly KeyShift[];
  /** Set while the server's clock is the suspect. */
  readonly alarm: ClockAlarm | null;
};

export type KeyShift = {
  readonly serial: string;
  readonly at: UnixMilliseconds;
  /** `clockShift` of an attempt's outcome, ms. */
  readonly shift: number;
};

export type ClockAlarm = {
  readonly since: UnixMilliseconds;
  /** By how much the server's clock seems behind where it was, ms; negative is ahead. */
  readonly serverShift: number;
};

export type ClockGuardLimits = {
  /** So many different keys must agree. */
  readonly keysMin: number;
  readonly keysMax: number;
  /** Shifts older than this ring no alarm, ms. */
  readonly memoryMilliseconds: number;
  /** An alarm ends when for so long no key disagreed, ms. */
  readonly alarmMilliseconds: number;
  /** A middle shift beyond this rings; one within half of it ends the alarm, ms. */
  readonly shiftMilliseconds: number;
};

/**
 * A code says where a clock is within ±45 s: half of a period and the entry delay. So keys that are
 * where they are believed to be never ring, however their holders type; at 40 s they would once in
 * some 25,000 log-ins. The median of eight keys wanders by some 13 s: a jump of a minute rings after
 * seven log-ins on average, after twenty nearly always.
 */
export const defaultClockGuardLimits: ClockGuardLimits = {
  keysMin: 8,
  keysMax: 64,
  memoryMilliseconds: 3_600_000,
  alarmMilliseconds: 86_400_000,
  shiftMilliseconds: 45_000,
};

export const restingClockGuard: ClockGuard = { shifts: [], alarm: null };

/**
 * Returns the guard after one more shift was seen. While an alarm stands old shifts count as well, so
 * that it ends when the latest keys agree with the server again, however seldom keys log in; and it ends
 * when for a day none disagreed.
 */
export function noteShift(
  guard: ClockGuard,
  seen: KeyShift,
  limits: ClockGuardLimits = defaultClockGuardLimits,
): ClockGuard {
  const { alarm } = guard;
  const others = guard.shifts.filter(({ serial }) => serial !== seen.serial);
  const counting =
    alarm === null
      ? others.filter(({ at }) => isWithin(at, seen.at, limits.memoryMilliseconds))
      : others;
  const shifts = [...counting, seen].slice(-limits.keysMax);
  const bound = alarm === null ? limits.shiftMilliseconds : limits.shiftMilliseconds / 2;
  const isSupported = shifts.some(
    ({ shift, at }) => Math.abs(shift) > bound && isWithin(at, seen.at, limits.alarmMilliseconds),
  );
  if (!isSupported) return { shifts, alarm: null };
  if (shifts.length < limits.keysMin) return { shifts, alarm };
  const shift = median(shifts.slice(-limits.keysMin).map((each) => each.shift));
  if (Math.abs(shift) <= bound) return { shifts, alarm: null };
  return { shifts, alarm: { since: alarm?.since ?? seen.at, serverShift: shift } };
}

/** A clock that jumps makes old shifts seem to lie in the future. */
function isWithin(at: number, now: number, milliseconds: number): boolean {
  return Math.abs(now - at) <= milliseconds;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const below = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const above = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (below + above) / 2;
}
