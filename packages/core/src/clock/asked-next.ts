import type { StepClock, TimeStep, UnixMilliseconds } from "../base/units.ts";
import { type ClockBounds, observedOffset, unlearntBelief } from "./clock-belief.ts";
import { isWithin, nextCodeSteps, passingWindows } from "./window.ts";

/**
 * A right code after which the next one is awaited. In silence: the holder reads the ordinary refusal,
 * which tells them to wait for the next code. A code begins or continues one wait, whatever came with
 * it, so that nobody tries two PINs with one code.
 */
export type AskedNext = {
  /** The client that gave it: a hash of its flow value; null for clients that carry none. */
  readonly flow: string | null;
  /** When the latest code of the row came. */
  readonly at: UnixMilliseconds;
  /** The steps that showed it; nearly always one. */
  readonly steps: readonly TimeStep[];
  /** Codes in a row so far, 1 or more. */
  readonly codes: number;
  /**
   * What came with them: the right PIN, what a first use wants, or nothing right. The last is kept
   * only to recognise who shows one right code after the other and guesses PINs.
   */
  readonly proved: "pin" | "first-use" | "nothing";
  /**
   * Attempts of this client since, with the right PIN and another code. Of a wait that proved nothing: 1
   * once its PIN was counted as a wrong one.
   */
  readonly tries: number;
};

/** A code that comes next after one that was given before. */
export type Follower = {
  readonly asked: AskedNext;
  readonly first: TimeStep;
  readonly step: TimeStep;
};

/** Codes that a client may give to complete a row before it must begin anew. */
export const triesMax = 3;

/**
 * Waits that a key remembers. A guess begins one about once in 700 attempts: to have so many at once by
 * guessing takes 150 guesses a second. Whoever has more has codes.
 */
export const waitsMax = 64;

/** Waits that guesses are likely to have begun at a time, at 30 guesses a second. */
export const likelyWaits = 16;

/**
 * Returns the wait that a code of one of `matches` continues, or null. The next code lies at most
 * three steps after the one before, and where a clock can be that showed that one. What was believed
 * before does not count: the clock may have jumped. `clock` is null for a counter key.
 */
export function followerOf(
  asked: AskedNext,
  matches: readonly TimeStep[],
  now: UnixMilliseconds,
  key: { readonly clock: StepClock | null; readonly bounds: ClockBounds },
): Follower | null {
  const { clock, bounds } = key;
  for (const first of asked.steps) {
    const isShown =
      clock === null ? () => true : shownAfter(first, asked.at, now, { clock, bounds });
    const step = matches.find(
      (match) => match > first && match - first <= nextCodeSteps && isShown(match),
    );
    if (step !== undefined) return { asked, first, step };
  }
  return null;
}

/** Returns whether a clock that showed the code of `first` at `at` can show that of a step at `now`. */
function shownAfter(
  first: TimeStep,
  at: UnixMilliseconds,
  now: UnixMilliseconds,
  { clock, bounds }: { readonly clock: StepClock; readonly bounds: ClockBounds },
): (step: TimeStep) => boolean {
  const { entryDelayMilliseconds, rateBoundPpb } = bounds;
  const how = { entryDelayMilliseconds, fastestPpb: rateBoundPpb };
  const afterFirst = unlearntBelief(at, observedOffset(first, at, clock, how), bounds);
  const caps = { acceptSteps: 2 * nextCodeSteps + 1, askSteps: 0 };
  const { accept } = passingWindows(afterFirst, now, clock, { bounds, caps });
  return (step) => isWithin(step, accept);
}

/** Returns the waits with one more. When there are too many, one that proved nothing goes first. */
export function withWait(
  waits: readonly AskedNext[],
  added: AskedNext,
  replaced: AskedNext | null = null,
): readonly AskedNext[] {
  const kept = [...waits.filter((wait) => wait !== replaced), added];
  if (kept.length <= waitsMax) return kept;
  const worthless = kept.findIndex(({ proved }) => proved === "nothing");
  return kept.filter((_, index) => index !== Math.max(0, worthless));
}

/** Returns the waits whose PIN turns out to be a wrong one of somebody with the key: not counted before. */
export function uncounted(followers: readonly Follower[]): readonly AskedNext[] {
  return followers
    .map(({ asked }) => asked)
    .filter(({ proved, tries }) => proved === "nothing" && tries === 0);
}

/** Returns the waits with these counted. */
export function withCounted(
  waits: readonly AskedNext[],
  counted: readonly AskedNext[],
): readonly AskedNext[] {
  return waits.map((wait) => (counted.includes(wait) ? { ...wait, tries: 1 } : wait));
}

/** Returns the waits after a client gave the right PIN and a code that continues none that it may. */
export function withTry(waits: readonly AskedNext[], flow: string | null): readonly AskedNext[] {
  return waits.map((wait) =>
    (wait.flow === flow || wait.flow === null) && wait.proved !== "nothing"
      ? { ...wait, tries: wait.tries + 1 }
      : wait,
  );
}

/** Returns whether one of the waits rests on a code of the step: it is spent for other waits. */
export function isAwaited(waits: readonly AskedNext[], step: TimeStep): boolean {
  return waits.some(({ steps }) => steps.includes(step));
}
