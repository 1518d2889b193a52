import type { Lcd } from "./lcd.ts";
import { type Glass, isSegmentOn, type SegmentName, segmentNames } from "./segments.ts";

// Which two electrodes cross at each segment. The glass is driven with four backplanes:
//
//             COM0   COM1   COM2   COM3
//   SEG 2i    spare   F      G      E        digit i, the leftmost is digit 0
//   SEG 2i+1   A      B      C      D
//   SEG 2n    battery lock  separator        one more line behind the last of n digits
//
// The spare crossing of digit i is bar i, from the left, as long as there are bars.

/** A sign of its own on the glass. */
export type SignName = "battery" | "lock" | "separator";

/** A segment of the glass: a digit's ("0A" is the leftmost one's upper bar), a bar, or a sign. */
export type SegmentId = `${number}${SegmentName}` | `bar${number}` | SignName;

/** The electrodes that cross at a segment. */
export type SegmentLines = {
  /** Backplane, 0 .. 3. */
  readonly com: number;
  /** Segment line, 0 .. `segLineCount` - 1. */
  readonly seg: number;
};

/** Backplanes of the glass. */
export const comLineCount = 4;

const digitLines: Readonly<Record<SegmentName, SegmentLines>> = {
  F: { com: 1, seg: 0 },
  G: { com: 2, seg: 0 },
  E: { com: 3, seg: 0 },
  A: { com: 0, seg: 1 },
  B: { com: 1, seg: 1 },
  C: { com: 2, seg: 1 },
  D: { com: 3, seg: 1 },
};

/** The signs of a glass. */
export const signs: readonly SignName[] = ["battery", "lock", "separator"];

/** Returns how many segment lines the glass has. */
export function segLineCount(glass: Glass): number {
  return 2 * glass.digits + 1;
}

/** Returns every segment of the glass with its electrodes: the digits', the bars, the signs. */
export function segmentTable(glass: Glass): ReadonlyMap<SegmentId, SegmentLines> {
  const name = `${glass.digits}/${glass.bars}`;
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Map<SegmentId, SegmentLines>();
  for (let digit = 0; digit < glass.digits; digit += 1) {
    for (const name of segmentNames) {
      const { com, seg } = digitLines[name];
      table.set(`${digit}${name}`, { com, seg: 2 * digit + seg });
    }
  }
  for (let bar = 0; bar < glass.bars; bar += 1) table.set(`bar${bar}`, { com: 0, seg: 2 * bar });
  for (const [com, sign] of signs.entries()) table.set(sign, { com, seg: 2 * glass.digits });
  tables.set(name, table);
  return table;
}

const tables = new Map<string, ReadonlyMap<SegmentId, SegmentLines>>();

/** Returns whether the firmware drives the segment. */
export function isDriven(lcd: Lcd, id: SegmentId): boolean {
  switch (id) {
    case "battery":
      return lcd.lowBattery;
    case "lock":
      return lcd.locked;
    case "separator":
      return lcd.separator;
    default:
      return id.startsWith("bar")
        ? Number(id.slice(3)) < lcd.barsOn
        : isSegmentOn(lcd.digits[Number(id.slice(0, -1))] ?? 0, id.slice(-1) as SegmentName);
  }
}
