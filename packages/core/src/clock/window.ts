import { middle } from "../base/interval.ts";
import { type StepClock, type TimeStep, timeStep, type UnixMilliseconds } from "../base/units.ts";
import { type ClockBelief, type ClockBounds, keyTimeAt, offsetAt } from "./clock-belief.ts";

/** Steps `from` to `to`, both included. */
export type Window = { readonly from: TimeStep; readonly to: TimeStep };

/** What counts in a state, in steps. */
export type WindowCaps = {
  /** So many steps of the derived window pass at once. */
  readonly acceptSteps: number;
  /** So many steps round the believed one, those that pass at once included, ask for the next code. */
  readonly askSteps: number;
};

/** The windows of one attempt. Null where nothing passes. */
export type AttemptWindows = {
  /**
   * All that a time key within its bounds can have shown, before any cap. A counter key can have shown any
   * counter: of it, what passes at once.
   */
  readonly possible: Window | null;
  /** What passes at once: the middle of what is possible. */
  readonly accept: Window | null;
  /** Also what no key within its bounds can have shown: one whose clock jumped heals by two codes. */
  readonly ask: Window | null;
  /** What every refusal computes, whatever the state, so that work does not tell. Holds `ask`. */
  readonly scan: Window | null;
  /** What every attempt computes first: as many steps for every key, round the centre. */
  readonly near: Window | null;
  /** The step that the key shows, by the middle of what is believed; may lie before step 0. */
  readonly centre: number;
};

/** Which steps count in an attempt, without those that are computed for evenness. */
type PassingWindows = Pick<AttemptWindows, "possible" | "accept" | "ask" | "centre">;

type Limits = { readonly bounds: ClockBounds; readonly caps: WindowCaps };

/**
 * Returns which steps pass at once and which ask for the next code. The derived window is exactly the
 * steps that a key within its bounds can have shown; what passes at once is the middle of it, what asks
 * lies round the believed step however much is possible.
 */
export function passingWindows(
  belief: ClockBelief,
  now: UnixMilliseconds,
  clock: StepClock,
  { bounds, caps }: Limits,
): PassingWindows {
  const keyTime = keyTimeAt(belief, now, bounds);
  const derived = { from: shownAt(keyTime.min, clock), to: shownAt(keyTime.max, clock) };
  const centre = shownAt(now + middle(offsetAt(belief, now)), clock);
  return {
    possible: asWindow(derived),
    accept: asWindow(central(derived, caps.acceptSteps, centre)),
    ask: asWindow(around(centre, caps.askSteps)),
    centre,
  };
}

/**
 * Returns the windows that count and those that are computed. `scanSteps` are computed on each side of the
 * centre, and three more, which belong to a next code.
 */
export function attemptWindows(
  belief: ClockBelief,
  now: UnixMilliseconds,
  clock: StepClock,
  limits: Limits & { readonly scanSteps: number },
): AttemptWindows {
  const { scanSteps } = limits;
  const passing = passingWindows(belief, now, clock, limits);
  const { centre } = passing;
  return {
    ...passing,
    scan: asWindow({ from: centre - scanSteps, to: centre + scanSteps + nextCodeSteps }),
    near: asWindow({ from: centre - nearSteps / 2, to: centre + nearSteps / 2 - 1 }),
  };
}

/** The step that a key shows whose clock stands at `keyTime`, ms; below 0 before T0. */
function shownAt(keyTime: number, clock: StepClock): number {
  return Math.floor((keyTime - clock.t0Seconds * 1000) / (clock.periodSeconds * 1000));
}

/** The next code may be this many steps behind the first one. */
export const nextCodeSteps = 3;

/**
 * Holds what a key can have shown that was used within some months, and one that was never used.
 * A multiple of four, so that codes that are computed four at a time fill it.
 */
export const nearSteps = 32;

type Steps = { readonly from: number; readonly to: number };

/** Returns `count` steps with `centre` in their middle. */
function around(centre: number, count: number): Steps | null {
  if (count < 1) return null;
  const from = centre - Math.floor((count - 1) / 2);
  return { from, to: from + count - 1 };
}

/** Returns at most `count` steps, as near to the centre as they come. */
function central(steps: Steps, count: number, centre: number): Steps | null {
  if (count < 1) return null;
  if (steps.to - steps.from < count) return steps;
  const wanted = centre - Math.floor((count - 1) / 2);
  const from = Math.min(Math.max(wanted, steps.from), steps.to - count + 1);
  return { from, to: from + count - 1 };
}

/** Returns the window of `count` steps that begins with `from`, or what there is of it; null for none. */
export function stepsFrom(from: number, count: number): Window | null {
  return count < 1 ? null : asWindow({ from, to: from + count - 1 });
}

/** Steps before 0 and past 2^53-1 do not exist. */
function asWindow(steps: Steps | null): Window | null {
  if (steps === null) return null;
  const from = Math.max(0, steps.from);
  const to = Math.min(Number.MAX_SAFE_INTEGER, steps.to);
  return from <= to ? { from: timeStep(from), to: timeStep(to) } : null;
}

/**
 * Returns the windows that ask for the next code, and those that are computed, of a key of which two
 * beliefs stand. As long as one row of steps holds the surroundings of both, there is one; else there are
 * two of half the width, so that a clock that is mended, however far, is found again by two codes. Always
 * as many steps are computed, and no more ask (law 6). Where less is asked for than is computed, one
 * row stays.
 */
export function askWindows(
  { ask, scan, centre }: Pick<AttemptWindows, "ask" | "scan" | "centre">,
  trustedCentre: number | null,
  { caps, scanSteps }: { readonly caps: WindowCaps; readonly scanSteps: number },
): { readonly ask: readonly Window[]; readonly scan: readonly Window[] } {
  const asksAll = caps.askSteps === 2 * scanSteps + 1;
  if (trustedCentre === null || !asksAll) return { ask: present([ask]), scan: present([scan]) };
  const rows = rowsOf(centre, trustedCentre, scanSteps);
  return {
    ask: present(rows.map(({ from, to }) => asWindow({ from, to: to - nextCodeSteps }))),
    scan: present(rows.map(asWindow)),
  };
}

/** Returns one row or two, of 2 · `reach` + 1 steps and three for a next code altogether, in their order. */
function rowsOf(centre: number, other: number, reach: number): readonly Steps[] {
  const half = Math.floor(reach / 2);
  const apart = other - centre;
  const distance = Math.abs(apart);
  const row = { from: centre - reach, to: centre + reach + nextCodeSteps };
  if (distance + half <= reach) return [row];
  if (distance <= reach + nextCodeSteps) {
    const moved = Math.sign(apart) * (distance + half - reach);
    return [{ from: row.from + moved, to: row.to + moved }];
  }
  const rows = [
    { from: centre - half, to: centre + half + nextCodeSteps },
    // What the first one and its next codes leave of all steps.
    { from: other - half + 1, to: other + 2 * reach - 3 * half },
  ];
  return rows.toSorted((one, next) => one.from - next.from);
}

function present(windows: readonly (Window | null)[]): readonly Window[] {
  return windows.filter((window) => window !== null);
}

/** Returns whether the step lies in the window. */
export function isWithin(step: TimeStep, window: Window | null): boolean {
  return window !== null && step >= window.from && step <= window.to;
}
