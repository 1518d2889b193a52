import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core";

/** A clock counts as right as long as it is at most this far from true time, ms: NTP over the net. */
export const rightWithinMilliseconds = 100;

/** A server's clock: true time and an offset that can step or be smeared from one value to another. */
export class ServerClock {
  readonly #trueTime: () => number;
  #from: { readonly at: number; readonly offset: number };
  #to: { readonly at: number; readonly offset: number };

  constructor(trueTime: () => number, offset = 0) {
    this.#trueTime = trueTime;
    this.#from = { at: trueTime(), offset };
    this.#to = this.#from;
  }

  now(): UnixMilliseconds {
    return unixMilliseconds(Math.max(0, this.#trueTime() + this.offset()));
  }

  /** Returns server time minus true time, whole ms. */
  offset(): number {
    const [from, to] = [this.#from, this.#to];
    const at = this.#trueTime();
    if (at >= to.at) return to.offset;
    const share = (at - from.at) / (to.at - from.at);
    return Math.round(from.offset + share * (to.offset - from.offset));
  }

  isRight(): boolean {
    return Math.abs(this.offset()) <= rightWithinMilliseconds;
  }

  /** Steps to true time plus `offset`, or goes there evenly over so many milliseconds. */
  moveTo(offset: number, overMilliseconds = 0): void {
    const at = this.#trueTime();
    this.#from = { at, offset: this.offset() };
    this.#to = { at: at + overMilliseconds, offset };
  }
}
