import type { Grey } from "../picture/picture.ts";

/** Pixels of ink that touch each other. */
export type Stroke = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly pixels: readonly number[];
};

/** Returns what is darker than `threshold` and hangs together, largest first, specks left out. */
export function strokesOf(ink: Grey, threshold: number): readonly Stroke[] {
  const { width, height, values } = ink;
  const seen = new Uint8Array(values.length);
  const strokes: Stroke[] = [];
  for (let start = 0; start < values.length; start += 1) {
    if (seen[start] === 1 || (values[start] ?? 0) < threshold) continue;
    seen[start] = 1;
    const pixels = [start];
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (let next = 0; next < pixels.length; next += 1) {
      const at = pixels[next] ?? 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      const visit = (neighbour: number, isThere: boolean): void => {
        if (!isThere || seen[neighbour] === 1 || (values[neighbour] ?? 0) < threshold) return;
        seen[neighbour] = 1;
        pixels.push(neighbour);
      };
      visit(at - 1, x > 0);
      visit(at + 1, x + 1 < width);
      visit(at - width, y > 0);
      visit(at + width, y + 1 < height);
    }
    if (pixels.length >= speckMax) strokes.push({ left, top, right, bottom, pixels });
  }
  return strokes.sort((a, b) => b.pixels.length - a.pixels.length).slice(0, strokesMax);
}

const speckMax = 6;
const strokesMax = 160;
