import { momentAfter, type UnixMilliseconds } from "./units.ts";

/**
 * A span of time that began at a moment, of what stands in a key's record (`elapsed.ts` is for what
 * somebody carries; decision 11 in docs/design says why they differ). It is kept as a duration and not as a date, so that a server
 * clock that was wrong when it began cannot make it last for a year.
 */
export type Term = {
  readonly since: UnixMilliseconds;
  /** How long it lasts, 0 or more. */
  readonly milliseconds: number;
};

/** Returns the term at `now`: one that seems to begin in the future begins now. */
export function termAt(term: Term, now: UnixMilliseconds): Term {
  return term.since > now ? { ...term, since: now } : term;
}

/** Returns whether the term has ended at `now`. */
export function isTermOver(term: Term, now: UnixMilliseconds): boolean {
  return now >= term.since && now - term.since >= term.milliseconds;
}

/** Returns the moment at which the term ends. */
export function termEnd({ since, milliseconds }: Term): UnixMilliseconds {
  return momentAfter(since, milliseconds);
}
