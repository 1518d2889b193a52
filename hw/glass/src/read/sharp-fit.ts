import { type Fit, fitted } from "../find/fit.ts";
import { inkOf, quantile } from "../find/ink.ts";
import { type Box, boxAround } from "../layout/glass-layout.ts";
import { blurred } from "../picture/filters.ts";
import { type Grey, shrunk } from "../picture/picture.ts";
import { mappedQuad, quadSize } from "../pose/pose.ts";

/** A glass cut out of a picture, with its place in the cut. */
export type Cut = {
  readonly grey: Grey;
  /** The same with less noise. */
  readonly smooth: Grey;
  readonly fit: Fit;
  /** Pixels of the picture for one pixel of the cut. */
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
  const seen = boxAround(fit.quad);
  const left = Math.max(0, Math.floor(seen.left - room));
  const top = Math.max(0, Math.floor(seen.top - room));
  const right = Math.min(grey.width, Math.ceil(seen.right + room));
  const bottom = Math.min(grey.height, Math.ceil(seen.bottom + room));
  const whole = cropped(grey, { left, top, right, bottom });
  const small = shrunk(
    whole,
    Math.max(whole.width, whole.height) * Math.min(1, heightMax / Math.max(1, height)),
  );
  const factor = whole.width / small.width;
  const quad = mappedQuad(fit.quad, ([x, y]) => [(x - left) / factor, (y - top) / factor]);
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

function cropped(grey: Grey, box: Box): Grey {
  const width = Math.max(1, box.right - box.left);
  const height = Math.max(1, box.bottom - box.top);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (box.top + y) * grey.width + box.left;
    values.set(grey.values.subarray(from, from + width), y * width);
  }
  return { width, height, values };
}
