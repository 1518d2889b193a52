import type { UnixMilliseconds } from "@jeton/core/units";
import { unixMilliseconds } from "@jeton/core/units";
import {
  type Battery,
  currentOf,
  drained,
  millisecondsUntil,
  percentLeftAfter,
} from "../battery/battery.ts";
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

/** A change that a key makes by itself: when, true time, and what happens to its firmware then. */
export type Transition = {
  readonly at: UnixMilliseconds;
  /** null: a timer has run out. */
  readonly event: FirmwareEvent | null;
};

const batteryEmpty: FirmwareEvent = { kind: "battery-empty" };
const batteryLow: FirmwareEvent = { kind: "battery-low" };

/**
 * Returns when the key changes by itself next and how; null: never. It stays the same until then,
 * however often the key is settled meanwhile: charges are whole numbers, so nothing is rounded.
 */
export function nextTransition(key: KeyMakeup): Transition | null {
  const { firmware, battery, settledAt } = key;
  if (firmware.off) return null;
  const current = currentNow(key);
  let at = settledAt + millisecondsUntil(battery, current, 0);
  let event: FirmwareEvent | null = batteryEmpty;
  if (!firmware.lowBattery) {
    const low = settledAt + millisecondsUntil(battery, current, battery.design.lowPercent);
    if (low < at) {
      at = low;
      event = batteryLow;
    }
  }
  const timer = Math.min(timerAt(key, firmware.selfTestUntil), timerAt(key, firmware.shownUntil));
  if (timer < at) {
    at = timer;
    event = null;
  }
  return at > Number.MAX_SAFE_INTEGER ? null : { at: unixMilliseconds(at), event };
}

/** When a timer of the firmware runs out, true time. */
function timerAt({ clock, settledAt }: KeyMakeup, until: number | null): number {
  if (until === null) return Number.POSITIVE_INFINITY;
  return Math.max(trueTimeWhenBelieved(clock, unixMilliseconds(until)), settledAt);
}

function drainedTo(key: KeyMakeup, at: UnixMilliseconds): KeyMakeup {
  const battery = drained(key.battery, currentNow(key), at - key.settledAt);
  return { ...key, battery, settledAt: at };
}

/** Returns how full the battery is at `at`, 0 .. 100, if nothing happened since the key was settled. */
export function batteryPercentAt(key: KeyMakeup, at: UnixMilliseconds): number {
  return percentLeftAfter(key.battery, currentNow(key), Math.max(0, at - key.settledAt));
}

function currentNow({ firmware, battery }: KeyMakeup): number {
  const mode = displayMode(firmware);
  const shown = mode === "shown" || mode === "self-test";
  const { periodSeconds } = firmware.program.parameters;
  return currentOf(battery.design, { shown, periodSeconds });
}
