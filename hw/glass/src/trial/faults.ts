import type { SeededRandom } from "@jeton/key";
import { blurred } from "../picture/filters.ts";
import { type Grey, valueAt } from "../picture/picture.ts";

/** Returns the picture with each value changed. */
function changed(grey: Grey, change: (value: number, x: number, y: number) => number): Grey {
  const values = new Float32Array(grey.values.length);
  for (let y = 0, at = 0; y < grey.height; y += 1) {
    for (let x = 0; x < grey.width; x += 1, at += 1)
      values[at] = change(grey.values[at] ?? 0, x, y);
  }
  return { ...grey, values };
}

/** Out of focus by a Gaussian of `sigma` pixels. */
export function outOfFocus(grey: Grey, sigma: number): Grey {
  // Three boxes blur by steps only: the picture is mixed from the two next to `sigma`.
  const radius = Math.floor((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  const sigmaOf = (r: number): number => Math.sqrt(r * (r + 1));
  const [low, high] = [sigmaOf(radius), sigmaOf(radius + 1)];
  const share = (sigma * sigma - low * low) / (high * high - low * low);
  const [less, more] = [radius === 0 ? grey : blurred(grey, low), blurred(grey, high)];
  return changed(less, (value, x, y) => {
    const other = more.values[y * grey.width + x] ?? 0;
    return value * (1 - share) + other * share;
  });
}

/** Moved by `length` pixels while the shutter was open. */
export function moved(grey: Grey, length: number, angle: number): Grey {
  const steps = Math.max(2, Math.ceil(length * 1.5));
  return changed(grey, (_, x, y) => {
    let sum = 0;
    for (let step = 0; step < steps; step += 1) {
      const part = (step / (steps - 1) - 0.5) * length;
      sum += valueAt(grey, x + 0.5 + part * Math.cos(angle), y + 0.5 + part * Math.sin(angle));
    }
    return sum / steps;
  });
}

/** Noise of that standard deviation at each pixel. */
export function noisy(grey: Grey, sigma: number, random: SeededRandom): Grey {
  return changed(grey, (value) => value + sigma * random.normal());
}

/** Lit by that part of the light. */
export function dimmed(grey: Grey, part: number): Grey {
  return changed(grey, (value) => value * part);
}

/** Behind a haze that takes that part of the contrast away. */
export function hazy(grey: Grey, part: number): Grey {
  return changed(grey, (value) => value * (1 - part) + 190 * part);
}

/** In uneven light: full on one side, `least` on the other. */
export function shaded(grey: Grey, least: number, angle: number): Grey {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const reach = (Math.abs(cos) * grey.width + Math.abs(sin) * grey.height) / 2;
  return changed(grey, (value, x, y) => {
    const along = ((x - grey.width / 2) * cos + (y - grey.height / 2) * sin) / reach;
    return value * (least + (1 - least) * (0.5 + along / 2));
  });
}

/** A spot of white light, longer than wide. */
export type Glare = {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly width: number;
  readonly angle: number;
  /** How much of the picture it covers in its middle, 0 .. 1. */
  readonly strength: number;
};

/** Light that the glass mirrors. */
export function glared(grey: Grey, spots: readonly Glare[]): Grey {
  return changed(grey, (value, x, y) => {
    let clear = 1;
    for (const spot of spots) {
      const [cos, sin] = [Math.cos(spot.angle), Math.sin(spot.angle)];
      const u = ((x - spot.x) * cos + (y - spot.y) * sin) / spot.length;
      const v = ((y - spot.y) * cos - (x - spot.x) * sin) / spot.width;
      clear *= 1 - spot.strength * Math.exp(-(u * u + v * v));
    }
    return 255 - (255 - value) * clear;
  });
}

/** As a camera stores it: whole numbers, 0 .. 255. */
export function stored(grey: Grey): Grey {
  return changed(grey, (value) => Math.round(Math.min(255, Math.max(0, value))));
}
