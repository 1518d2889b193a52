import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { type TimeSource, waitUntil } from "./time-source.ts";

/** The fastest that time may be made to run; slower than real is allowed, too. */
export const timeFactorMax = 1_000_000;

/**
 * Time that runs `factor` times as fast as this machine's clock, can be stopped, goes on, and can
 * be moved ahead. It never goes back. Many keys may share one.
 */
export class ScaledTime implements TimeSource {
  #factor: number;
  #frozen = false;
  /** True time and this machine's monotonic time, ms, when the factor was last changed. */
  #from: UnixMilliseconds;
  #realFrom: number;
  readonly #real: () => number;
  readonly #changes = new Set<() => void>();

  /**
   * Starts at `startsAt`. `real` answers this machine's time in ms; it must never go back.
   * Throws RangeError unless `factor` lies above 0 and within 1,000,000.
   */
  constructor(
    startsAt: UnixMilliseconds,
    factor = 1,
    real: () => number = () => performance.now(),
  ) {
    this.#factor = checkedFactor(factor);
    this.#from = unixMilliseconds(startsAt);
    this.#real = real;
    this.#realFrom = real();
  }

  now(): UnixMilliseconds {
    if (this.#frozen) return this.#from;
    const passed = (this.#real() - this.#realFrom) * this.#factor;
    return unixMilliseconds(this.#from + Math.floor(passed));
  }

  whenReaches(moment: UnixMilliseconds, callback: () => void): () => void {
    let cancel = (): void => {};
    const done = (): void => {
      this.#changes.delete(wait);
      callback();
    };
    const wait = (): void => {
      cancel();
      cancel = waitUntil(() => this.#missing(moment), done);
    };
    this.#changes.add(wait);
    wait();
    return () => {
      this.#changes.delete(wait);
      cancel();
    };
  }

  get factor(): number {
    return this.#factor;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  /** Lets time run `factor` times as fast as this machine's from now on. RangeError as above. */
  setFactor(factor: number): void {
    const checked = checkedFactor(factor);
    this.#change(() => {
      this.#factor = checked;
    });
  }

  /** Stops time. What waits goes on waiting. */
  freeze(): void {
    this.#change(() => {
      this.#frozen = true;
    });
  }

  /** Lets time go on from where it stands. */
  resume(): void {
    this.#change(() => {
      this.#frozen = false;
    });
  }

  /** Moves on by `milliseconds`, frozen or not. RangeError unless whole and >= 0. */
  advance(milliseconds: number): UnixMilliseconds {
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
      throw new RangeError(
        `Cannot advance time by ${milliseconds}: expected whole milliseconds >= 0`,
      );
    }
    const moment = unixMilliseconds(this.now() + milliseconds);
    this.#change(() => {
      this.#from = moment;
    });
    return moment;
  }

  /** Moves on to `moment`. RangeError for one that has passed. */
  jumpTo(moment: UnixMilliseconds): UnixMilliseconds {
    const now = this.now();
    if (moment < now) {
      throw new RangeError(`Cannot set time back from ${now} to ${moment}: expected a later one`);
    }
    return this.advance(moment - now);
  }

  #change(apply: () => void): void {
    this.#from = this.now();
    this.#realFrom = this.#real();
    apply();
    for (const wait of [...this.#changes]) wait();
  }

  /** ms of this machine's time until `moment`; while time stands, more than can be waited for. */
  #missing(moment: UnixMilliseconds): number {
    const missing = moment - this.now();
    if (missing <= 0) return 0;
    return this.#frozen ? Number.POSITIVE_INFINITY : missing / this.#factor;
  }
}

function checkedFactor(factor: number): number {
  if (factor > 0 && factor <= timeFactorMax) return factor;
  throw new RangeError(
    `Cannot let time run ${factor} times as fast: expected above 0, at most ${timeFactorMax}`,
  );
}
