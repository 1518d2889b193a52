import type { SimulatedKey, TimeSource, VirtualTime } from "@jeton/key";
import type { MirroredKey } from "@jeton/sim/mirror";

/**
 * The key as a board shows it. A board takes some ten changes a second, a page may let thousands of codes pass
 * meanwhile: what waits for a change or a moment is called once for each time that the page is drawn.
 */
export class PageKey implements MirroredKey {
  readonly time: TimeSource;
  readonly #key: SimulatedKey;
  readonly #changes = new Set<() => void>();
  readonly #waiting = new Set<{ readonly moment: number; readonly callback: () => void }>();

  constructor(key: SimulatedKey, time: VirtualTime) {
    this.#key = key;
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
  }

  onChange(callback: () => void): () => void {
    this.#changes.add(callback);
    return () => this.#changes.delete(callback);
  }
}
