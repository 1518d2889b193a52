import { setImmediate as turn } from "node:timers/promises";
import type { EmulatedBoard } from "../board/emulated-board.ts";

type Timer = { readonly at: number; readonly number: number; readonly act: () => void };

// With several boards on one line of time, none runs ahead of another that is talking by more.
const togetherMilliseconds = 0.25;

/**
 * A clock that emulated boards and a conversation share: time passes only in `advance` and `until`,
 * and stops at each byte that a board sends and each timer, so that what waits for it acts at that
 * very moment. The same calls give the same times.
 */
export class VirtualTime {
  #now: number;
  #timers: Timer[] = [];
  #numbers = 0;
  #running: EmulatedBoard | null = null;
  #deadline = Number.POSITIVE_INFINITY;
  readonly #boards = new Map<EmulatedBoard, number>();

  constructor(startMilliseconds = 0) {
    this.#now = startMilliseconds;
  }

  /** Milliseconds; never goes back. */
  now(): number {
    // While a board runs, a listener is at the moment of what it hears.
    if (this.#running !== null) {
      const offset = this.#boards.get(this.#running) ?? 0;
      this.#now = Math.max(this.#now, this.#running.nowMilliseconds + offset);
    }
    return this.#now;
  }

  /** Calls `act` once, so much later. Answers a function that prevents it. */
  after(milliseconds: number, act: () => void): () => void {
    this.#numbers += 1;
    const timer = { at: this.now() + Math.max(0, milliseconds), number: this.#numbers, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets the board live in this time from now on. Answers a function that takes it out. */
  attach(board: EmulatedBoard): () => void {
    this.#boards.set(board, this.#now - board.nowMilliseconds);
    const stop = board.onBytes(() => board.pause());
    return () => {
      stop();
      this.#boards.delete(board);
    };
  }

  /** Lets so much time pass. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await turn();
    while (this.#now < end) await this.#step(end);
  }

  /**
   * Lets time pass until the promise is settled, and answers what it answers. Rejects when that has
   * not come within `limitMilliseconds` of virtual time (default: one day).
   */
  async until<T>(promise: Promise<T>, limitMilliseconds = 86_400_000): Promise<T> {
    const end = this.#now + limitMilliseconds;
    let settled = false;
    const note = (): void => {
      settled = true;
    };
    promise.then(note, note);
    await turn();
    while (!settled) {
      if (this.#now >= end) {
        throw new Error(`Cannot wait longer: nothing came within ${limitMilliseconds} ms`);
      }
      await this.#step(end);
    }
    return promise;
  }

  /** To the next timer, byte or end, whichever comes first. */
  async #step(end: number): Promise<void> {
    this.#deadline = Math.min(end, ...this.#timers.map(({ at }) => at));
    this.#runBoards();
    for (let timer = this.#due(); timer !== null; timer = this.#due()) timer.act();
    await turn();
  }

  #runBoards(): void {
    const boards = [...this.#boards];
    const together = boards.length > 1 && boards.some(([board]) => board.busy);
    let to = together ? Math.min(this.#deadline, this.#now + togetherMilliseconds) : this.#deadline;
    for (const [board, offset] of boards) {
      const target = Math.max(to - offset, board.nowMilliseconds);
      this.#running = board;
      const passed = board.advanceTo(target);
      this.#running = null;
      if (!passed) to = Math.min(to, board.nowMilliseconds + offset);
    }
    this.#now = Math.max(this.#now, to);
  }

  #due(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at > this.#now) continue;
      if (
        first === null ||
        timer.at < first.at ||
        (timer.at === first.at && timer.number < first.number)
      ) {
        first = timer;
      }
    }
    this.#timers = this.#timers.filter((timer) => timer !== first);
    return first;
  }
}
