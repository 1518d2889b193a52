// The encoder is gifenc: no dependencies, quick, and a GIF is what every chat and wiki shows.
import gifenc from "gifenc";
import type { Raster } from "./png.ts";

/**
 * Returns pictures of the same size as the bytes of an animated GIF that repeats without end, each
 * shown for `frameMilliseconds` (whole tens; GIF counts hundredths of a second). One palette serves
 * all, so that nothing flickers. Throws RangeError for no pictures or pictures of several sizes.
 */
export function encodeGif(frames: readonly Raster[], frameMilliseconds: number): Uint8Array {
  const [first] = frames;
  if (first === undefined) throw new RangeError("Cannot make an animation: found no pictures");
  const { width, height } = first;
  if (frames.some((frame) => frame.width !== width || frame.height !== height)) {
    throw new RangeError("Cannot make an animation: found pictures of several sizes");
  }
  const palette = gifenc.quantize(first.rgba, 256);
  const gif = gifenc.GIFEncoder();
  for (const [index, { rgba }] of frames.entries()) {
    gif.writeFrame(gifenc.applyPalette(rgba, palette), width, height, {
      ...(index === 0 && { palette }),
      delay: frameMilliseconds,
      repeat: 0,
    });
  }
  gif.finish();
  return gif.bytes();
}
