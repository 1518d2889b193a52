import type { TimeStep, UnixMilliseconds } from "@jeton/core/units";
import { unixMilliseconds } from "@jeton/core/units";
import { hexToBytes } from "@noble/hashes/utils.js";
import { percentLeft } from "../battery/battery.ts";
import { believedTimeAt, trueTimeWhenBelieved } from "../clock/key-clock.ts";
import { faultyFirmware, faultyGlass } from "../faults/apply-faults.ts";
import { lcdOf, nextChangeAt, stepsAt } from "../firmware/display.ts";
import { displayMode, type FirmwareState } from "../firmware/firmware.ts";
import { keyCode } from "../key-code.ts";
import type { GlassCondition } from "../lcd/glass-condition.ts";
import { type Lcd, showNothing } from "../lcd/lcd.ts";
import { celsiusAt } from "../quartz/temperature.ts";
import { type KeyMakeup, nextTransition } from "./key-makeup.ts";

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

/** Returns everything that the key shows and believes at `at`, to which it was settled. */
export function readKey(key: KeyMakeup, at: UnixMilliseconds): KeyReading {
  const { clock } = key;
  const believed = believedTimeAt(clock, at);
  const firmware = faultyFirmware(key.firmware, key.faults);
  const { step, changesAt } = stepsAt(firmware, believed);
  const mode = displayMode(firmware);
  const shows = mode === "shown" && step !== null && firmware.seedHex !== null;
  const code = shows ? codeOf(firmware, step) : null;
  const nextCodeAt = trueTimeWhenBelieved(clock, changesAt);
  return {
    at,
    believed,
    step,
    code,
    nextCodeAt,
    millisecondsLeft: nextCodeAt - at,
    mode,
    lcd: shown(
      key,
      lcdOf(firmware, believed, (wanted) => code ?? codeOf(firmware, wanted)),
    ),
    condition: faultyGlass(key.condition, key.faults),
    nextChangeAt: changeAt(key, firmware, believed),
    batteryPercent: percentLeft(key.battery),
    celsius: celsiusAt(clock.quartz.temperature, at),
  };
}

function codeOf(firmware: FirmwareState, step: TimeStep): string {
  return keyCode(hexToBytes(firmware.seedHex ?? ""), step, firmware.program.parameters);
}

function shown(key: KeyMakeup, lcd: Lcd): Lcd {
  if (key.faults.some(({ name }) => name === "blank-display")) return showNothing(lcd.glass.digits);
  return key.frozen ?? lcd;
}

function changeAt(
  key: KeyMakeup,
  firmware: FirmwareState,
  believed: UnixMilliseconds,
): UnixMilliseconds | null {
  const display = nextChangeAt(firmware, believed);
  const moments = [
    display === null ? null : trueTimeWhenBelieved(key.clock, unixMilliseconds(display)),
    nextTransition(key)?.at ?? null,
  ].filter((moment) => moment !== null);
  return moments.length === 0 ? null : unixMilliseconds(Math.min(...moments));
}
