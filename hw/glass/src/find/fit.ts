import type { Point } from "@jeton/key";
import type { Box, GlassLayout } from "../layout/glass-layout.ts";
import type { Grey } from "../picture/picture.ts";
import { valueAt } from "../picture/picture.ts";
import { type Pose, placedBox, poseOf, type Quad, quadSize } from "../pose/pose.ts";

/** A place of the glass in a picture: where the corners of its ink box lie, and how well that fits. */
export type Fit = { readonly layout: GlassLayout; readonly quad: Quad; readonly score: number };

/** The places of a layout that a fit looks at: few, since it looks many times. */
type Probe = {
  readonly segments: readonly Float64Array[];
  readonly holes: Float64Array;
};

const probes = new Map<GlassLayout, Probe>();
const pointsOfSegment = 7;
const holesMax = 220;

function probeOf(layout: GlassLayout): Probe {
  const known = probes.get(layout);
  if (known !== undefined) return known;
  const thinned = (points: readonly Point[], most: number): Float64Array => {
    const step = Math.max(1, points.length / most);
    const kept = Array.from(
      { length: Math.min(points.length, most) },
      (_, index) => points[Math.floor((index + 0.5) * step)] ?? [0, 0],
    );
    return Float64Array.from(kept.flat());
  };
  const probe = {
    segments: layout.segments
      .filter(({ coverage }) => coverage === 1)
      .map(({ points }) => thinned(points, pointsOfSegment)),
    holes: thinned(layout.holes, holesMax),
  };
  probes.set(layout, probe);
  return probe;
}

/**
 * Returns how well ink fits the layout there: it gathers in segments (a half dark one counts a
 * quarter, so that a shift does not pay), and there is none between them.
 */
export function fitScore(ink: Grey, layout: GlassLayout, quad: Quad, scale: number): number {
  const pose = poseOf(layout.inkBox, quad);
  const { segments, holes } = probeOf(layout);
  let gathered = 0;
  for (const points of segments) {
    let sum = 0;
    for (let at = 0; at < points.length; at += 2) sum += darkAt(ink, pose, points, at) / scale;
    gathered += Math.min(1, Math.max(0, (2 * sum) / points.length)) ** 2;
  }
  let stray = 0;
  for (let at = 0; at < holes.length; at += 2) {
    stray += Math.min(1, Math.max(0, darkAt(ink, pose, holes, at) / scale)) ** 2;
  }
  return gathered / segments.length - (2 * stray) / holes.length;
}

/** Inlined: this is where the time goes. */
function darkAt(ink: Grey, pose: Pose, points: Float64Array, at: number): number {
  const x = points[at] as number;
  const y = points[at + 1] as number;
  const w = (pose[6] as number) * x + (pose[7] as number) * y + (pose[8] as number);
  return valueAt(
    ink,
    ((pose[0] as number) * x + (pose[1] as number) * y + (pose[2] as number)) / w,
    ((pose[3] as number) * x + (pose[4] as number) * y + (pose[5] as number)) / w,
  );
}

/** Moves of a quad in its own frame: how far each corner goes along and down for one unit. */
const moves: readonly (readonly [along: readonly number[], down: readonly number[]])[] = [
  [[1, 1, 1, 1], []],
  [[], [1, 1, 1, 1]],
  [[-1, 1, 1, -1], []],
  [[], [-1, -1, 1, 1]],
  [[], [-1, 1, 1, -1]],
  [[1, 1, -1, -1], []],
  [[-1, 1, -1, 1], []],
  [[], [-1, 1, -1, 1]],
];

/** Each corner by itself, for the last pixel. */
const cornerMoves: typeof moves = [0, 1, 2, 3].flatMap((corner) => {
  const one = [0, 1, 2, 3].map((each) => (each === corner ? 1 : 0));
  return [
    [one, []],
    [[], one],
  ] as const;
});

/** How far a fit may move: from the first step to the last, in parts of the glass's height. */
export type FitSteps = { readonly first: number; readonly last: number };

const fineStep = 0.01;

/** Returns the fit moved uphill until no small move makes it better. */
export function fitted(ink: Grey, start: Fit, steps: FitSteps, scale: number): Fit {
  const { layout } = start;
  let { quad } = start;
  let score = fitScore(ink, layout, quad, scale);
  const all = steps.last < fineStep ? [...moves, ...cornerMoves] : moves;
  for (let step = steps.first; step >= steps.last; step *= 0.6) {
    for (let pass = 0, improved = true; improved && pass < 4; pass += 1) {
      improved = false;
      for (const move of all) {
        for (const sign of [step, -step]) {
          const moved = movedQuad(quad, move, sign);
          const next = fitScore(ink, layout, moved, scale);
          if (next <= score + 1e-6) continue;
          score = next;
          quad = moved;
          improved = true;
        }
      }
    }
  }
  return { layout, quad, score };
}

function movedQuad(
  quad: Quad,
  [along, down]: readonly [readonly number[], readonly number[]],
  amount: number,
): Quad {
  const { height } = quadSize(quad);
  const [a, b, , d] = quad;
  const unit = (from: Point, to: Point): Point => {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  };
  const [ux, uy] = unit(a, b);
  const [vx, vy] = unit(a, d);
  const corner = (index: number, [x, y]: Point): Point => {
    const u = (along[index] ?? 0) * amount * height;
    const v = (down[index] ?? 0) * amount * height;
    return [x + u * ux + v * vx, y + u * uy + v * vy];
  };
  return [corner(0, quad[0]), corner(1, quad[1]), corner(2, quad[2]), corner(3, quad[3])];
}

/** Returns the quad of the layout's ink box when the part `seen` of the layout fills the quad `corners`. */
export function quadFrom(layout: GlassLayout, seen: Box, corners: Quad): Quad {
  return placedBox(poseOf(seen, corners), layout.inkBox);
}
