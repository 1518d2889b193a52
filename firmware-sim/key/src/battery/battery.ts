/** What a cell holds and what the key draws, as plain data. */
export type BatteryDesign = {
  /** Of a new cell, mAh, above 0 .. 1000. */
  readonly capacityMilliampereHours: number;
  /** Clock and processor asleep, display dark, whole nA. */
  readonly darkNanoamperes: number;
  /** Clock, processor and display, without the work for codes, whole nA. */
  readonly shownNanoamperes: number;
  /** The charge that one code costs, nA·s: a few milliseconds of a running processor. */
  readonly codeNanoampereSeconds: number;
  /** What the cell loses by itself, whole nA. */
  readonly selfDischargeNanoamperes: number;
  /** The sign comes on when so much of the charge is left, percent, 0 .. 100. */
  readonly lowPercent: number;
};

/**
 * A CR2032 (its data sheets: 225 mAh, 1 % a year lost) with a 32 kHz microcontroller of the
 * MSP430/EM6819 kind: about 1 µA asleep, 2 µA more for a small multiplexed glass, 2 mA for 20 ms a
 * code. An always-on 60 s key lives for nearly six years on it.
 */
export const coinCell: BatteryDesign = {
  capacityMilliampereHours: 225,
  darkNanoamperes: 1000,
  shownNanoamperes: 3300,
  codeNanoampereSeconds: 40_000,
  selfDischargeNanoamperes: 260,
  lowPercent: 10,
};

/** How full a cell is, as plain data. */
export type Battery = {
  readonly design: BatteryDesign;
  /** What is left, whole nA·ms, 0 .. capacity. */
  readonly leftNanoampereMilliseconds: number;
};

const hour = 3_600_000;

/** Returns a new cell. Throws RangeError for a design out of its ranges. */
export function newBattery(design: BatteryDesign = coinCell): Battery {
  const { capacityMilliampereHours: capacity, lowPercent } = design;
  if (!(capacity > 0 && capacity <= 1000)) {
    throw new RangeError(
      `Cannot use ${capacity} mAh as a capacity: expected above 0, at most 1000`,
    );
  }
  if (!(lowPercent >= 0 && lowPercent <= 100)) {
    throw new RangeError(`Cannot use ${lowPercent} % as the low mark: expected 0 to 100`);
  }
  for (const current of [
    ...[design.darkNanoamperes, design.shownNanoamperes, design.codeNanoampereSeconds],
    design.selfDischargeNanoamperes,
  ]) {
    if (Number.isSafeInteger(current) && current >= 0 && current <= 1e9) continue;
    throw new RangeError(`Cannot use ${current} nA as a current: expected a whole number to 10^9`);
  }
  return { design, leftNanoampereMilliseconds: capacityOf(design) };
}

/** Returns the mean current in a state, whole nA: with the codes of every period when shown. */
export function currentOf(
  design: BatteryDesign,
  load: { readonly shown: boolean; readonly periodSeconds: number },
): number {
  const codes = Math.round(design.codeNanoampereSeconds / load.periodSeconds);
  const work = load.shown ? design.shownNanoamperes + codes : design.darkNanoamperes;
  return design.selfDischargeNanoamperes + work;
}

/** Returns the cell after `milliseconds` (whole) of a current (whole nA). */
export function drained(battery: Battery, nanoamperes: number, milliseconds: number): Battery {
  const leftNanoampereMilliseconds = leftAfter(battery, nanoamperes, milliseconds);
  return { design: battery.design, leftNanoampereMilliseconds };
}

/** Returns how full it is after `milliseconds` of a current, 0 .. 100: that of the drained cell. */
export function percentLeftAfter(
  battery: Battery,
  nanoamperes: number,
  milliseconds: number,
): number {
  return (100 * leftAfter(battery, nanoamperes, milliseconds)) / capacityOf(battery.design);
}

function leftAfter(battery: Battery, nanoamperes: number, milliseconds: number): number {
  return Math.max(0, battery.leftNanoampereMilliseconds - nanoamperes * milliseconds);
}

/** Returns after how many whole ms of a current at most `percent` is left; 0 when that is so now. */
export function millisecondsUntil(battery: Battery, nanoamperes: number, percent: number): number {
  const mark = Math.floor((capacityOf(battery.design) * percent) / 100);
  const above = battery.leftNanoampereMilliseconds - mark;
  if (above <= 0) return 0;
  return nanoamperes === 0 ? Number.POSITIVE_INFINITY : Math.ceil(above / nanoamperes);
}

/** Returns how full it is, 0 .. 100. */
export function percentLeft(battery: Battery): number {
  return percentLeftAfter(battery, 0, 0);
}

/** How a key is used: its display always on, or on for so many seconds a day. */
export type BatteryUse = {
  readonly periodSeconds: number;
  /** Seconds of each day for which the display is on, 0 .. 86,400. */
  readonly shownSecondsADay: number;
};

/** Returns how long a battery lasts from now on at that use, days. */
export function daysLeft(battery: Battery, use: BatteryUse): number {
  const { periodSeconds } = use;
  const part = use.shownSecondsADay / 86_400;
  const shown = currentOf(battery.design, { shown: true, periodSeconds });
  const dark = currentOf(battery.design, { shown: false, periodSeconds });
  const mean = shown * part + dark * (1 - part);
  return battery.leftNanoampereMilliseconds / mean / (24 * hour);
}

function capacityOf({ capacityMilliampereHours }: BatteryDesign): number {
  return Math.round(capacityMilliampereHours * 1e6 * hour);
}
