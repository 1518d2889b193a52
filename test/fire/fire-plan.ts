/** Where the fire is laid, and how the codes follow one another. All processes are told the same. */
export type FirePlan = {
  /** The URL of a PostgreSQL or an etcd, or the path of a SQLite file. */
  readonly store: string;
  readonly serials: readonly string[];
  /** When the first code was due, ms since 1970. */
  readonly beganAt: number;
  /** So long a code is the present one: much shorter than on a real key, so that there are many. */
  readonly slotMilliseconds: number;
  /** How often each validator presents a code at once. */
  readonly times: number;
};

/**
 * Days ahead of the real time: codes follow one another faster than time goes, and a server that is
 * started anew holds what could have been accepted by then for spent.
 */
const stepsAhead = 10_000;

/** Returns the step whose code the keys show now. */
export function stepNow({ beganAt, slotMilliseconds }: FirePlan): number {
  const firstStep = Math.floor(beganAt / 60_000) + stepsAhead;
  return firstStep + Math.floor((Date.now() - beganAt) / slotMilliseconds);
}
