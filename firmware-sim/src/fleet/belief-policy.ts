import {
  type ClockBelief,
  defaultPolicy,
  isWithin,
  observe,
  passingWindows,
  type StepClock,
  timeStep,
  unixMilliseconds,
  unlearntBelief,
} from "@jeton/core";
import type { Arrival, FleetPolicy } from "./fleet-policy.ts";

/** The core's own belief and windows, with the default policy; steps are compared, no codes. */
export const beliefPolicy: FleetPolicy = {
  name: "belief",
  means: "the window follows from what is known of the key's clock (this library's default)",
  follow(first, periodSeconds) {
    const clock: StepClock = { periodSeconds, t0Seconds: 0 };
    const { clock: bounds, firstUseSteps, windows: caps } = defaultPolicy;
    const limits = { bounds, caps: caps["in-service"] };
    const reach = firstUseSteps * periodSeconds * 1000;
    const learn = (known: ClockBelief, { step, now }: Arrival): ClockBelief =>
      observe(known, timeStep(step), unixMilliseconds(now), clock, bounds);
    const beginning = unixMilliseconds(first.now);
    let known = learn(unlearntBelief(beginning, { min: -reach, max: reach }, bounds), first);
    return {
      login(code, next, answer) {
        const step = timeStep(code.step);
        const { accept, ask } = passingWindows(known, unixMilliseconds(code.now), clock, limits);
        answer.accepts = accept === null ? 0 : accept.to - accept.from + 1;
        if (isWithin(step, accept)) {
          known = learn(known, code);
          answer.kind = "accepted";
          return;
        }
        answer.kind = "refused";
        if (!isWithin(step, ask)) return;
        const once = learn(known, code);
        const second = next();
        // The pair must fit: the second code lies where a clock can be that showed the first.
        const later = passingWindows(once, unixMilliseconds(second.now), clock, limits);
        if (!isWithin(timeStep(second.step), later.ask)) return;
        known = learn(once, second);
        answer.kind = "asked";
      },
    };
  },
};
