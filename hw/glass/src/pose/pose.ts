import type { Point } from "@jeton/key";
import type { Box } from "../layout/glass-layout.ts";

/** Where the four corners of a box of the layout lie in a picture: from the top left, clockwise. */
export type Quad = readonly [Point, Point, Point, Point];

/** A projective map from drawing units to pixels: nine numbers, row by row. */
export type Pose = readonly number[];

/** Returns the map that takes the corners of `box` to those of `quad`. */
export function poseOf(box: Box, quad: Quad): Pose {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / determinant;
  const h = (dx1 * sy - sx * dy1) / determinant;
  const unit = [
    x1 - x0 + g * x1,
    x3 - x0 + h * x3,
    x0,
    y1 - y0 + g * y1,
    y3 - y0 + h * y3,
    y0,
    g,
    h,
  ];
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  // From the box to the unit square first.
  const row = (a: number, b: number, c: number): readonly number[] => [
    a / width,
    b / height,
    c - (a * box.left) / width - (b * box.top) / height,
  ];
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = unit;
  return [...row(a, b, c), ...row(d, e, f), ...row(g, h, 1)];
}

/** Returns where the map takes a place. */
export function placed(pose: Pose, [x, y]: Point): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = pose;
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** Returns where the map takes the corners of a box. */
export function placedBox(pose: Pose, box: Box): Quad {
  return [
    placed(pose, [box.left, box.top]),
    placed(pose, [box.right, box.top]),
    placed(pose, [box.right, box.bottom]),
    placed(pose, [box.left, box.bottom]),
  ];
}

/** Returns the quad with each corner changed. */
export function mappedQuad([a, b, c, d]: Quad, change: (corner: Point) => Point): Quad {
  return [change(a), change(b), change(c), change(d)];
}

/** Returns how wide and how tall the quad is: the mean of its two opposite sides. */
export function quadSize(quad: Quad): { readonly width: number; readonly height: number } {
  const [a, b, c, d] = quad;
  const length = (p: Point, q: Point): number => Math.hypot(p[0] - q[0], p[1] - q[1]);
  return {
    width: (length(a, b) + length(d, c)) / 2,
    height: (length(a, d) + length(b, c)) / 2,
  };
}
