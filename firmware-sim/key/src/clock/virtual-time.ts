import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import type { TimeSource } from "./time-source.ts";

type Waiting = { readonly moment: number; readonly order: number; readonly callback: () => void };

/**
 * Time that stands still until it is told to move, so that a test waits for nothing and runs the
 * same way each time. Many keys may share one.
 */
export class VirtualTime implements TimeSource {
  #now: UnixMilliseconds;
  /** In the order in which they are called; those before `#called` have been. */
  #waiting: Waiting[] = [];
  #called = 0;
  #order = 0;

  /** Starts at `startsAt`. */
  constructor(startsAt: UnixMilliseconds) {
    this.#now = unixMilliseconds(startsAt);
  }

  now(): UnixMilliseconds {
    return this.#now;
  }

  /**
   * As TimeSource says, with two promises more: callbacks come in the order of their moments, and
   * during each of them time stands exactly at its moment. A moment that has passed counts as now
   * and is met by the next `advance`, even by 0.
   */
  whenReaches(moment: UnixMilliseconds, callback: () => void): () => void {
    const waiting: Waiting = { moment: Math.max(moment, this.#now), order: this.#order, callback };
    this.#order += 1;
    insert(this.#waiting, waiting, this.#called);
    return () => {
      this.#waiting = this.#waiting.slice(this.#called).filter((other) => other !== waiting);
      this.#called = 0;
    };
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
    return this.jumpTo(unixMilliseconds(this.#now + milliseconds));
  }

  /** Moves on to `moment` and answers it. Throws RangeError for a moment that has passed. */
  jumpTo(moment: UnixMilliseconds): UnixMilliseconds {
    const end = unixMilliseconds(moment);
    if (end < this.#now) {
      throw new RangeError(
        `Cannot set time back from ${this.#now} to ${end}: expected a later one`,
      );
    }
    for (;;) {
      const next = this.#waiting[this.#called];
      if (next === undefined || next.moment > end) break;
      this.#called += 1;
      this.#dropCalled();
      this.#now = unixMilliseconds(next.moment);
      next.callback();
    }
    // A callback may have moved time further than was asked for.
    if (this.#now < end) this.#now = end;
    return this.#now;
  }

  /** Taking out one at a time would move all the others each time. */
  #dropCalled(): void {
    if (this.#called < 64 || 2 * this.#called < this.#waiting.length) return;
    this.#waiting.splice(0, this.#called);
    this.#called = 0;
  }
}

/** Puts `waiting` behind all that come before it, none of them before `from`: the list stays in order. */
function insert(list: Waiting[], waiting: Waiting, from: number): void {
  const last = list.at(-1);
  if (last === undefined || list.length === from || last.moment <= waiting.moment) {
    list.push(waiting);
    return;
  }
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other !== undefined && other.moment <= waiting.moment) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, waiting);
}
