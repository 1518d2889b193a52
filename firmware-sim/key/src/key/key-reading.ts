import type { TimeStep, UnixMilliseconds } from "@jeton/core/units";
import { unixMilliseconds } from "@jeton/core/units";
import { clockPointAt, trueTimeWhenBelieved } from "../clock/key-clock.ts";
import { faultyFirmware, faultyGlass } from "../faults/apply-faults.ts";
import { lcdOf, nextChangeAt, stepsAt } from "../firmware/display.ts";
import { displayMode } from "../firmware/firmware.ts";
import type { GlassCondition } from "../lcd/glass-condition.ts";
import { type Lcd, showNothing } from "../lcd/lcd.ts";
import { celsiusAt } from "../quartz/temperature.ts";
import { KeyCodes } from "./key-codes.ts";
import { batteryPercentAt, type KeyMakeup, nextTransition, type Transition } from "./key-makeup.ts";

/** All that can be read from a key at one moment, so that its parts belong together. */
export type KeyReading = {
  /** True time of the reading. */
  readonly at: UnixMilliseconds;
  /** What the key believes the time to be. */
  readonly believed: UnixMilliseconds;
  /** The step that the key believes in, or null before T0. */
  readonly step: TimeStep | null;
  /**
   * The code that the firmware shows, or null when it shows none: before T0, without a seed, in the
   * self-test, when it is dark or off. What is really seen, `readLcd(lcd, condition)` tells.
   */
  readonly code: string | null;
  /** True time at which the key goes to the next code, whether it shows it or not. */
  readonly nextCodeAt: UnixMilliseconds;
  /** Milliseconds of true time until then, 1 or more. */
  readonly millisecondsLeft: number;
  /** What the display does. */
  readonly mode: "self-test" | "shown" | "dark" | "off";
  /** What is on the display's lines. */
  readonly lcd: Lcd;
  /** How the glass shows that. */
  readonly condition: GlassCondition;
  /** True time at which what is on the display, or the battery's sign, changes by itself; null: never. */
  readonly nextChangeAt: UnixMilliseconds | null;
  /** Charge of the battery, 0 .. 100. */
  readonly batteryPercent: number;
  readonly celsius: number;
};

/** What a key keeps from one reading to the next. */
export type KeptForReading = {
  readonly codes: KeyCodes;
  /** `nextTransition` of the key. */
  readonly transition: Transition | null;
};

/**
 * Returns everything that the key shows and believes at `at`: it was settled then, or nothing happened
 * since.
 */
export function readKey(
  key: KeyMakeup,
  at: UnixMilliseconds,
  { codes, transition }: KeptForReading = {
    codes: new KeyCodes(),
    transition: nextTransition(key),
  },
): KeyReading {
  const { clock } = key;
  const now = clockPointAt(clock, at);
  const { believedAt: believed } = now;
  const firmware = faultyFirmware(key.firmware, key.faults);
  const steps = stepsAt(firmware, believed);
  const { step, changesAt } = steps;
  const mode = displayMode(firmware);
  const shows = mode === "shown" && step !== null && firmware.seedHex !== null;
  const code = shows ? codes.codeOf(firmware, step) : null;
  const nextCodeAt = trueTimeWhenBelieved(clock, changesAt, now);
  const lcd = lcdOf(firmware, believed, (wanted) => code ?? codes.codeOf(firmware, wanted), steps);
  // What changes the display is often the next code, whose moment is known.
  const display = nextChangeAt(firmware, believed, steps);
  let changeAt: UnixMilliseconds | null = null;
  if (display !== null) {
    changeAt =
      display === changesAt
        ? nextCodeAt
        : trueTimeWhenBelieved(clock, unixMilliseconds(display), now);
  }
  if (transition !== null && (changeAt === null || transition.at < changeAt)) {
    changeAt = transition.at;
  }
  return {
    at,
    believed,
    step,
    code,
    nextCodeAt,
    millisecondsLeft: nextCodeAt - at,
    mode,
    lcd: shown(key, lcd),
    condition: faultyGlass(key.condition, key.faults),
    nextChangeAt: changeAt,
    batteryPercent: batteryPercentAt(key, at),
    celsius: celsiusAt(clock.quartz.temperature, at),
  };
}

function shown(key: KeyMakeup, lcd: Lcd): Lcd {
  if (key.faults.some(({ name }) => name === "blank-display")) return showNothing(lcd.glass.digits);
  return key.frozen ?? lcd;
}
