import type { Entry } from "../history.ts";

const windowNanoseconds = 3e9;
const share = 0.99;

/**
 * Returns after how many seconds from `servedAt` (ns) attempts are answered again: the first moment from
 * which on 99 of a hundred that end within three seconds end with an answer. An attempt that hangs
 * counts when it ends. Null when that is not seen until `nextFaultAt`.
 */
export function secondsUntilAnswered(
  entries: readonly Entry[],
  servedAt: number,
  nextFaultAt: number,
): number | null {
  const ends = entries
    .flatMap((entry) => {
      if (entry.kind === "begun") return [];
      const isAnswered = entry.kind === "answered";
      return [{ at: isAnswered ? entry.answeredAt : entry.endedAt, isAnswered }];
    })
    .filter(({ at }) => at >= servedAt && at < nextFaultAt)
    .sort((one, other) => one.at - other.at);
  const last = ends.at(-1)?.at ?? servedAt;
  for (const { at: from, isAnswered } of ends) {
    if (from + windowNanoseconds > last) return null;
    if (!isAnswered) continue;
    const within = ends.filter(({ at }) => at >= from && at < from + windowNanoseconds);
    const answers = within.filter((each) => each.isAnswered).length;
    if (answers >= share * within.length) return (from - servedAt) / 1e9;
  }
  return null;
}
