import type { Point, SeededRandom } from "@jeton/key";
import { boxAround } from "../layout/glass-layout.ts";
import { type Grey, greyOf, type Picture } from "../picture/picture.ts";
import { placed, poseOf, type Quad } from "../pose/pose.ts";

/** A picture of a key, or of its glass alone, laid somewhere into a larger picture. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  /** Where the corners of the drawing come to lie, from the top left, clockwise, in pixels. */
  readonly quad: Quad;
};

/** Returns the scene as it is seen with no fault: the drawing on a table with things on it. */
export function photographed(drawing: Picture, scene: Scene, random: SeededRandom): Grey {
  const values = tableOf(scene, random);
  const { width, height } = scene;
  const box = { left: 0, top: 0, right: width, bottom: height };
  const inverse = inverseOf(
    poseOf({ ...box, right: drawing.width, bottom: drawing.height }, scene.quad),
  );
  const grey = greyOf(drawing);
  const seen = boxAround(scene.quad);
  const [first, last] = [
    Math.max(0, Math.floor(seen.top)),
    Math.min(height - 1, Math.ceil(seen.bottom)),
  ];
  const [from, to] = [
    Math.max(0, Math.floor(seen.left)),
    Math.min(width - 1, Math.ceil(seen.right)),
  ];
  for (let y = first; y <= last; y += 1) {
    for (let x = from; x <= to; x += 1) {
      let sum = 0;
      const under = values[y * width + x] ?? 0;
      for (const [dx, dy] of subPixels) {
        sum += laidOver(grey, drawing, placed(inverse, [x + dx, y + dy]), under);
      }
      values[y * width + x] = sum / subPixels.length;
    }
  }
  return { width, height, values };
}

const subPixels: readonly Point[] = [0.25, 0.75].flatMap((x) =>
  [0.25, 0.75].map((y): Point => [x, y]),
);

function laidOver(
  grey: Grey,
  { width, height, rgba }: Picture,
  [px, py]: Point,
  under: number,
): number {
  const [x, y] = [Math.floor(px), Math.floor(py)];
  if (x < 0 || y < 0 || x >= width || y >= height) return under;
  const at = y * width + x;
  const alpha = (rgba[at * 4 + 3] ?? 0) / 255;
  return under * (1 - alpha) + (grey.values[at] ?? 0) * alpha;
}

function tableOf({ width, height }: Scene, random: SeededRandom): Float32Array {
  const values = new Float32Array(width * height);
  const base = 60 + 150 * random.uniform();
  const [gx, gy] = [random.normal() * 20, random.normal() * 20];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      values[y * width + x] = base + (gx * x) / width + (gy * y) / height;
    }
  }
  const things = random.whole(0, 7);
  for (let thing = 0; thing < things; thing += 1) {
    const [w, h] = [4 + random.uniform() * 0.3 * width, 4 + random.uniform() * 0.3 * height];
    const [left, top] = [random.uniform() * width, random.uniform() * height];
    const value = random.uniform() * 255;
    for (let y = Math.floor(top); y < Math.min(height, top + h); y += 1) {
      for (let x = Math.floor(left); x < Math.min(width, left + w); x += 1)
        values[y * width + x] = value;
    }
  }
  return values;
}

/** The inverse of a projective map, but for a factor that does not matter. */
function inverseOf(pose: readonly number[]): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = pose;
  return [
    ...[e * i - f * h, c * h - b * i, b * f - c * e],
    ...[f * g - d * i, a * i - c * g, c * d - a * f],
    ...[d * h - e * g, b * g - a * h, a * e - b * d],
  ];
}
