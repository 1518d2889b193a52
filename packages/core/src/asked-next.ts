import { type ClockBelief, type ClockBounds, observe } from "./clock-belief.ts";
import type { StepClock, TimeStep, UnixMilliseconds } from "./units.ts";
import { attemptWindows, isWithin, nextCodeSteps } from "./window.ts";

/**
 * A code lay in the ask window, and its PIN was right: the next code is awaited. In silence: the
 * holder reads the ordinary refusal, which tells him to try with another code.
 */
export type AskedNext = {
  readonly at: UnixMilliseconds;
  /** The steps that showed the first code; nearly always one. */
  readonly steps: readonly TimeStep[];
};

/** A first code and the one after it: together they say where the key's clock is. */
export type CodePair = {
  readonly first: TimeStep;
  readonly second: TimeStep;
  /** What the pair says of the clock. */
  readonly belief: ClockBelief;
};

/**
 * Answers the pair that a code of one of `matches` completes, or null. The second code lies at
 * most three steps behind the first, and where a clock can be that showed the first one.
 */
export function completePair(
  asked: AskedNext | null,
  matches: readonly TimeStep[],
  now: UnixMilliseconds,
  key: { readonly belief: ClockBelief; readonly clock: StepClock; readonly bounds: ClockBounds },
): CodePair | null {
  if (asked === null) return null;
  const { belief, clock, bounds } = key;
  for (const first of asked.steps) {
    const afterFirst = observe(belief, first, asked.at, clock, bounds);
    const caps = { acceptSteps: 2 * nextCodeSteps + 1, askSteps: 0 };
    const limits = { bounds, caps, scanSteps: 0 };
    const { accept } = attemptWindows(afterFirst, now, clock, limits);
    const second = matches.find(
      (step) => step > first && step - first <= nextCodeSteps && isWithin(step, accept),
    );
    if (second === undefined) continue;
    return { first, second, belief: observe(afterFirst, second, now, clock, bounds) };
  }
  return null;
}
