// Of what somebody carries; `term.ts` is for what stands in a record. Decision 11 (docs/design) says why they differ.

/** How far the clocks of servers that run together may differ. */
export const clockSkewMilliseconds: number = 60_000;

/**
 * Returns whether what began at `since` and may last so many milliseconds has ended at `now`. What
 * seems to begin further ahead than clocks differ was begun by a clock that was wrong, and has ended
 * too: it must not live until the mended clock has caught up.
 */
export function hasEnded(
  span: { readonly since: number; readonly milliseconds: number },
  now: number,
): boolean {
  const age = now - span.since;
  return age < -clockSkewMilliseconds || age >= span.milliseconds;
}

/** Returns the same for what is kept with the moment of its end, and lasts so long at most. */
export function hasEndedBy(
  end: { readonly expiresAt: number; readonly millisecondsMax: number },
  now: number,
): boolean {
  const { expiresAt, millisecondsMax } = end;
  return hasEnded({ since: expiresAt - millisecondsMax, milliseconds: millisecondsMax }, now);
}
