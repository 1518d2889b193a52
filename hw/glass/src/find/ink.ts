import { blurred, closed } from "../picture/filters.ts";
import type { Grey } from "../picture/picture.ts";

/** Part of the brightest background below which nothing is called dark: what is noise in the dark. */
const darkFloor = 0.3;

/**
 * Returns how much darker than its surroundings each pixel is, 0 .. 1, where what is dark is narrower
 * than `2 * radius + 1` pixels: strokes, and not the case of the key. Blurred by `sigma` pixels first,
 * against noise.
 */
export function inkOf(grey: Grey, radius: number, sigma = 0.9): Grey {
  const smooth = blurred(grey, sigma);
  const background = closed(smooth, radius);
  const floor = Math.max(1, darkFloor * quantile(background.values, 0.95));
  const values = new Float32Array(grey.values.length);
  for (let index = 0; index < values.length; index += 1) {
    const bright = background.values[index] ?? 0;
    values[index] = (bright - (smooth.values[index] ?? 0)) / Math.max(bright, floor);
  }
  return { width: grey.width, height: grey.height, values };
}

/** Returns the value below which that part of the values lies, of a sample of them. */
export function quantile(values: ArrayLike<number>, part: number): number {
  const step = Math.max(1, Math.floor(values.length / 4000));
  const sample: number[] = [];
  for (let index = 0; index < values.length; index += step) sample.push(values[index] ?? 0);
  sample.sort((a, b) => a - b);
  return sample[Math.min(sample.length - 1, Math.floor(part * sample.length))] ?? 0;
}
