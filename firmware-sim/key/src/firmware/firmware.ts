import { hexToBytes } from "@noble/hashes/utils.js";
import type { FirmwareProgram } from "./program.ts";
import { seedCheck } from "./seed-check.ts";

/**
 * What the firmware remembers, as plain JSON data. Its moments are those of the key's own clock, ms.
 *
 *   power-up ──> self-test ──time──> running ──battery-empty──> off
 *                                     │   ^
 *            button key only:       shown <── button-down
 *                                     │
 *                                   dark  after button-up and `shownMilliseconds`
 *
 * SECRET: `seedHex` is the key's seed.
 */
export type FirmwareState = {
  readonly program: FirmwareProgram;
  /** null: no seed was ever loaded; the display shows dashes. */
  readonly seedHex: string | null;
  /** Until then every segment is shown; null when there is no self-test. */
  readonly selfTestUntil: number | null;
  /** A button key shows its code until then; null when it is dark, or the button is held. */
  readonly shownUntil: number | null;
  readonly buttonDown: boolean;
  /** Loads with a wrong check value in a row. */
  readonly wrongLoads: number;
  readonly lowBattery: boolean;
  /** The battery is empty: for good. */
  readonly off: boolean;
};

/** What happens to a key. */
export type FirmwareEvent =
  | { readonly kind: "power-up" }
  | { readonly kind: "button-down" }
  | { readonly kind: "button-up" }
  /** The clock was set, and `time` is the new one: what runs goes on for as long as it would have. */
  | { readonly kind: "clock-moved"; readonly byMilliseconds: number }
  /** `check` is the seed's check value: see `seedCheck`. */
  | { readonly kind: "load-seed"; readonly seedHex: string; readonly check: string }
  | { readonly kind: "battery-low" }
  | { readonly kind: "battery-empty" };

/** Returns a key that was never powered, with or without a seed. Power it up. */
export function newFirmware(program: FirmwareProgram, seedHex: string | null): FirmwareState {
  return {
    program,
    seedHex,
    selfTestUntil: null,
    shownUntil: null,
    buttonDown: false,
    wrongLoads: 0,
    lowBattery: false,
    off: false,
  };
}

/**
 * Returns what the firmware remembers at `time`: first what its timers did until then, then what
 * `event` does, if there is one. Looking often or seldom makes no difference.
 */
export function runFirmware(
  before: FirmwareState,
  event: FirmwareEvent | null,
  time: number,
): FirmwareState {
  // When the clock was set, the timers ran until then by the old one.
  const ran = event?.kind === "clock-moved" ? time - event.byMilliseconds : time;
  const state = timersAt(before, ran);
  if (event === null || state.off) return state;
  const { program } = state;
  switch (event.kind) {
    case "power-up": {
      // Memory is empty but for what is kept without power: seed, wrong loads.
      const { seedHex, wrongLoads, lowBattery } = state;
      const until = time + program.selfTestMilliseconds;
      const selfTestUntil = program.selfTestMilliseconds === 0 ? null : until;
      return { ...newFirmware(program, seedHex), wrongLoads, lowBattery, selfTestUntil };
    }
    case "button-down":
      return { ...state, buttonDown: true, shownUntil: null };
    case "button-up":
      if (!state.buttonDown || program.display.kind === "always-on") {
        return { ...state, buttonDown: false };
      }
      return { ...state, buttonDown: false, shownUntil: time + program.display.shownMilliseconds };
    case "clock-moved":
      return {
        ...state,
        selfTestUntil: moved(state.selfTestUntil, event.byMilliseconds),
        shownUntil: moved(state.shownUntil, event.byMilliseconds),
      };
    case "load-seed":
      return loadSeed(state, event);
    case "battery-low":
      return { ...state, lowBattery: true };
    case "battery-empty":
      return { ...state, off: true, selfTestUntil: null, shownUntil: null, buttonDown: false };
    default:
      return event satisfies never;
  }
}

/** Returns whether the key takes no seed any more. */
export function isLocked({ program, wrongLoads }: FirmwareState): boolean {
  return wrongLoads >= program.wrongLoadsMax;
}

/** Returns what the display does: "self-test", "shown", "dark" (a button key asleep) or "off". */
export function displayMode(state: FirmwareState): "self-test" | "shown" | "dark" | "off" {
  if (state.off) return "off";
  if (state.selfTestUntil !== null) return "self-test";
  const awake = state.buttonDown || state.shownUntil !== null;
  return state.program.display.kind === "always-on" || awake ? "shown" : "dark";
}

function loadSeed(
  state: FirmwareState,
  { seedHex, check }: Extract<FirmwareEvent, { kind: "load-seed" }>,
): FirmwareState {
  if (isLocked(state)) return state;
  if (seedCheck(hexToBytes(seedHex)) !== check.toLowerCase()) {
    return { ...state, wrongLoads: state.wrongLoads + 1 };
  }
  return { ...state, seedHex, wrongLoads: 0 };
}

function timersAt(state: FirmwareState, time: number): FirmwareState {
  const tested = state.selfTestUntil !== null && time >= state.selfTestUntil;
  const shown = state.shownUntil !== null && time >= state.shownUntil;
  if (!tested && !shown) return state;
  return {
    ...state,
    selfTestUntil: tested ? null : state.selfTestUntil,
    shownUntil: shown ? null : state.shownUntil,
  };
}

function moved(moment: number | null, by: number): number | null {
  return moment === null ? null : moment + by;
}
