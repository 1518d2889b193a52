import type { CodeParameters } from "@jeton/core/units";
import {
  type DisplayHabit,
  type Fault,
  type KeyReading,
  type LcdReading,
  readLcd,
  type SimulatedKey,
} from "@jeton/key";

/** A key as HTTP shows it. Its seed is never in it. */
export type KeyView = Pick<
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

/** Returns everything about the key at this moment. */
export function keyView(key: SimulatedKey): KeyView {
  const { lcd, condition, batteryPercent: _, ...reading } = key.reading();
  const { percent, days } = key.battery();
  return {
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
