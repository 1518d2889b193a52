import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import type { VirtualTime } from "@jeton/key";

/** What someone does: runs until it has to wait, and yields for how many milliseconds. */
export type Doing<T = void> = AsyncGenerator<number, T, void>;

type Entry = { readonly at: number; readonly order: number; readonly doing: Doing };

/**
 * Runs everyone on one virtual clock, one at a time, in the order of their moments; of those that
 * have the same moment, in the order in which they began to wait. No timer, no thread: the same
 * actors always take turns in the same order.
 */
export class Scheduler {
  readonly time: VirtualTime;
  readonly endsAt: UnixMilliseconds;
  readonly #heap: Entry[] = [];
  #order = 0;

  constructor(time: VirtualTime, endsAt: UnixMilliseconds) {
    this.time = time;
    this.endsAt = endsAt;
  }

  /** Lets someone begin after so many milliseconds. */
  start(doing: Doing, after = 0): void {
    this.#push(doing, this.time.now() + Math.max(0, Math.round(after)));
  }

  /** Runs until nobody waits any more, or until the world's end. */
  async run(): Promise<void> {
    for (let entry = this.#pop(); entry !== undefined; entry = this.#pop()) {
      if (entry.at > this.endsAt) break;
      this.time.jumpTo(unixMilliseconds(entry.at));
      const turn = await entry.doing.next();
      if (turn.done !== true) this.start(entry.doing, turn.value);
    }
    this.time.jumpTo(unixMilliseconds(Math.max(this.time.now(), this.endsAt)));
  }

  #push(doing: Doing, at: number): void {
    const heap = this.#heap;
    let index = heap.length;
    const entry = { at, order: this.#order, doing };
    this.#order += 1;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, entry)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      const smaller = a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left;
      const below = heap[smaller];
      if (below === undefined || isBefore(last, below)) break;
      heap[index] = below;
      index = smaller;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
