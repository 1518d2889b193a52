/** The middle of a sample and the two values that half of it lies between. */
export type Quartiles = { readonly low: number; readonly median: number; readonly high: number };

/** Returns the quartiles, each an element of the sample. Throws RangeError for an empty one. */
export function quartiles(sample: readonly number[]): Quartiles {
  const sorted = sample.toSorted((left, right) => left - right);
  const at = (part: number): number => {
    const value = sorted[Math.floor((sorted.length - 1) * part)];
    if (value === undefined) throw new RangeError("Cannot take the median: the sample is empty");
    return value;
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}
