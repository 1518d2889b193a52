import { seededRandom } from "../../support/seeded-random.ts";

/** Everything that is left to chance in a world. The same seed and name give the same draws. */
export class Chance {
  readonly #seed: number;
  readonly #next: () => number;

  constructor(seed: number, name = "") {
    this.#seed = mixed(seed, name);
    this.#next = seededRandom(this.#seed);
  }

  /** Returns a chance of its own, so that what one actor draws never moves the draws of another. */
  of(name: string): Chance {
    return new Chance(this.#seed, name);
  }

  /** Returns a whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.#next() * (max - min + 1));
  }

  between(min: number, max: number): number {
    return min + this.#next() * (max - min);
  }

  happens(probability: number): boolean {
    return this.#next() < probability;
  }

  /** Returns whole milliseconds until the next event, when it comes once in `mean` on average. */
  untilNext(mean: number): number {
    return Math.max(1, Math.round(-mean * Math.log(1 - this.#next())));
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.whole(0, choices.length - 1)];
    if (chosen === undefined) throw new RangeError("Cannot pick: there is nothing to pick from");
    return chosen;
  }

  /** Returns so many decimal digits. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join("");
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.whole(0, 255));
  }
}

/** FNV-1a over the seed and the name. */
function mixed(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (const character of `/${seed}/${name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash >>> 0;
}
