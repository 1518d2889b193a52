import { type ClockSample, type OffsetBounds, offsetBounds } from "./clock-sample.ts";
import { slopeError } from "./slope-error.ts";

/** A board's oscillator error as the samples tell it. Positive: its clock runs fast. */
export type DriftEstimate = {
  readonly ppm: number;
  /** The true mean error lies within `ppm` ± this: the sum of the parts. */
  readonly uncertaintyPpm: number;
  readonly parts: {
    /** Worst case of when within each asking the board read its clock, asymmetry included, and of its tick. */
    readonly readingPpm: number;
    /** 95 % of what the scatter about the line, such as a wandering oscillator, leaves open. */
    readonly scatterPpm: number;
    /** How far this machine's own clock can be wrong. */
    readonly hostPpm: number;
  };
  readonly seconds: number;
  readonly samples: number;
  /** Offset of the board's clock at the first sample, ms, by the line. */
  readonly offsetMilliseconds: number;
  /** Largest distance of a sample from the line, ms. */
  readonly residualMilliseconds: number;
  /** A straight line passes within the bounds of every sample: nothing speaks against one constant error. */
  readonly isSteady: boolean;
  readonly points: readonly DriftPoint[];
};

/** One sample for a plot. */
export type DriftPoint = {
  readonly seconds: number;
  /** Board minus host, ms, from what it was by the line at the first sample. */
  readonly offset: number;
  readonly slack: number;
};

/**
 * Returns the slope of the board's clock against the host's, by least squares over samples weighted
 * alike, with an uncertainty that assumes as little as can be:
 * - each sample's error is bounded by its own asking, however one-sided the delays are, so that the
 *   slope's is bounded by the sum of the bounds times the weight of each sample (no chance in it);
 * - the scatter that remains is told with its correlation (Newey and West), as a clock wanders;
 * - the host's clock is the ruler: its error is added whole.
 * Throws RangeError for fewer than three samples or no time between them.
 */
export function estimateDrift(
  samples: readonly ClockSample[],
  host: { readonly errorPpm: number },
): DriftEstimate {
  return driftOfBounds(samples.map(offsetBounds), host);
}

/**
 * As `estimateDrift`, from offsets that are bounded otherwise, in order of time. Throws RangeError for
 * fewer than three or no time between them.
 */
export function driftOfBounds(
  bounds: readonly OffsetBounds[],
  host: { readonly errorPpm: number },
): DriftEstimate {
  const [first] = bounds;
  const last = bounds.at(-1);
  if (first === undefined || last === undefined || bounds.length < 3 || last.at <= first.at) {
    throw new RangeError(
      `Cannot estimate a drift: found ${bounds.length} samples, wanted 3 or more in order of time`,
    );
  }
  const line = fitted(bounds);
  const residuals = bounds.map((each) => each.offset - (line.offset + line.slope * each.at));
  const reading = bounds.reduce((sum, { slack }, index) => sum + slack * line.weight(index), 0);
  const readingPpm = reading * 1e6;
  const scatterPpm = slopeError(line.signedWeights, residuals) * 1e6;
  const start = line.offset + line.slope * first.at;
  return {
    ppm: line.slope * 1e6,
    uncertaintyPpm: readingPpm + scatterPpm + host.errorPpm,
    parts: { readingPpm, scatterPpm, hostPpm: host.errorPpm },
    seconds: (last.at - first.at) / 1000,
    samples: bounds.length,
    offsetMilliseconds: start,
    residualMilliseconds: Math.max(...residuals.map(Math.abs)),
    isSteady: hasLine(bounds),
    points: bounds.map(({ at, offset, slack }) => ({
      seconds: (at - first.at) / 1000,
      offset: offset - start,
      slack,
    })),
  };
}

/** Least squares; moments are taken from their mean, since they are large and near each other. */
function fitted(bounds: readonly OffsetBounds[]) {
  const mean = (value: (each: OffsetBounds) => number) =>
    bounds.reduce((sum, each) => sum + value(each), 0) / bounds.length;
  const middle = mean(({ at }) => at);
  const square = bounds.reduce((sum, { at }) => sum + (at - middle) ** 2, 0);
  const signedWeights = bounds.map(({ at }) => (at - middle) / square);
  const first = bounds[0]?.offset ?? 0;
  const slope = bounds.reduce(
    (sum, { offset }, index) => sum + (offset - first) * (signedWeights[index] ?? 0),
    0,
  );
  return {
    slope,
    offset: first + mean(({ offset }) => offset - first) - slope * middle,
    signedWeights,
    weight: (index: number) => Math.abs(signedWeights[index] ?? 0),
  };
}

/**
 * Returns whether some straight line passes within the bounds of every sample: the steepest rise
 * that any two allow is no less than the least that any two force.
 */
function hasLine(bounds: readonly OffsetBounds[]): boolean {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const [index, early] of bounds.entries()) {
    for (const late of bounds.slice(index + 1)) {
      const time = late.at - early.at;
      const slack = early.slack + late.slack;
      least = Math.max(least, (late.offset - early.offset - slack) / time);
      most = Math.min(most, (late.offset - early.offset + slack) / time);
    }
  }
  return least <= most;
}
