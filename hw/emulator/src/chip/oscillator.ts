/** What the board's resonator should make. */
export const nominalHertz = 16_000_000;

/** Errors that a resonator can have; ceramic ones reach -3300..+1300 ppm. */
export const errorPpmMax = 50_000;

/**
 * The board's oscillator: true milliseconds to cycles and back. Its error can change at any moment;
 * positive is too fast.
 */
export class Oscillator {
  #anchor = { milliseconds: 0, cycles: 0 };
  #errorPpm: number;

  constructor(errorPpm: number) {
    this.#errorPpm = checkedPpm(errorPpm);
  }

  get errorPpm(): number {
    return this.#errorPpm;
  }

  get cyclesPerMillisecond(): number {
    return (nominalHertz / 1000) * (1 + this.#errorPpm / 1_000_000);
  }

  /** From this true time on the oscillator has this error. Time before it is not asked for again. */
  setErrorPpm(errorPpm: number, milliseconds: number): void {
    checkedPpm(errorPpm);
    this.#anchor = { milliseconds, cycles: this.cyclesAt(milliseconds) };
    this.#errorPpm = errorPpm;
  }

  cyclesAt(milliseconds: number): number {
    const { milliseconds: from, cycles } = this.#anchor;
    return cycles + (milliseconds - from) * this.cyclesPerMillisecond;
  }

  millisecondsAt(cycles: number): number {
    const { milliseconds, cycles: from } = this.#anchor;
    return milliseconds + (cycles - from) / this.cyclesPerMillisecond;
  }
}

function checkedPpm(errorPpm: number): number {
  if (Number.isFinite(errorPpm) && Math.abs(errorPpm) <= errorPpmMax) return errorPpm;
  throw new RangeError(
    `Cannot use ${errorPpm} as an oscillator's error: wanted ppm within ±${errorPpmMax}`,
  );
}
