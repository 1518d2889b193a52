import {
  stepAt,
  stepStartsAt,
  type TimeStep,
  timeStep,
  type UnixMilliseconds,
} from "@jeton/core/units";
import { type Lcd, showCode, showNothing, showSelfTest } from "../lcd/lcd.ts";
import { barCount, barsLeft } from "../lcd/segments.ts";
import { displayMode, type FirmwareState, isLocked } from "./firmware.ts";

/** The step that a clock is in, null before T0, and when the next one begins, key time. */
export type ShownStep = { readonly step: TimeStep | null; readonly changesAt: UnixMilliseconds };

/** Returns the step that a clock showing `time` is in and when the next one begins. */
export function stepsAt({ program }: FirmwareState, time: UnixMilliseconds): ShownStep {
  const step = stepAt(time, program.parameters);
  return {
    step,
    changesAt: stepStartsAt(timeStep(step === null ? 0 : step + 1), program.parameters),
  };
}

/**
 * Returns what the firmware writes to the glass at `time`, whose timers have run. `codeOf` computes
 * the code of a step; it is asked only when the code is shown. `steps` are those of `time`.
 */
export function lcdOf(
  state: FirmwareState,
  time: UnixMilliseconds,
  codeOf: (step: TimeStep) => string,
  steps: ShownStep = stepsAt(state, time),
): Lcd {
  const { parameters, separator } = state.program;
  const mode = displayMode(state);
  switch (mode) {
    case "self-test":
      return showSelfTest(parameters.digits);
    case "dark":
    case "off":
      return showNothing(parameters.digits);
    case "shown": {
      const { step, changesAt } = steps;
      const { lowBattery } = state;
      const locked = isLocked(state);
      if (step === null || state.seedHex === null) {
        return showCode("-".repeat(parameters.digits), { lowBattery, locked, separator });
      }
      // The key counts its bars down by its own clock, not by true time.
      const barsOn = barsLeft(changesAt - time, parameters.periodSeconds);
      return showCode(codeOf(step), { barsOn, lowBattery, locked, separator });
    }
    default:
      return mode satisfies never;
  }
}

/**
 * Returns when the display changes next by itself, key time after `time`; null: not at all. `steps` are
 * those of `time`.
 */
export function nextChangeAt(
  state: FirmwareState,
  time: UnixMilliseconds,
  steps: ShownStep = stepsAt(state, time),
): number | null {
  const mode = displayMode(state);
  switch (mode) {
    case "off":
    case "dark":
      return null;
    case "self-test":
      return state.selfTestUntil;
    case "shown": {
      const { step, changesAt } = steps;
      const shows = step !== null && state.seedHex !== null;
      const change = shows ? nextBarAt(changesAt, time, state) : changesAt;
      return Math.min(change, state.shownUntil ?? Number.POSITIVE_INFINITY);
    }
    default:
      return mode satisfies never;
  }
}

/** When the next bar goes out, or the code changes. */
function nextBarAt(changesAt: number, time: number, { program }: FirmwareState): number {
  const { periodSeconds } = program.parameters;
  const barsAfter = barsLeft(changesAt - time, periodSeconds) - 1;
  return changesAt - Math.floor((barsAfter * periodSeconds * 1000) / barCount);
}
