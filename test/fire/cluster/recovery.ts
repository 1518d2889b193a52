import type { Entry } from "../history.ts";

const bucketNanoseconds = 250e6;
const share = 0.99;

/**
 * Returns after how many seconds from `servedAt` (ns) attempts are answered again: the first moment from
 * which on 99 of a hundred that begin within a second get an answer. Null when that is not seen.
 */
export function secondsUntilAnswered(entries: readonly Entry[], servedAt: number): number | null {
  const begun = entries
    .flatMap((entry) => {
      if (entry.kind === "begun" || entry.begunAt < servedAt) return [];
      return [{ at: entry.begunAt, isAnswered: entry.kind === "answered" }];
    })
    .sort((one, other) => one.at - other.at);
  const last = begun.at(-1)?.at ?? servedAt;
  for (let from = servedAt; from + 1e9 <= last; from += bucketNanoseconds) {
    const within = begun.filter(({ at }) => at >= from && at < from + 1e9);
    const answered = within.filter(({ isAnswered }) => isAnswered).length;
    if (within.length > 0 && answered >= share * within.length) return (from - servedAt) / 1e9;
  }
  return null;
}
