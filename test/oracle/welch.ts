/** Returns Welch's t: how many standard errors the means lie apart, for unequal variances. */
export function welchT(left: readonly number[], right: readonly number[]): number {
  const [one, two] = [moments(left), moments(right)];
  return (
    (one.mean - two.mean) / Math.sqrt(one.variance / left.length + two.variance / right.length)
  );
}

/** Returns the mean. Throws RangeError for no values. */
export function mean(sample: readonly number[]): number {
  if (sample.length === 0) throw new RangeError("Cannot take the mean: the sample is empty");
  return sample.reduce((sum, value) => sum + value, 0) / sample.length;
}

function moments(sample: readonly number[]): { readonly mean: number; readonly variance: number } {
  if (sample.length < 2) {
    throw new RangeError(
      `Cannot compare samples: found ${sample.length} values, expected 2 or more`,
    );
  }
  const middle = mean(sample);
  const squares = sample.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { mean: middle, variance: squares / (sample.length - 1) };
}

/** Returns the values up to the quantile: what lies above are pauses of the machine. */
export function cropped(sample: readonly number[], quantile: number): readonly number[] {
  const sorted = sample.toSorted((left, right) => left - right);
  return sorted.slice(0, Math.ceil(sorted.length * quantile));
}
