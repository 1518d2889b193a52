import type { KeyHealth } from "./key-health.ts";

/** The classes by when the next code is asked for, months. */
export const nextCodeMonths: readonly number[] = [1, 3, 6, 12];

/** How many keys are in which class: each in the first one that holds it. */
export type NextCodeShares = {
  /** Of these the next code is asked for already. */
  readonly now: number;
  /** One for each of `nextCodeMonths`. */
  readonly within: readonly number[];
  readonly later: number;
  /** No code of their clock was accepted yet. */
  readonly unheard: number;
};

const monthMilliseconds = (365.25 / 12) * 86_400_000;

/** Returns how soon a log-in will need the next code, if the keys are not used before. */
export function nextCodeShares(keys: readonly KeyHealth[], now: number): NextCodeShares {
  const ends = keys.flatMap(({ clock }) =>
    clock === null ? [] : [clock.passesUntil ?? Number.POSITIVE_INFINITY],
  );
  const before = (limit: number): number => ends.filter((end) => end <= limit).length;
  const counted = nextCodeMonths.map((months) => before(now + months * monthMilliseconds));
  const already = before(now);
  return {
    now: already,
    within: counted.map((count, index) => count - (counted[index - 1] ?? already)),
    later: ends.length - (counted.at(-1) ?? already),
    unheard: keys.length - ends.length,
  };
}
