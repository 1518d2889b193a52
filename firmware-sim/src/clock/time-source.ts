import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";

/** Where true time comes from. A key never asks for time elsewhere. */
export type TimeSource = {
  /** Answers the true time now. */
  now(): UnixMilliseconds;
};

/** The clock of this machine. */
export const realTime: TimeSource = {
  now: () => unixMilliseconds(Date.now()),
};

/**
 * Time that stands still until it is told to move, so that a test waits for nothing and runs the
 * same way each time. Many keys may share one.
 */
export class VirtualTime implements TimeSource {
  #now: UnixMilliseconds;

  /** Starts at `startsAt`. */
  constructor(startsAt: UnixMilliseconds) {
    this.#now = unixMilliseconds(startsAt);
  }

  now(): UnixMilliseconds {
    return this.#now;
  }

  /**
   * Moves on by `milliseconds` and answers the new time. True time never goes back: throws
   * RangeError unless `milliseconds` is whole and >= 0.
   */
  advance(milliseconds: number): UnixMilliseconds {
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
      throw new RangeError(
        `Cannot advance time by ${milliseconds}: expected whole milliseconds >= 0`,
      );
    }
    this.#now = unixMilliseconds(this.#now + milliseconds);
    return this.#now;
  }
}
