import {
  attemptWindows,
  type ClockBelief,
  defaultPolicy,
  isWithin,
  observe,
  type StepClock,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
  unlearntBelief,
} from "@jeton/core";

/** A code as the server meets it: its step, and the server's time of arrival. */
export type Arrival = { readonly step: number; readonly now: number };

export type FleetAnswer = {
  readonly kind: "accepted" | "asked" | "refused";
  /** So many codes would have passed at once. */
  readonly accepts: number;
};

/** A way to follow one key. Nobody helps: a key that is lost stays lost until it comes back by itself. */
export type Follower = {
  /** `next` gives the code after this one, should it be asked for. */
  readonly login: (code: Arrival, next: () => Arrival) => FleetAnswer;
};

export type FleetPolicy = {
  readonly name: string;
  /** Begins with the code of the first use. */
  readonly follow: (first: Arrival, clock: StepClock) => Follower;
};

const fixed: FleetPolicy = {
  name: "fixed ±1",
  follow: (_first, clock) => ({
    login: ({ step, now }) => answer(Math.abs(step - stepOf(now, clock)) <= 1, 3),
  }),
};

/** As django-otp does: a shift in whole steps, set anew by every success. */
function recentred(reach: number): FleetPolicy {
  return {
    name: `recentred ±${reach}`,
    follow(first, clock) {
      let shift = first.step - stepOf(first.now, clock);
      return {
        login({ step, now }) {
          const passes = Math.abs(step - stepOf(now, clock) - shift) <= reach;
          if (passes) shift = step - stepOf(now, clock);
          return answer(passes, 2 * reach + 1);
        },
      };
    },
  };
}

/** privacyIDEA's default: ±180 s, half-open, a shift in seconds. */
const privacyIdea: FleetPolicy = {
  name: "privacyIDEA ±180 s",
  follow(first, clock) {
    const period = clock.periodSeconds * 1000;
    const reach = Math.floor(180 / clock.periodSeconds);
    let shift = first.step * period - first.now;
    return {
      login({ step, now }) {
        const from = stepOf(now + shift, clock) - reach;
        const passes = step >= from && step < from + 2 * reach;
        if (passes) shift = step * period - now;
        return answer(passes, 2 * reach);
      },
    };
  },
};

/** The core's own belief and windows, with the default policy; steps are compared, no codes. */
const belief: FleetPolicy = {
  name: "belief",
  follow(first, clock) {
    const { clock: bounds, firstUseSteps, scanSteps, windows: caps } = defaultPolicy;
    const reach = firstUseSteps * clock.periodSeconds * 1000;
    const learn = (known: ClockBelief, { step, now }: Arrival) =>
      observe(known, timeStep(step), unixMilliseconds(now), clock, bounds);
    const beginning = unixMilliseconds(first.now);
    let known = learn(unlearntBelief(beginning, { min: -reach, max: reach }, bounds), first);
    const windowsAt = (now: number) =>
      attemptWindows(known, moment(now), clock, { bounds, caps: caps["in-service"], scanSteps });
    return {
      login(code, next) {
        const step = timeStep(code.step);
        const { accept, ask } = windowsAt(code.now);
        const accepts = accept === null ? 0 : accept.to - accept.from + 1;
        const kind = isWithin(step, accept)
          ? "accepted"
          : isWithin(step, ask)
            ? "asked"
            : "refused";
        if (kind !== "refused") known = learn(known, code);
        if (kind === "asked") {
          const second = next();
          // The pair must fit: the second code lies where a clock can be that showed the first.
          if (!isWithin(timeStep(second.step), windowsAt(second.now).ask)) {
            return { kind: "refused", accepts };
          }
          known = learn(known, second);
        }
        return { kind, accepts };
      },
    };
  },
};

export const fleetPolicies: readonly FleetPolicy[] = [
  ...[fixed, recentred(1), recentred(6), privacyIdea, belief],
];

function answer(passes: boolean, accepts: number): FleetAnswer {
  return { kind: passes ? "accepted" : "refused", accepts };
}

function stepOf(time: number, { periodSeconds }: StepClock): number {
  return Math.floor(time / (periodSeconds * 1000));
}

function moment(now: number): UnixMilliseconds {
  return unixMilliseconds(now);
}
