import type { Point } from "@jeton/key";
import type { Quad } from "../pose/pose.ts";
import { quadAround } from "./quad-around.ts";
import type { Stroke } from "./strokes.ts";

/** Strokes that stand in one row, and what lies round them. */
export type Row = Extents & {
  /** The corners of the narrowest quadrilateral: seen from aside, a row narrows towards one end. */
  readonly corners: Quad;
};

/** The narrowest rectangle round a row. */
type Extents = {
  /** Of the row against the picture's rows, radians; positive turns clockwise. */
  readonly angle: number;
  /** Extents along the row and across it, in pixels of the turned picture. */
  readonly along: readonly [number, number];
  readonly across: readonly [number, number];
};

const anglesOf = [-27, -21, -15, -9, -3, 3, 9, 15, 21, 27].map(
  (degrees) => (degrees * Math.PI) / 180,
);
const angleStep = (6 * Math.PI) / 180;
/** The longest clear way between two digits that follow each other, in digit heights: of two ones. */
const gapMax = 1;

/**
 * Returns the rows that strokes of digits about `digitHeight` pixels tall make, in a picture `width`
 * pixels wide: strokes within one band of that height, none too far from the next.
 */
export function rowsOf(
  strokes: readonly Stroke[],
  width: number,
  digitHeight: number,
): readonly Row[] {
  const fitting = strokes.filter((each) => {
    const size = Math.max(each.right - each.left, each.bottom - each.top);
    return size >= 0.2 * digitHeight && size <= 1.35 * digitHeight;
  });
  const found = new Map<string, { readonly chain: readonly Stroke[]; readonly angle: number }>();
  for (const angle of anglesOf) {
    for (const chain of chainsIn(fitting, angle, digitHeight)) {
      const name = chain.map((each) => each.pixels[0]).join();
      if (!found.has(name)) found.set(name, { chain, angle });
    }
  }
  const inkOfChain = ({ chain }: { readonly chain: readonly Stroke[] }): number =>
    chain.reduce((sum, { pixels }) => sum + pixels.length, 0);
  return [...found.values()]
    .sort((a, b) => inkOfChain(b) - inkOfChain(a))
    .slice(0, chainsMax)
    .flatMap(({ chain, angle }) => trimmed(chain).map((part) => rowAround(part, width, angle)))
    .filter(({ along, across }) => {
      const height = across[1] - across[0];
      const length = along[1] - along[0];
      const isTall = height >= 0.7 * digitHeight && height <= 1.25 * digitHeight;
      return isTall && length >= 2.6 * height && length <= 9 * height;
    });
}

/** So many rows of one height are looked at, those with the most ink. */
const chainsMax = 8;

type Turned = {
  readonly stroke: Stroke;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
};

function chainsIn(
  strokes: readonly Stroke[],
  angle: number,
  digitHeight: number,
): readonly (readonly Stroke[])[] {
  const turned = strokes
    .map((stroke) => turnedStroke(stroke, angle))
    .sort((a, b) => a.from - b.from);
  const room = 0.14 * digitHeight;
  const chains: Stroke[][] = [];
  for (const anchor of turned) {
    const [top, bottom] = [anchor.top - room, anchor.top + digitHeight + room];
    let chain: Stroke[] = [];
    let end = Number.NEGATIVE_INFINITY;
    for (const each of turned) {
      if (each.top < top || each.bottom > bottom) continue;
      if (each.from - end > gapMax * digitHeight) {
        if (chain.length >= strokesMin) chains.push(chain);
        chain = [];
      }
      chain.push(each.stroke);
      end = Math.max(end, each.to);
    }
    if (chain.length >= strokesMin) chains.push(chain);
  }
  return chains;
}

/** Fewer strokes than these are no six digits, however much they have grown together. */
const strokesMin = 4;

/** A stroke more at either end may be a speck or a piece of the frame: the row is tried without, too. */
function trimmed(chain: readonly Stroke[]): Stroke[][] {
  const cuts = chain.length > strokesMin + 2 ? [0, 1] : [0];
  return cuts.flatMap((first) => cuts.map((last) => chain.slice(first, chain.length - last)));
}

function turnedStroke(stroke: Stroke, angle: number): Turned {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners: readonly Point[] = [
    [stroke.left, stroke.top],
    [stroke.right, stroke.top],
    [stroke.left, stroke.bottom],
    [stroke.right, stroke.bottom],
  ];
  const us = corners.map(([x, y]) => x * cos + y * sin);
  const x = (stroke.left + stroke.right) / 2;
  const y = (stroke.top + stroke.bottom) / 2;
  // A box that is turned is taller than what is in it: half of that is taken off.
  const reach =
    (Math.abs(sin) * (stroke.right - stroke.left) + cos * (stroke.bottom - stroke.top)) / 2;
  const middle = y * cos - x * sin;
  const half = Math.max(
    1,
    reach - 0.5 * Math.abs(sin) * Math.min(stroke.right - stroke.left, stroke.bottom - stroke.top),
  );
  return {
    stroke,
    from: Math.min(...us),
    to: Math.max(...us),
    top: middle - half,
    bottom: middle + half,
  };
}

const pointsMax = 300;

function rowAround(strokes: readonly Stroke[], width: number, near: number): Row {
  const total = strokes.reduce((sum, { pixels }) => sum + pixels.length, 0);
  const step = Math.max(1, Math.floor(total / pointsMax));
  const points: number[] = [];
  for (const { pixels } of strokes) {
    for (let index = 0; index < pixels.length; index += step) {
      const at = pixels[index] ?? 0;
      points.push((at % width) + 0.5, Math.floor(at / width) + 0.5);
    }
  }
  let best = extents(points, near);
  let least = Number.POSITIVE_INFINITY;
  for (let part = -0.75; part <= 0.75; part += 0.25) {
    const row = extents(points, near + part * angleStep);
    const area = (row.along[1] - row.along[0]) * (row.across[1] - row.across[0]);
    if (area >= least) continue;
    least = area;
    best = row;
  }
  return { ...best, corners: quadAround(points, best) };
}

function extents(points: readonly number[], angle: number): Extents {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [1e9, -1e9, 1e9, -1e9];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number];
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    if (u < left) left = u;
    if (u > right) right = u;
    if (v < top) top = v;
    if (v > bottom) bottom = v;
  }
  return { angle, along: [left - 0.5, right + 0.5], across: [top - 0.5, bottom + 0.5] };
}
