import { type Lcd, type SeededRandom, seededRandom } from "@jeton/key";
import { type Grey, pictureOf } from "../picture/picture.ts";
import { noisy, outOfFocus, stored } from "../trial/faults.ts";
import { photographed } from "../trial/scene.ts";
import type { DrawKey } from "../trial/trial-picture.ts";
import { type Frame, frameFrom } from "../watch/frame.ts";

/** How a simulated camera takes pictures. */
export type CameraHabit = {
  /** How long each line is exposed, and how much later the last line begins than the first, ms. */
  readonly exposure: number;
  readonly readout: number;
  /** A frame's moment may be told late by up to so much, ms. */
  readonly jitterMax: number;
  /** The share of frames that are lost. */
  readonly dropped: number;
  /** Standard deviation of the noise, of 255. */
  readonly noise: number;
};

/** A webcam in a room. */
export const usualHabit: CameraHabit = {
  exposure: 30,
  readout: 25,
  jitterMax: 20,
  dropped: 0.1,
  noise: 4,
};

const [width, height] = [400, 160];
const glassWidth = 360;

/**
 * A camera over a key's glass. Its shutter rolls: each line is exposed a little later than the one
 * above, so that a frame taken during a change shows the old code above and the new one below, and a
 * mix between.
 */
export class SimulatedCamera {
  readonly #lcdAt: (at: number) => Lcd;
  readonly #draw: DrawKey;
  readonly #habit: CameraHabit;
  readonly #random: SeededRandom;
  readonly #seed: number;
  readonly #scenes = new Map<string, Grey>();

  /** `lcdAt` tells what the glass shows at a moment of true time, ms. */
  constructor(
    lcdAt: (at: number) => Lcd,
    draw: DrawKey,
    { seed, habit = usualHabit }: { readonly seed: number; readonly habit?: CameraHabit },
  ) {
    this.#lcdAt = lcdAt;
    this.#draw = draw;
    this.#habit = habit;
    this.#seed = seed;
    this.#random = seededRandom(seed);
  }

  /** Returns the frame that is begun at that moment, ms, or null when it is lost. */
  async take(begun: number): Promise<Frame | null> {
    const { exposure, readout, jitterMax, dropped, noise } = this.#habit;
    const late = jitterMax * this.#random.uniform();
    if (this.#random.uniform() < dropped) return null;
    const end = begun + readout + exposure;
    const old = this.#lcdAt(begun);
    const next = this.#lcdAt(end);
    const changedAt = sameLcd(old, next) ? end : this.#changeWithin(begun, end);
    const [before, after] = [await this.#scene(old), await this.#scene(next)];
    const values = new Float32Array(before.values.length);
    for (let y = 0; y < height; y += 1) {
      const open = begun + (readout * y) / height;
      const share = Math.min(1, Math.max(0, (changedAt - open) / exposure));
      for (let at = y * width; at < (y + 1) * width; at += 1) {
        values[at] = (before.values[at] ?? 0) * share + (after.values[at] ?? 0) * (1 - share);
      }
    }
    const grey = stored(noisy({ width, height, values }, noise, this.#random));
    const delayMax = exposure + readout + jitterMax;
    return frameFrom(pictureOf(grey), { arrived: end + late, delayMax });
  }

  #changeWithin(from: number, to: number): number {
    const old = this.#lcdAt(from);
    let [low, high] = [from, to];
    while (high - low > 0.1) {
      const middle = (low + high) / 2;
      if (sameLcd(this.#lcdAt(middle), old)) low = middle;
      else high = middle;
    }
    return high;
  }

  async #scene(lcd: Lcd): Promise<Grey> {
    const name = JSON.stringify(lcd);
    const known = this.#scenes.get(name);
    if (known !== undefined) return known;
    const drawing = await this.#draw(lcd, { width: 2 * glassWidth });
    const random = seededRandom(this.#seed);
    const [left, top] = [20 + 8 * random.normal(), 25 + 6 * random.normal()];
    const tall = glassWidth * (drawing.height / drawing.width);
    const lean = 6 * random.normal();
    const scene = photographed(
      drawing,
      {
        width,
        height,
        quad: [
          [left, top],
          [left + glassWidth, top + lean],
          [left + glassWidth, top + lean + tall],
          [left, top + tall],
        ],
      },
      random,
    );
    const seen = outOfFocus(scene, 0.8);
    if (this.#scenes.size > 4) this.#scenes.clear();
    this.#scenes.set(name, seen);
    return seen;
  }
}

function sameLcd(a: Lcd, b: Lcd): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
