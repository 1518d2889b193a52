/** In which situation a holder with a good key and the right PIN comes to log in. */
export type Situation =
  /** Used within the last week, nothing happened since. */
  | "quiet"
  /** Not used for over a week. */
  | "after a gap"
  /** The key's clock was moved since the last log-in, or the last code was typed too slowly. */
  | "after a jump"
  /** The button of a counter key was pressed five times or more since the last log-in. */
  | "after presses"
  /** A server's clock was wrong since the last log-in, or when it was; now all are right. */
  | "after a wrong clock"
  /** The digits alone of a key fresh from its maker, then the PASSCODE. */
  | "first use"
  /** The same of a key that lay in stock for half a year or longer. */
  | "first use after stock"
  /** At a known computer, after several refusals there: a key out of service, mistyped codes. */
  | "after many refusals"
  /** At a computer that the holder never logged in from, while strangers guess. */
  | "new computer among strangers";

/** How many codes the holder must give at most, and how long it takes from the first to the last. */
export type Bound = { readonly codes: number; readonly minutes: number };

/**
 * Law 10 in numbers. A holder who does what the page says gets in within these, whatever anyone
 * without the key sends. `docs/reference/policy.md` promises the same.
 */
export const bounds: Readonly<Record<Situation, Bound>> = {
  quiet: { codes: 1, minutes: 1 },
  "after a gap": { codes: 2, minutes: 4 },
  "after a jump": { codes: 2, minutes: 4 },
  "after presses": { codes: 2, minutes: 4 },
  "after a wrong clock": { codes: 2, minutes: 4 },
  "first use": { codes: 1, minutes: 1 },
  "first use after stock": { codes: 2, minutes: 4 },
  "after many refusals": { codes: 2, minutes: 4 },
  "new computer among strangers": { codes: 3, minutes: 6 },
};

/** What each slip of the holder, each failure of a server and each code that somebody else spent adds. */
export const each: Bound = { codes: 1, minutes: 3 };

/** From how many attempts without a right PASSCODE on strangers count as many. */
export const manyGuesses = 5;

/** A log-in so long after the last one may need the next code, days. */
export const gapDays = 8;

/** A key that lay longer in stock may need the next code at its first use, years. */
export const stockYearsMax = 0.5;

/**
 * Wrong PINs with right codes that may be tried on one key in so many days: ten before the lock,
 * one after each of the locks from 15 minutes on that double up to a day, then one a day.
 */
export function wrongPinsMax(days: number): number {
  return 10 + 8 + Math.ceil(days);
}
