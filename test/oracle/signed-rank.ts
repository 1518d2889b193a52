import { beyondNormal, normalQuantile } from "./normal.ts";

/** What paired differences say of a shift. Units are those of the differences. */
export type Shift = {
  readonly pairs: number;
  /** Hodges and Lehmann's estimate: the middle of the means of all pairs of differences. */
  readonly estimate: number;
  /** Between these the shift lies, with the wanted confidence. */
  readonly low: number;
  readonly high: number;
  /** Wilcoxon's signed-rank test, two-sided: how often chance alone gives as much. */
  readonly p: number;
  /**
   * A shift of this size is found four times in five, given this spread: z of the confidence and of
   * the power together, times the standard error that the interval shows.
   */
  readonly detectable: number;
};

/** A shift of the stated size is found with this chance. */
export const power = 0.8;

/**
 * Returns what the differences say, their distribution unknown: both the estimate and its interval
 * stand on ranks, so that the pauses of a machine, which make a mean useless, move them little.
 * Throws RangeError for fewer than six pairs, of which no interval has a meaning.
 */
export function shiftOf(differences: readonly number[], confidence: number): Shift {
  const pairs = differences.length;
  if (pairs < 6) throw new RangeError(`Cannot compare: found ${pairs} pairs, expected 6 or more`);
  const sorted = differences.toSorted((left, right) => left - right);
  const means = (pairs * (pairs + 1)) / 2;
  const z = normalQuantile((1 + confidence) / 2);
  const deviation = Math.sqrt((pairs * (pairs + 1) * (2 * pairs + 1)) / 24);
  const outside = Math.max(1, Math.floor(means / 2 - z * deviation));
  const low = walshMean(sorted, outside);
  const high = walshMean(sorted, means + 1 - outside);
  const estimate =
    (walshMean(sorted, Math.ceil(means / 2)) + walshMean(sorted, Math.floor(means / 2) + 1)) / 2;
  const detectable = ((z + normalQuantile(power)) * (high - low)) / (2 * z);
  return { pairs, estimate, low, high, p: signedRank(differences), detectable };
}

/**
 * Returns the `rank`-th smallest (from 1) of the means of all pairs of values, each with itself
 * included, by halving: to count the means below a value takes one walk through the sorted values.
 */
export function walshMean(sorted: readonly number[], rank: number): number {
  let [low, high] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  for (let halving = 0; halving < 80; halving += 1) {
    const middle = (low + high) / 2;
    if (countUpTo(sorted, middle) >= rank) high = middle;
    else low = middle;
  }
  return high;
}

function countUpTo(sorted: readonly number[], mean: number): number {
  let count = 0;
  let last = sorted.length - 1;
  for (let first = 0; first <= last; first += 1) {
    const value = sorted[first] as number;
    while (last >= first && value + (sorted[last] as number) > 2 * mean) last -= 1;
    count += last - first + 1;
  }
  return count;
}

/** Wilcoxon (1945) by its normal approximation, with corrections for ties and continuity. */
function signedRank(differences: readonly number[]): number {
  const values = differences
    .filter((value) => value !== 0)
    .toSorted((left, right) => Math.abs(left) - Math.abs(right));
  const count = values.length;
  let [positive, ties] = [0, 0];
  for (let from = 0; from < count; ) {
    let to = from;
    while (to < count && Math.abs(values[to] as number) === Math.abs(values[from] as number)) {
      to += 1;
    }
    const size = to - from;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if ((values[at] as number) > 0) positive += rank;
    ties += size ** 3 - size;
    from = to;
  }
  const expected = (count * (count + 1)) / 4;
  const variance = (count * (count + 1) * (2 * count + 1)) / 24 - ties / 48;
  if (variance <= 0) return 1;
  return beyondNormal(Math.max(0, Math.abs(positive - expected) - 0.5) / Math.sqrt(variance));
}

/** Returns each p as Holm (1979) corrects it, so that of many tests none is found by chance. */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, index) => ({ p, index })).toSorted((left, right) => left.p - right.p);
  const corrected = ps.map(() => 1);
  let most = 0;
  order.forEach(({ p, index }, rank) => {
    most = Math.max(most, Math.min(1, p * (ps.length - rank)));
    corrected[index] = most;
  });
  return corrected;
}
