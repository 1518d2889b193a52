import {
  type ClockAlarm,
  type ClockGuard,
  type KeyShift,
  noteShift,
  restingClockGuard,
} from "@jeton/core";

/** Watches this server's clock by the keys that log in here. */
export type ClockWatch = {
  /** What is wrong with this server's clock, or null while nothing seems to be. */
  readonly alarm: () => ClockAlarm | null;
  readonly note: (shift: KeyShift) => void;
};

/** Returns a watch that calls `onChange` when its alarm begins and when it ends. */
export function watchClock(onChange: (alarm: ClockAlarm | null) => void = () => {}): ClockWatch {
  let guard: ClockGuard = restingClockGuard;
  return {
    alarm: () => guard.alarm,
    note(shift) {
      const before = guard.alarm;
      guard = noteShift(guard, shift);
      if ((before === null) !== (guard.alarm === null)) onChange(guard.alarm);
    },
  };
}
