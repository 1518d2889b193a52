import type { UnixMilliseconds } from "@jeton/core/units";
import type { TimeSource } from "../clock/time-source.ts";

/** Calls those who watch a key: when it changes by itself, and when it is told that it did. */
export class ChangeWatch {
  readonly #timeSource: TimeSource;
  readonly #nextChangeAt: () => UnixMilliseconds | null;
  readonly #watchers = new Set<() => void>();
  #cancel: () => void = () => {};

  /** `nextChangeAt` answers when the key changes by itself next, after now; null: never. */
  constructor(timeSource: TimeSource, nextChangeAt: () => UnixMilliseconds | null) {
    this.#timeSource = timeSource;
    this.#nextChangeAt = nextChangeAt;
  }

  /** Adds a watcher and answers a function that takes it away. Without watchers nothing waits. */
  add(callback: () => void): () => void {
    // The same function may watch twice.
    const watcher = (): void => callback();
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.#wait();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#cancel();
    };
  }

  /** Says that the key changed just now. */
  changed(): void {
    if (this.#watchers.size === 0) return;
    this.#cancel();
    for (const watcher of [...this.#watchers]) watcher();
    if (this.#watchers.size > 0) this.#wait();
  }

  #wait(): void {
    const next = this.#nextChangeAt();
    this.#cancel =
      next === null ? () => {} : this.#timeSource.whenReaches(next, () => this.changed());
  }
}
