import type { Point } from "@jeton/key";
import type { Box, GlassLayout } from "../layout/glass-layout.ts";
import { blurred } from "../picture/filters.ts";
import { type Grey, shrunk } from "../picture/picture.ts";
import { mappedQuad, type Quad } from "../pose/pose.ts";
import { type Fit, fitScore, fitted, quadFrom } from "./fit.ts";
import { inkOf, quantile } from "./ink.ts";
import { type Row, rowsOf } from "./rows.ts";
import { strokesOf } from "./strokes.ts";

const sideMax = 640;
const thresholds = [0.4, 0.22, 0.1];
/** Digit heights that are looked for, in pixels of the shrunk picture. */
const digitHeights = [20, 25, 31, 39, 49, 61, 76, 95, 119, 149, 186];
const startsMax = 5;
/** How ink is told from glass: for strokes of these widths, and with so much noise smoothed away. */
const looks = [
  { radius: 16, sigma: 0.9 },
  { radius: 7, sigma: 0.9 },
  { radius: 16, sigma: 2 },
  { radius: 34, sigma: 1.6 },
];

/**
 * Returns the places where a glass of one of `layouts` may be, the likeliest first: rows of dark
 * strokes, to which each layout is fitted. `grey` has dark digits on a bright glass.
 */
export function findGlass(grey: Grey, layouts: readonly GlassLayout[]): readonly Fit[] {
  const small = shrunk(grey, sideMax);
  const factor = grey.width / small.width;
  const fits: Fit[] = [];
  for (const { radius, sigma } of looks) {
    const ink = inkOf(small, radius, sigma);
    const found = rowsIn(ink).flatMap(({ row, threshold }) =>
      startsOf(ink, row, threshold, layouts),
    );
    const starts = unlike(found.sort((a, b) => b.score - a.score));
    const wide = new Map<number, Grey>();
    for (const start of starts) {
      fits.push(roughFit(ink, wide, start));
      if ((fits.at(-1)?.score ?? 0) > goodScore) break;
    }
    if (fits.some(({ score }) => score > goodScore)) break;
  }
  return fits
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map((fit) => ({ ...fit, quad: mappedQuad(fit.quad, ([x, y]) => [x * factor, y * factor]) }));
}

/** A fit as good as this needs no other try. */
const goodScore = 0.45;

/** Returns the first few that do not lie where one before them does. */
function unlike(starts: readonly Start[]): readonly Start[] {
  const kept: Start[] = [];
  for (const start of starts) {
    const isLike = kept.some(({ layout, quad, height }) => {
      const distance = quad.map(([x, y], index) => {
        const [ox, oy] = start.quad[index] ?? [0, 0];
        return Math.hypot(x - ox, y - oy);
      });
      return layout === start.layout && Math.max(...distance) < 0.06 * height;
    });
    if (!isLike) kept.push(start);
    if (kept.length >= startsMax) break;
  }
  return kept;
}

type Start = Fit & { readonly strength: number; readonly height: number };

function rowsIn(ink: Grey): readonly { readonly row: Row; readonly threshold: number }[] {
  return thresholds.flatMap((threshold) => {
    const strokes = strokesOf(ink, threshold);
    return digitHeights.flatMap((height) =>
      rowsOf(strokes, ink.width, height).map((row) => ({ row, threshold })),
    );
  });
}

function startsOf(
  ink: Grey,
  row: Row,
  threshold: number,
  layouts: readonly GlassLayout[],
): readonly Start[] {
  const height = row.across[1] - row.across[0];
  const strength = Math.max(threshold * 1.6, quantile(inkWithin(ink, row, threshold), 0.7));
  return layouts.flatMap((layout) =>
    seenBoxes(layout).flatMap((box) => {
      const shape = (box.right - box.left) / (box.bottom - box.top);
      const found = (row.along[1] - row.along[0]) / height;
      if (found / shape > 1.6 || shape / found > 1.6) return [];
      return [rectangleOf(row), row.corners].map((corners): Start => {
        const quad = quadFrom(layout, box, corners);
        const score = fitScore(ink, layout, quad, strength);
        return { layout, quad, score, strength, height };
      });
    }),
  );
}

function rectangleOf({ angle, along, across }: Row): Quad {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const at = (u: number, v: number): Point => [u * cos - v * sin, u * sin + v * cos];
  const [left, right] = along;
  const [top, bottom] = across;
  return [at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
}

function inkWithin(ink: Grey, { angle, along, across }: Row, threshold: number): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const found: number[] = [];
  for (let u = along[0]; u < along[1]; u += 2) {
    for (let v = across[0]; v < across[1]; v += 2) {
      const [x, y] = [Math.floor(u * cos - v * sin), Math.floor(u * sin + v * cos)];
      if (x < 0 || y < 0 || x >= ink.width || y >= ink.height) continue;
      const value = ink.values[y * ink.width + x] ?? 0;
      if (value >= threshold) found.push(value);
    }
  }
  return found;
}

const boxes = new Map<GlassLayout, readonly Box[]>();

/** What of a layout a row of strokes may be: bars or signs may be off, the first digit a one. */
function seenBoxes(layout: GlassLayout): readonly Box[] {
  const known = boxes.get(layout);
  if (known !== undefined) return known;
  const { digitBox, inkBox, digits } = layout;
  const pitch = (digitBox.right - digitBox.left) / (digits - 0.22);
  const one = layout.segments.find(({ id }) => id === "0B");
  const lefts = [digitBox.left, (one?.middle[0] ?? digitBox.left) - 7];
  lefts.push(layout.bars > 0 ? inkBox.left : digitBox.left - 0.88 * pitch);
  const rights = [digitBox.right, layout.hasSigns ? inkBox.right : digitBox.right + 0.38 * pitch];
  const all = lefts.flatMap((left) =>
    rights.map((right) => ({ left, right, top: digitBox.top, bottom: digitBox.bottom })),
  );
  boxes.set(layout, all);
  return all;
}

/** First on blurred ink, which draws from afar, then on the ink itself. */
function roughFit(ink: Grey, wide: Map<number, Grey>, { strength, height, ...start }: Start): Fit {
  const sigma = Math.max(1, Math.round(0.06 * height));
  const blur = wide.get(sigma) ?? blurred(ink, sigma);
  wide.set(sigma, blur);
  const near = fitted(blur, start, { first: 0.12, last: 0.03 }, 0.7 * strength);
  return fitted(ink, near, { first: 0.05, last: 0.015 }, strength);
}
