import { beliefPolicy } from "./belief-policy.ts";
import type { Arrival, FleetPolicy, LoginAnswer } from "./fleet-policy.ts";

/** The server's step at `now`, with a clock that is `shift` ms ahead. */
function stepOf(now: number, shift: number, period: number): number {
  return Math.floor((now + shift) / period);
}

/** c-w .. c+w, and nothing is learnt. */
function fixed(reach: number, means: string): FleetPolicy {
  return {
    name: `fixed-${reach}`,
    means,
    follow: (_first, periodSeconds) => {
      const period = periodSeconds * 1000;
      return {
        login({ step, now }, _next, answer) {
          decide(answer, Math.abs(step - stepOf(now, 0, period)) <= reach, 2 * reach + 1);
        },
      };
    },
  };
}

/** c+s-w .. c+s+w with s in steps; a success sets s = n - c. */
function recentred(reach: number, means: string): FleetPolicy {
  return {
    name: `recentred-${reach}`,
    means,
    follow(first, periodSeconds) {
      const period = periodSeconds * 1000;
      let shift = first.step - stepOf(first.now, 0, period);
      return {
        login({ step, now }, _next, answer) {
          const ahead = step - stepOf(now, 0, period);
          const passes = Math.abs(ahead - shift) <= reach;
          if (passes) shift = ahead;
          decide(answer, passes, 2 * reach + 1);
        },
      };
    },
  };
}

/** floor((now+s)/P)-w .. +w-1, half-open, with s in ms or in whole steps. */
function halfOpen(given: {
  readonly name: string;
  readonly means: string;
  readonly reach: (periodSeconds: number) => number;
  readonly wholeSteps: boolean;
}): FleetPolicy {
  return {
    name: given.name,
    means: given.means,
    follow(first, periodSeconds) {
      const period = periodSeconds * 1000;
      const reach = given.reach(periodSeconds);
      const learnt = ({ step, now }: Arrival): number =>
        given.wholeSteps ? (step - stepOf(now, 0, period)) * period : step * period - now;
      let shift = learnt(first);
      return {
        login(code, _next, answer) {
          const from = stepOf(code.now, shift, period) - reach;
          const passes = code.step >= from && code.step < from + 2 * reach;
          if (passes) shift = learnt(code);
          decide(answer, passes, 2 * reach);
        },
      };
    },
  };
}

/** Steps that begin within ±reach seconds round now+s; a success may set s to the matched offset. */
function within(given: {
  readonly name: string;
  readonly means: string;
  readonly reachSeconds: number;
  readonly learns: boolean;
}): FleetPolicy {
  const reach = given.reachSeconds * 1000;
  return {
    name: given.name,
    means: given.means,
    follow(first, periodSeconds) {
      const period = periodSeconds * 1000;
      let shift = given.learns ? first.step * period - first.now : 0;
      return {
        login({ step, now }, _next, answer) {
          const from = stepOf(now, shift - reach, period);
          const to = stepOf(now, shift + reach, period);
          const passes = step >= from && step <= to;
          if (passes && given.learns) shift = step * period - now;
          decide(answer, passes, to - from + 1);
        },
      };
    },
  };
}

/** ±1 round the offset passes; within ±10 the next code is asked for; each success sets the offset. */
const tokencode: FleetPolicy = {
  name: "next-tokencode",
  means: "±1 passes, ±10 asks for the next code, every login learns (RSA-like)",
  follow(first, periodSeconds) {
    const period = periodSeconds * 1000;
    let shift = first.step - stepOf(first.now, 0, period);
    return {
      login({ step, now }, next, answer) {
        const ahead = step - stepOf(now, 0, period);
        answer.accepts = 3;
        if (Math.abs(ahead - shift) <= 1) {
          shift = ahead;
          answer.kind = "accepted";
          return;
        }
        const second = next();
        const fits = Math.abs(ahead - shift) <= 10 && second.step === step + 1;
        if (fits) shift = ahead;
        answer.kind = fits ? "asked" : "refused";
      },
    };
  },
};

/** Every policy that a fleet can meet: what servers of the field do by default, and ours. */
export const fleetPolicies: readonly FleetPolicy[] = [
  fixed(1, "±1 step, learns nothing (Keycloak, otpauth)"),
  fixed(3, "±3 steps, learns nothing (Nextcloud)"),
  recentred(1, "±1 step round the last login, in whole steps (django-otp, authentik)"),
  recentred(6, "±6 steps round the last login, in whole steps"),
  halfOpen({
    name: "privacyidea",
    means: "±180 s round the last login, half-open, in seconds (privacyIDEA)",
    reach: (periodSeconds) => Math.floor(180 / periodSeconds),
    wholeSteps: false,
  }),
  halfOpen({
    name: "linotp",
    means: "±10 steps round the last login, half-open, in whole steps (LinOTP)",
    reach: () => 10,
    wholeSteps: true,
  }),
  within({
    name: "multiotp",
    means: "±600 s round the last login, in seconds (multiOTP)",
    reachSeconds: 600,
    learns: true,
  }),
  within({
    name: "freeipa",
    means: "±300 s, learns by hand only (FreeIPA)",
    reachSeconds: 300,
    learns: false,
  }),
  tokencode,
  beliefPolicy,
];

/** Returns the policy of that name, or null. */
export function policyNamed(name: string): FleetPolicy | null {
  return fleetPolicies.find((policy) => policy.name === name) ?? null;
}

function decide(answer: LoginAnswer, passes: boolean, accepts: number): void {
  answer.kind = passes ? "accepted" : "refused";
  answer.accepts = accepts;
}
