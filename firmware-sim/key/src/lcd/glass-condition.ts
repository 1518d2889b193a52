import { type SegmentId, segmentTable } from "./segment-lines.ts";
import type { Glass } from "./segments.ts";

/** How the glass is lit, looked at and damaged, as plain data. `goodGlass` is the usual one. */
export type GlassCondition = {
  /** Drive voltage, as a part of the nominal one, 0 .. 2. Low: pale; high: unlit segments show. */
  readonly contrast: number;
  /** From straight above, -70 .. 70. Positive looks from below the key, as a holder does. */
  readonly viewingAngleDegrees: number;
  /** Crosstalk between segments on one line, 0 (none) .. 1 (much): resistance of the electrodes. */
  readonly ghosting: number;
  /** Never dark: their lead is broken. */
  readonly deadSegments: readonly SegmentId[];
  /** Always dark: their lead touches another. */
  readonly stuckSegments: readonly SegmentId[];
  /** Broken electrodes, such as "SEG3" or "COM0": all their segments are dead. */
  readonly deadLines: readonly GlassLine[];
};

export type GlassLine = `SEG${number}` | `COM${number}`;

/** A new glass at its nominal voltage, seen from straight above. */
export const goodGlass: GlassCondition = {
  contrast: 1,
  viewingAngleDegrees: 0,
  ghosting: 0,
  deadSegments: [],
  stuckSegments: [],
  deadLines: [],
};

/**
 * Returns `goodGlass` with `changes`, checked against `glass`. Throws RangeError for a value out of
 * its range or a segment or line that this glass does not have; the message lists what there is.
 */
export function glassCondition(changes: Partial<GlassCondition>, glass: Glass): GlassCondition {
  const condition = { ...goodGlass, ...changes };
  requireWithin("contrast", condition.contrast, 0, 2);
  requireWithin("viewing angle", condition.viewingAngleDegrees, -70, 70);
  requireWithin("ghosting", condition.ghosting, 0, 1);
  const segments = [...segmentTable(glass).keys()];
  for (const id of [...condition.deadSegments, ...condition.stuckSegments]) {
    if (segments.includes(id)) continue;
    throw new RangeError(
      `Cannot use ${JSON.stringify(id)} as a segment: expected ${ranges(glass)}`,
    );
  }
  for (const line of condition.deadLines) {
    if (/^COM[0-3]$/.test(line)) continue;
    const seg = /^SEG(\d{1,2})$/.exec(line)?.[1];
    if (seg !== undefined && Number(seg) <= 2 * glass.digits) continue;
    throw new RangeError(
      `Cannot use ${JSON.stringify(line)} as a line: expected COM0 to COM3 or SEG0 to SEG${2 * glass.digits}`,
    );
  }
  return condition;
}

function ranges({ digits, bars }: Glass): string {
  return `0A to ${digits - 1}G, bar0 to bar${bars - 1}, battery, lock or separator`;
}

function requireWithin(what: string, value: number, min: number, max: number): void {
  if (typeof value === "number" && value >= min && value <= max) return;
  throw new RangeError(`Cannot use ${value} as ${what} of a glass: expected ${min} to ${max}`);
}
