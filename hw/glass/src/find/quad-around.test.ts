import { describe, expect, test } from "vitest";
import type { Quad } from "../pose/pose.ts";
import { quadAround } from "./quad-around.ts";

describe("quadAround()", () => {
  test("finds the corners of a row that narrows towards its end", () => {
    const corners: Quad = [
      [10, 20],
      [210, 40],
      [206, 90],
      [14, 100],
    ];
    const points = corners.flatMap(([x, y], index) => {
      const [nx, ny] = corners[(index + 1) % 4] ?? [x, y];
      return Array.from({ length: 20 }, (_, step) => [
        x + ((nx - x) * step) / 20,
        y + ((ny - y) * step) / 20,
      ]).flat();
    });
    const found = quadAround(points, { angle: 0, along: [10, 210], across: [20, 100] });
    for (const [index, [x, y]] of corners.entries()) {
      const [fx, fy] = found[index] ?? [0, 0];
      // Half a pixel is left round the middles of pixels.
      expect(Math.hypot(fx - x, fy - y)).toBeLessThan(1.5);
    }
  });
});
