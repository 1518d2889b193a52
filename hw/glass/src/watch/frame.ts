import type { Picture } from "../picture/picture.ts";

/** A picture of a camera, and when it was taken. */
export type Frame = {
  readonly picture: Picture;
  /** It was exposed within these two moments, ms. */
  readonly from: number;
  readonly to: number;
};

/** Returns a frame that arrived then, exposed at most `delayMax` before. */
export function frameFrom(
  picture: Picture,
  { arrived, delayMax }: { readonly arrived: number; readonly delayMax: number },
): Frame {
  return { picture, from: arrived - delayMax, to: arrived };
}
