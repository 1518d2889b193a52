import type { CodeChange } from "./change-watch.ts";

/** A change of code, and how many periods after the first one it came by the key's own clock. */
export type CountedChange = CodeChange & { readonly periods: number };

/** No bought key is off by more than this. */
const rateMaxPpm = 1000;

/**
 * Returns the changes with their number of periods. Left out are those seen too vaguely, and those so
 * long after the last one that the number of periods between is not certain.
 */
export function countPeriods(
  changes: readonly CodeChange[],
  periodSeconds: number,
): readonly CountedChange[] {
  const period = 1000 * periodSeconds;
  const counted: CountedChange[] = [];
  for (const change of changes) {
    if (change.to - change.from > period / 4) continue;
    const last = counted.at(-1);
    if (last === undefined) {
      counted.push({ ...change, periods: 0 });
      continue;
    }
    const between = (change.from + change.to - last.from - last.to) / 2;
    const periods = Math.round(between / period);
    const vague =
      (between * rateMaxPpm) / 1e6 + (change.to - change.from + last.to - last.from) / 2;
    if (periods < 1 || Math.abs(between - periods * period) > vague || vague > period / 2) continue;
    counted.push({ ...change, periods: last.periods + periods });
  }
  return counted;
}
