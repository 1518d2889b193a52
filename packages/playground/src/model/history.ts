import type { Interval } from "@jeton/core";

/** The truth about a key's clock at a moment, and what the validator believed then. */
export type Sample = {
  readonly at: number;
  /** Key clock minus true time, ms, and what is believed of it. */
  readonly offset: number;
  readonly offsetBelieved: Interval;
  /** Speed error, ppm, and what is believed of it. */
  readonly ratePpm: number;
  readonly ratePpmBelieved: Interval;
};

/** Samples are kept so many to the span that is looked at. */
const samplesWanted = 600;

/** What was seen of a clock, for a chart: of a span that is looked at, as densely as it can be drawn. */
export class History {
  #samples: Sample[] = [];
  #span: number;

  /** `span`: how far back it is looked at, ms. */
  constructor(span: number) {
    this.#span = span;
  }

  get span(): number {
    return this.#span;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** Looks so far back from now on. What was already dropped does not come back. */
  look(span: number): void {
    this.#span = span;
    this.#samples = thinned(this.#samples, span / samplesWanted);
  }

  /**
   * Adds a sample, later than all before. One of an ordinary moment takes the place of the last one while the
   * one before lies near; a `turn`, where the belief changes, stays.
   */
  add(sample: Sample, isTurn: boolean): void {
    const samples = this.#samples;
    const near = this.#span / samplesWanted;
    const [before, last] = samples.slice(-2);
    const isNear = before !== undefined && last !== undefined && last.at - before.at < near;
    if (!isTurn && isNear) samples.pop();
    samples.push(sample);
    if (samples.length < samplesMax) return;
    const first = sample.at - this.#span;
    const kept = samples.findIndex(({ at }) => at >= first);
    this.#samples = thinned(samples.slice(Math.max(0, kept - 1)), near);
  }
}

/** More than turns of a log-in a day for a year and the samples between them. */
const samplesMax = 4 * samplesWanted;

/**
 * Returns the samples without those that stand nearer than `near` behind one that stays. The last one stays, and
 * both sides of a turn do or neither.
 */
function thinned(samples: readonly Sample[], near: number): Sample[] {
  const kept: Sample[] = [];
  for (const [index, sample] of samples.entries()) {
    const last = kept.at(-1);
    const isLast = index === samples.length - 1;
    const isFar = last === undefined || sample.at - last.at >= near;
    if (isFar || sample.at === last.at || isLast) kept.push(sample);
  }
  return kept;
}
