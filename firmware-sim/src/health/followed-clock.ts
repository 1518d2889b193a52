import {
  type ClockKnowledge,
  clockSetBy,
  defaultPolicy,
  isWithin,
  learn,
  type MeasuredRate,
  measuredRate,
  passingWindows,
  type Sighting,
  type StepClock,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import type { Arrival } from "../fleet/fleet-policy.ts";

/** A key's clock as the core follows it, with the default policy; steps are compared, no codes. */
export type FollowedClock = {
  /**
   * Takes the code of a log-in; `next` gives the one after it, should it be asked for. Returns by how much the log-in
   * shows that the clock was set, ms; null when it does not.
   */
  readonly login: (code: Arrival, next: () => Arrival) => number | null;
  /** How fast it ran in the mean since the oldest moment that is remembered; null before a second code. */
  readonly rate: () => MeasuredRate | null;
};

/** Returns a clock of which the first code was seen. */
export function followClock(first: Arrival, periodSeconds: number): FollowedClock {
  const clock: StepClock = { periodSeconds, t0Seconds: 0 };
  const { clock: bounds, firstUseSteps, windows } = defaultPolicy;
  const limits = { bounds, caps: windows["in-service"] };
  const reach = firstUseSteps * periodSeconds * 1000;
  const key = { clock, bounds, unlearnt: { min: -reach, max: reach } };
  const seen = ({ step, now }: Arrival): Sighting => ({
    step: timeStep(step),
    at: unixMilliseconds(now),
  });
  const unknown: ClockKnowledge = { clock: null, provisional: null };
  let known = learn(unknown, [seen(first)], key, true);
  return {
    login(code, next) {
      const belief = known.clock;
      if (belief === null) return null;
      const once = seen(code);
      const { accept, ask } = passingWindows(belief, once.at, clock, limits);
      // Farther away than what asks for the next code only the help desk finds it.
      if (!isWithin(once.step, accept) && !isWithin(once.step, ask)) return null;
      const codes = isWithin(once.step, accept) ? [once] : [once, seen(next())];
      const before = known;
      known = learn(before, codes, key, true);
      return clockSetBy(before, known);
    },
    rate: () => known.clock && measuredRate(known.clock),
  };
}
