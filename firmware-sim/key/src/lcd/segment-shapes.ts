import type { SegmentName } from "./segments.ts";

/** A corner of a shape: x to the right, y down, in drawing units. */
export type Point = readonly [x: number, y: number];

/** The box that a digit fills, in drawing units, before it is slanted. */
export const digitSize = { width: 56, height: 100 } as const;

const thickness = 11.5;
/** Half of the slit between two segments. */
const slit = 1.1;
/** How much of a segment's acute outer tip is cut off. */
const tip = 3;

const { width, height } = digitSize;
const middle = height / 2;

// Upper bar A and upper left bar F are drawn; the others are their mirror images.
//
//   (tip)______________
//      /_______A______\
//   |\                   the slit runs along the 45° line from the outer to the inner corner
//   |F|
//   | |
//   |_/ <G              F ends in a point that G's point leans on
const barA: readonly Point[] = [
  [slit + tip / 2 + slit, tip / 2],
  [slit + tip + slit, 0],
  [width - slit - tip - slit, 0],
  [width - slit - tip / 2 - slit, tip / 2],
  [width - thickness - 2 * slit, thickness],
  [thickness + 2 * slit, thickness],
];

const barF: readonly Point[] = [
  [0, 2 * slit + tip],
  [tip / 2, 2 * slit + tip / 2],
  [thickness, thickness + 2 * slit],
  [thickness, middle - thickness / 2 - slit],
  [thickness / 2, middle - slit],
  [0, middle - slit],
];

const barG: readonly Point[] = [
  [thickness / 2 + 2 * slit, middle],
  [thickness + slit, middle - thickness / 2 + slit],
  [width - thickness - slit, middle - thickness / 2 + slit],
  [width - thickness / 2 - 2 * slit, middle],
  [width - thickness - slit, middle + thickness / 2 - slit],
  [thickness + slit, middle + thickness / 2 - slit],
];

/** The outline of each segment of an upright digit. */
export const segmentShapes: Readonly<Record<SegmentName, readonly Point[]>> = {
  A: barA,
  B: leftToRight(barF),
  C: leftToRight(topToBottom(barF)),
  D: topToBottom(barA),
  E: topToBottom(barF),
  F: barF,
  G: barG,
};

function leftToRight(shape: readonly Point[]): readonly Point[] {
  return shape.map(([x, y]) => [width - x, y]);
}

function topToBottom(shape: readonly Point[]): readonly Point[] {
  return shape.map(([x, y]) => [x, height - y]);
}
