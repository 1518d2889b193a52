import type { UnixMilliseconds } from "@jeton/core/units";
import { unixMilliseconds } from "@jeton/core/units";
import { type Battery, currentOf, drained, millisecondsUntil } from "../battery/battery.ts";
import { believedTimeAt, jump, type KeyClock, trueTimeWhenBelieved } from "../clock/key-clock.ts";
import type { Fault } from "../faults/fault.ts";
import {
  displayMode,
  type FirmwareEvent,
  type FirmwareState,
  runFirmware,
} from "../firmware/firmware.ts";
import type { GlassCondition } from "../lcd/glass-condition.ts";
import type { Lcd } from "../lcd/lcd.ts";

/** Everything that makes a simulated key what it is, apart from the source of true time. */
export type KeyMakeup = {
  readonly serial: string;
  readonly clock: KeyClock;
  /** As the factory meant it: lasting faults are laid over it when it is used. */
  readonly firmware: FirmwareState;
  readonly battery: Battery;
  /** How the glass is lit and looked at; the faults' defects come on top. */
  readonly condition: GlassCondition;
  /** The faults that last, oldest first. */
  readonly faults: readonly Fault[];
  /** What a frozen display keeps showing. */
  readonly frozen: Lcd | null;
  /** Where the seeded numbers stand from which faults are drawn. */
  readonly randomSeed: number;
  /** Until then, in true time, timers have run and the battery was drained. */
  readonly settledAt: UnixMilliseconds;
};

/**
 * Returns the key as it is at `at`: timers have run, the battery was drained, and what follows from
 * that has happened at its own moment. Settling often or seldom makes no difference. A moment
 * before the last one (this machine's clock was set back) changes nothing.
 */
export function settled(makeup: KeyMakeup, at: UnixMilliseconds): KeyMakeup {
  let key = makeup;
  while (key.settledAt < at && !key.firmware.off) {
    const next = nextTransition(key);
    if (next === null || next.at > at) return drainedTo(key, at);
    const before = drainedTo(key, next.at);
    const time = believedTimeAt(key.clock, next.at);
    key = { ...before, firmware: runFirmware(before.firmware, next.event, time) };
  }
  return key.settledAt < at ? { ...key, settledAt: at } : key;
}

/** Returns the key after `event` at `at`. */
export function acted(makeup: KeyMakeup, event: FirmwareEvent, at: UnixMilliseconds): KeyMakeup {
  const key = settled(makeup, at);
  return { ...key, firmware: runFirmware(key.firmware, event, believedTimeAt(key.clock, at)) };
}

/** Returns the key whose clock moved by `byMilliseconds` (whole) at `at`; its timers go on. */
export function clockMoved(
  makeup: KeyMakeup,
  byMilliseconds: number,
  at: UnixMilliseconds,
): KeyMakeup {
  const key = settled(makeup, at);
  const clock = jump(key.clock, { at, byMilliseconds });
  const event: FirmwareEvent = { kind: "clock-moved", byMilliseconds };
  return {
    ...key,
    clock,
    firmware: runFirmware(key.firmware, event, believedTimeAt(clock, at)),
  };
}

/** Returns when the key changes by itself next and how, true time; null: never. */
export function nextTransition(
  key: KeyMakeup,
): { readonly at: UnixMilliseconds; readonly event: FirmwareEvent | null } | null {
  const { firmware, battery, clock } = key;
  if (firmware.off) return null;
  const current = currentNow(key);
  const fromNow = (milliseconds: number): number => key.settledAt + milliseconds;
  const candidates: { at: number; event: FirmwareEvent | null }[] = [
    { at: fromNow(millisecondsUntil(battery, current, 0)), event: { kind: "battery-empty" } },
  ];
  if (!firmware.lowBattery) {
    const { lowPercent } = battery.design;
    const low = millisecondsUntil(battery, current, lowPercent);
    candidates.push({ at: fromNow(low), event: { kind: "battery-low" } });
  }
  for (const timer of [firmware.selfTestUntil, firmware.shownUntil]) {
    if (timer === null) continue;
    const at = trueTimeWhenBelieved(clock, unixMilliseconds(timer));
    candidates.push({ at: Math.max(at, key.settledAt), event: null });
  }
  const first = candidates.reduce((one, other) => (other.at < one.at ? other : one));
  return first.at > Number.MAX_SAFE_INTEGER
    ? null
    : { at: unixMilliseconds(first.at), event: first.event };
}

function drainedTo(key: KeyMakeup, at: UnixMilliseconds): KeyMakeup {
  const battery = drained(key.battery, currentNow(key), at - key.settledAt);
  return { ...key, battery, settledAt: at };
}

function currentNow({ firmware, battery }: KeyMakeup): number {
  const mode = displayMode(firmware);
  const shown = mode === "shown" || mode === "self-test";
  const { periodSeconds } = firmware.program.parameters;
  return currentOf(battery.design, { shown, periodSeconds });
}
