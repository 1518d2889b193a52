import { type GlassCondition, goodGlass } from "./glass-condition.ts";
import type { Lcd } from "./lcd.ts";
import { lcdMemory } from "./lcd-memory.ts";
import { comLineCount, type SegmentId, segmentTable } from "./segment-lines.ts";

/** How dark each segment is to the eye: 0 clear .. 1 black. */
export type SeenSegments = ReadonlyMap<SegmentId, number>;

// A glass with N = 4 backplanes and a third of the voltage as bias gives its segments, in parts of
// the drive voltage (Alt and Pleshko): on √((1 + (N-1)/9)/N) = 0.577, off √((1 + (N-1))/9/N) = 0.333.
const onVoltage: number = Math.sqrt((1 + (comLineCount - 1) / 9) / comLineCount);
const offVoltage: number = Math.sqrt(comLineCount / 9 / comLineCount);

/** The voltage at which a segment is half dark, seen from straight above, and how steeply it turns. */
const halfDarkVoltage = 0.45;
const steepness = 0.03;
/** What the half-dark voltage falls by at 60° from below, where the crystal's molecules are seen along. */
const fallAtSixtyDegrees = 0.08;
/** How much the voltage of an unlit segment rises when all others of its lines are lit. */
const crosstalkVoltage = 0.12;

/** As dark as this or darker reads as on; as light as `clearMax` or lighter as off. */
export const darkMin = 0.45;
export const clearMax = 0.3;

/** Returns how dark each segment of `lcd` is on a glass in that condition. */
export function seenSegments(lcd: Lcd, condition: GlassCondition = goodGlass): SeenSegments {
  const memory = lcdMemory(lcd);
  const half = halfDarkVoltage - fallAtSixtyDegrees * (condition.viewingAngleDegrees / 60);
  const darkness = (voltage: number): number =>
    1 / (1 + Math.exp((half - voltage * condition.contrast) / steepness));
  const seen = new Map<SegmentId, number>();
  for (const [id, { com, seg }] of segmentTable(lcd.glass)) {
    const line = memory[seg] ?? 0;
    const driven = (line & (1 << com)) !== 0;
    const crosstalk = condition.ghosting * crosstalkVoltage * litShare(memory, com, line);
    seen.set(id, darkness(driven ? onVoltage : offVoltage + crosstalk));
  }
  applyDefects(seen, lcd, condition);
  return seen;
}

/** The share of the segments on the same two electrodes that are lit. */
function litShare(memory: readonly number[], com: number, line: number): number {
  const onBackplane = memory.filter((mask) => (mask & (1 << com)) !== 0).length / memory.length;
  const onLine = [0, 1, 2, 3].filter((other) => (line & (1 << other)) !== 0).length / comLineCount;
  return (onBackplane + onLine) / 2;
}

function applyDefects(seen: Map<SegmentId, number>, lcd: Lcd, condition: GlassCondition): void {
  for (const [id, { com, seg }] of segmentTable(lcd.glass)) {
    const broken =
      condition.deadLines.includes(`COM${com}`) || condition.deadLines.includes(`SEG${seg}`);
    if (broken || condition.deadSegments.includes(id)) seen.set(id, 0);
    if (condition.stuckSegments.includes(id)) seen.set(id, 1);
  }
}
