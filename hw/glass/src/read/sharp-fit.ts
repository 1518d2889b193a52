import { type Fit, fitted } from "../find/fit.ts";
import { inkOf, quantile } from "../find/ink.ts";
import { blurred } from "../picture/filters.ts";
import { type Grey, shrunk } from "../picture/picture.ts";
import { type Quad, quadSize } from "../pose/pose.ts";

/** A glass cut out of a picture, with its place in the cut. */
export type Cut = {
  readonly grey: Grey;
  /** The same with less noise. */
  readonly smooth: Grey;
  readonly fit: Fit;
  /** Of a pixel of the cut to one of the picture. */
  readonly factor: number;
  readonly left: number;
  readonly top: number;
};

/** How tall a glass is cut, in pixels: a stroke is then about 12 wide. */
const heightMax = 130;

/** Returns the glass cut out of the picture, no larger than need be, and fitted once more. */
export function cutOut(grey: Grey, fit: Fit): Cut {
  const { height } = quadSize(fit.quad);
  const room = 0.35 * height;
  const xs = fit.quad.map(([x]) => x);
  const ys = fit.quad.map(([, y]) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs) - room));
  const top = Math.max(0, Math.floor(Math.min(...ys) - room));
  const right = Math.min(grey.width, Math.ceil(Math.max(...xs) + room));
  const bottom = Math.min(grey.height, Math.ceil(Math.max(...ys) + room));
  const whole = cropped(grey, { left, top, right, bottom });
  const small = shrunk(
    whole,
    Math.max(whole.width, whole.height) * Math.min(1, heightMax / Math.max(1, height)),
  );
  const factor = whole.width / small.width;
  const [a, b, c, d] = fit.quad;
  const moved = ([x, y]: readonly [number, number]): readonly [number, number] => [
    (x - left) / factor,
    (y - top) / factor,
  ];
  const quad: Quad = [moved(a), moved(b), moved(c), moved(d)];
  const ink = inkOf(small, Math.max(2, Math.round(0.12 * quadSize(quad).height)));
  const strength = Math.max(0.05, quantile(strongInk(ink), 0.8));
  const sharp = fitted(ink, { ...fit, quad }, { first: 0.04, last: 0.004 }, strength);
  const stroke = 0.09 * quadSize(quad).height;
  return { grey: small, smooth: blurred(small, 0.1 * stroke), fit: sharp, factor, left, top };
}

function strongInk({ values }: Grey): Float32Array {
  const limit = 0.5 * quantile(values, 0.93);
  return values.filter((value) => value > limit);
}

function cropped(
  grey: Grey,
  box: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  },
): Grey {
  const width = Math.max(1, box.right - box.left);
  const height = Math.max(1, box.bottom - box.top);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (box.top + y) * grey.width + box.left;
    values.set(grey.values.subarray(from, from + width), y * width);
  }
  return { width, height, values };
}
