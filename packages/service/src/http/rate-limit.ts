import type { UnixMilliseconds } from "@jeton/core";

/** How often something may be done: so many at once, then one in each `everyMilliseconds`. */
export type Rate = { readonly burst: number; readonly everyMilliseconds: number };

/** Counts what each of many names does, in the memory of this process. */
export type RateLimit = {
  /** Takes one and answers 0, or takes none and answers the milliseconds until there is one. */
  readonly take: (name: string, now: UnixMilliseconds) => number;
};

/** Names that are remembered. Behind them the oldest are forgotten, as if they had done nothing. */
const namesMax = 10_000;

/**
 * Answers a limit (GCRA, the leaky bucket as a meter: ITU-T I.371): of each name only the moment is
 * kept at which all it did would be paid for.
 */
export function openRateLimit({ burst, everyMilliseconds }: Rate): RateLimit {
  const paidAt = new Map<string, number>();
  return {
    take(name, now) {
      const due = Math.max(paidAt.get(name) ?? 0, now) + everyMilliseconds;
      const wait = due - now - burst * everyMilliseconds;
      if (wait > 0) return wait;
      // Deleted first, so that the map's order is that of the last use.
      paidAt.delete(name);
      paidAt.set(name, due);
      if (paidAt.size > namesMax) {
        for (const oldest of paidAt.keys()) {
          paidAt.delete(oldest);
          break;
        }
      }
      return 0;
    },
  };
}
