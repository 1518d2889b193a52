import type { CodeForm, CodeParameters, UnixMilliseconds } from "@jeton/core/units";
import {
  type CounterKey,
  type DisplayHabit,
  type Fault,
  type KeypadKey,
  type KeypadState,
  type KeyReading,
  type LcdReading,
  readLcd,
  type SimulatedKey,
} from "@jeton/key";
import type { KeyHouse } from "./key-house.ts";

/** A key with a clock as HTTP shows it. Its seed is never in it. */
export type TimeKeyView = Pick<
  KeyReading,
  | "at"
  | "believed"
  | "step"
  | "code"
  | "nextCodeAt"
  | "millisecondsLeft"
  | "mode"
  | "nextChangeAt"
  | "celsius"
> & {
  readonly kind: "totp";
  readonly serial: string;
  readonly parameters: CodeParameters;
  readonly display: DisplayHabit;
  /** What somebody reads who looks at the glass. */
  readonly seen: LcdReading;
  readonly barsOn: number;
  readonly lowBattery: boolean;
  readonly locked: boolean;
  readonly offsetMilliseconds: number;
  /** Tolerance of the crystal, and its speed error of this moment. */
  readonly ratePpm: number;
  readonly ratePpmNow: number;
  readonly battery: { readonly percent: number; readonly days: number };
  readonly faults: readonly Fault[];
};

/** A key with a counter as HTTP shows it. Its seed is never in it. */
export type CounterKeyView = {
  readonly kind: "hotp";
  readonly serial: string;
  readonly parameters: CodeForm;
  readonly display: DisplayHabit;
  /** True time. */
  readonly at: UnixMilliseconds;
  /** The counter whose code the next press shows. */
  readonly counter: number;
  readonly code: string | null;
  readonly seen: LcdReading;
  readonly mode: "shown" | "dark";
  /** When the display goes dark by itself; null: it is dark. */
  readonly nextChangeAt: UnixMilliseconds | null;
};

/** A key with a keypad as HTTP shows it. Its seed is never in it, nor is what is typed of a PIN. */
export type KeypadKeyView = {
  readonly kind: "ocra";
  readonly serial: string;
  /** An OCRA suite (RFC 6287). */
  readonly suite: string;
  readonly parameters: CodeForm;
  readonly display: DisplayHabit;
  /** True time. */
  readonly at: UnixMilliseconds;
  /** The counter of the next response; null: its suite has none. */
  readonly counter: number | null;
  /** The time step on the key's own clock; null: its suite has none. */
  readonly step: number | null;
  readonly offsetMilliseconds: number;
  /** The response that it shows. */
  readonly code: string | null;
  readonly seen: LcdReading;
  /** What it waits for, or shows. */
  readonly mode: KeypadState["kind"];
  readonly nextChangeAt: UnixMilliseconds | null;
};

/** A key of any kind as HTTP shows it. */
export type KeyView = TimeKeyView | CounterKeyView | KeypadKeyView;

/** Returns everything about the key at this moment. Throws NoSuchKeyError. */
export function keyView(house: KeyHouse, serial: string): KeyView {
  const held = house.held(serial);
  const at = house.time.source.now();
  switch (held.kind) {
    case "totp":
      return timeKeyView(held.key);
    case "hotp":
      return counterKeyView(held.key, at);
    case "ocra":
      return keypadKeyView(held.key, at);
    default:
      return held satisfies never;
  }
}

function timeKeyView(key: SimulatedKey): TimeKeyView {
  const { lcd, condition, batteryPercent: _, ...reading } = key.reading();
  const { percent, days } = key.battery();
  return {
    kind: "totp",
    serial: key.serial,
    parameters: key.parameters,
    display: key.program.display,
    ...reading,
    seen: readLcd(lcd, condition),
    barsOn: lcd.barsOn,
    lowBattery: lcd.lowBattery,
    locked: lcd.locked,
    offsetMilliseconds: key.offsetMilliseconds(),
    ratePpm: key.ratePpm(),
    ratePpmNow: Math.round(key.ratePpmNow() * 1000) / 1000,
    battery: { percent: Math.round(percent * 100) / 100, days: Math.round(days) },
    faults: key.faults(),
  };
}

function counterKeyView(key: CounterKey, at: UnixMilliseconds): CounterKeyView {
  const code = key.code();
  return {
    kind: "hotp",
    serial: key.serial,
    parameters: key.parameters,
    display: { kind: "button", shownMilliseconds: key.shownMilliseconds },
    at,
    counter: key.counter(),
    code,
    seen: readLcd(key.display()),
    mode: code === null ? "dark" : "shown",
    nextChangeAt: key.darkAt(),
  };
}

function keypadKeyView(key: KeypadKey, at: UnixMilliseconds): KeypadKeyView {
  const { text, algorithm, digits } = key.suite;
  return {
    kind: "ocra",
    serial: key.serial,
    suite: text,
    parameters: { algorithm, digits },
    display: { kind: "button", shownMilliseconds: key.shownMilliseconds },
    at,
    counter: key.counter(),
    step: key.step(),
    offsetMilliseconds: key.offsetMilliseconds(),
    code: key.code(),
    seen: readLcd(key.display()),
    mode: key.mode(),
    nextChangeAt: key.darkAt(),
  };
}
