import type { Point } from "@jeton/key";
import type { Quad } from "../pose/pose.ts";

/** The steepest that a side is against the row, as seen from aside. */
const slopeMax = 0.35;

/**
 * Returns the corners of the quadrilateral that lies closest round points of a row (x and y in turn): each side touches
 * them, and comes nearest to the row's middle. `angle`, `along`, `across`: the rectangle round them.
 */
export function quadAround(
  points: readonly number[],
  {
    angle,
    along,
    across,
  }: {
    readonly angle: number;
    readonly along: readonly [number, number];
    readonly across: readonly [number, number];
  },
): Quad {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle: Point = [(along[0] + along[1]) / 2, (across[0] + across[1]) / 2];
  const us: number[] = [];
  const vs: number[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number];
    us.push(x * cos + y * sin - middle[0]);
    vs.push(y * cos - x * sin - middle[1]);
  }
  const [top, bottom] = [sideOf(us, vs, -1), sideOf(us, vs, 1)];
  const [left, right] = [sideOf(vs, us, -1), sideOf(vs, us, 1)];
  const corner = (level: Side, upright: Side): Point => {
    // v = level.at + level.slope * u and u = upright.at + upright.slope * v.
    const v = (level.at + level.slope * upright.at) / (1 - level.slope * upright.slope);
    const u = upright.at + upright.slope * v;
    const [a, b] = [u + middle[0], v + middle[1]];
    return [a * cos - b * sin, a * sin + b * cos];
  };
  return [corner(top, left), corner(top, right), corner(bottom, right), corner(bottom, left)];
}

type Side = { readonly slope: number; readonly at: number };

/** Returns the line on that side of the points that passes nearest to their middle: its distance is convex in its slope. */
function sideOf(along: readonly number[], across: readonly number[], sign: 1 | -1): Side {
  const reach = (slope: number): number => {
    let most = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < along.length; index += 1) {
      const beyond = sign * ((across[index] as number) - slope * (along[index] as number));
      if (beyond > most) most = beyond;
    }
    return most;
  };
  let [low, high] = [-slopeMax, slopeMax];
  for (let turn = 0; turn < 14; turn += 1) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (reach(a) < reach(b)) high = b;
    else low = a;
  }
  const slope = (low + high) / 2;
  return { slope, at: sign * (reach(slope) + 0.5) };
}
