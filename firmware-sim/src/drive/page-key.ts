import type { UnixMilliseconds } from "@jeton/core/units";
import type { TimeSource } from "@jeton/key";
import type { MirroredKey } from "./board-mirror.ts";

/** A key that a page has, or hears of. */
export type KeyOfPage = Omit<MirroredKey, "onChange"> & {
  /** Returns the true time of the key. */
  now(): UnixMilliseconds;
};

/**
 * The key of a page as a board shows it. A board takes some ten changes a second, a page may let thousands of codes
 * pass meanwhile: what waits for a change or a moment is called once for each time that the page is drawn.
 */
export class PageKey implements MirroredKey {
  readonly time: TimeSource;
  readonly #key: KeyOfPage;
  #shows = "";
  readonly #changes = new Set<() => void>();
  readonly #waiting = new Set<{ readonly moment: number; readonly callback: () => void }>();

  constructor(key: KeyOfPage) {
    this.#key = key;
    this.time = {
      now: () => key.now(),
      whenReaches: (moment, callback) => {
        const waiting = { moment, callback };
        this.#waiting.add(waiting);
        return () => this.#waiting.delete(waiting);
      },
    };
  }

  get serial(): string {
    return this.#key.serial;
  }

  get parameters(): MirroredKey["parameters"] {
    return this.#key.parameters;
  }

  /** Time has passed, or somebody acted on the key: whoever waits for that is told. */
  passed(): void {
    const now = this.time.now();
    for (const waiting of [...this.#waiting]) {
      if (waiting.moment <= now && this.#waiting.delete(waiting)) waiting.callback();
    }
    // Drawing costs a request over the board's line, so it is told of changes only.
    const { mode, code, nextCodeAt } = this.#key.reading();
    const shows = `${mode} ${code} ${nextCodeAt}`;
    if (shows === this.#shows) return;
    this.#shows = shows;
    for (const tell of [...this.#changes]) tell();
  }

  reading(): ReturnType<MirroredKey["reading"]> {
    return this.#key.reading();
  }

  step(): ReturnType<MirroredKey["step"]> {
    return this.#key.step();
  }

  ratePpm(): number {
    return this.#key.ratePpm();
  }

  press(): void {
    this.#key.press();
  }

  onChange(callback: () => void): () => void {
    this.#changes.add(callback);
    return () => this.#changes.delete(callback);
  }
}
