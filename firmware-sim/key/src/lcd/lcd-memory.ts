import type { Lcd } from "./lcd.ts";
import { comLineCount, isDriven, segLineCount, segmentTable } from "./segment-lines.ts";
import { type DigitSegments, type Glass, segmentNames } from "./segments.ts";

/** The controller's display memory: for each segment line a mask, bit n = backplane COM n. */
export type LcdMemory = readonly number[];

/** Returns what the firmware writes into the controller to show `lcd`. */
export function lcdMemory(lcd: Lcd): LcdMemory {
  const memory = Array.from({ length: segLineCount(lcd.glass) }, () => 0);
  for (const [id, { com, seg }] of segmentTable(lcd.glass)) {
    if (isDriven(lcd, id)) memory[seg] = (memory[seg] ?? 0) | (1 << com);
  }
  return memory;
}

/**
 * Returns what `memory` shows on that glass. Bars count from bar 0 up to the first that is off.
 * Throws RangeError for another number of lines, or a mask outside 0 .. 15.
 */
export function lcdFromMemory(glass: Glass, memory: LcdMemory): Lcd {
  const lines = segLineCount(glass);
  const masksMax = 2 ** comLineCount - 1;
  if (memory.length !== lines) {
    throw new RangeError(`Cannot read ${memory.length} lines of display memory: expected ${lines}`);
  }
  for (const mask of memory) {
    if (Number.isInteger(mask) && mask >= 0 && mask <= masksMax) continue;
    throw new RangeError(`Cannot read ${mask} in display memory: expected 0 to ${masksMax}`);
  }
  const table = segmentTable(glass);
  const isOn = (id: Parameters<(typeof table)["get"]>[0]): boolean => {
    const at = table.get(id);
    return at !== undefined && ((memory[at.seg] ?? 0) & (1 << at.com)) !== 0;
  };
  const digitOn = (digit: number): DigitSegments =>
    segmentNames.reduce(
      (mask, name, bit) => (isOn(`${digit}${name}`) ? mask | (1 << bit) : mask),
      0,
    );
  let barsOn = 0;
  while (barsOn < glass.bars && isOn(`bar${barsOn}`)) barsOn += 1;
  return {
    glass,
    digits: Array.from({ length: glass.digits }, (_, digit) => digitOn(digit)),
    barsOn,
    lowBattery: isOn("battery"),
    locked: isOn("lock"),
    separator: isOn("separator"),
  };
}
