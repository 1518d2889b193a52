import type { SimulatedKey, TimeSource, VirtualTime } from "@jeton/key";
import type { MirroredKey } from "@jeton/sim/mirror";

/**
 * The key as a board shows it. A board takes some ten changes a second, a page may let thousands of codes pass
 * meanwhile: what waits for a change or a moment is called once for each time that the page is drawn.
 */
export class PageKey implements MirroredKey {
  readonly time: TimeSource;
  readonly #key: SimulatedKey;
  readonly #pressed: () => void;
  #shows = "";
  readonly #changes = new Set<() => void>();
  readonly #waiting = new Set<{ readonly moment: number; readonly callback: () => void }>();

  /** `pressed` is told that the board pressed the key's button. */
  constructor(key: SimulatedKey, time: VirtualTime, pressed: () => void) {
    this.#key = key;
    this.#pressed = pressed;
    this.time = {
      now: () => time.now(),
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

  get parameters(): SimulatedKey["parameters"] {
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

  reading(): ReturnType<SimulatedKey["reading"]> {
    return this.#key.reading();
  }

  step(): ReturnType<SimulatedKey["step"]> {
    return this.#key.step();
  }

  ratePpm(): number {
    return this.#key.ratePpm();
  }

  press(): void {
    this.#key.press();
    this.#pressed();
  }

  onChange(callback: () => void): () => void {
    this.#changes.add(callback);
    return () => this.#changes.delete(callback);
  }
}
