import { scatter, seededRandom } from "@jeton/key";
import { habitNamed } from "../fleet/habits.ts";
import { type FollowedClock, followClock } from "./followed-clock.ts";
import { type HealthPlan, setSeconds } from "./health-plan.ts";
import { playClock } from "./play-clock.ts";

/** How many of the clocks that were set are found to be, for each jump. */
export type SetRun = {
  readonly plan: HealthPlan;
  readonly jumps: readonly {
    readonly seconds: number;
    readonly keys: number;
    /** Found by a log-in at any time after it. */
    readonly found: number;
  }[];
  /** Of clocks that nobody set: how many log-ins there were, and how many of them were called one. */
  readonly untouched: { readonly logins: number; readonly called: number };
};

/** Plays the keys of the plan for each jump: every clock is set once, at a random moment of the middle third. */
export function setRun(plan: HealthPlan): SetRun {
  const untouched = { logins: 0, called: 0 };
  for (let key = 0; key < plan.keys; key += 1) {
    const { logins, called } = alarms(plan, key, null);
    untouched.logins += logins;
    untouched.called += called.length;
  }
  const jumps = setSeconds.map((seconds) => {
    let found = 0;
    for (let key = 0; key < plan.keys; key += 1) {
      const after = setAfter(plan, key);
      const milliseconds = (key % 2 === 0 ? seconds : -seconds) * 1000;
      const { called } = alarms(plan, key, { milliseconds, after });
      if (called.some((elapsed) => elapsed >= after)) found += 1;
    }
    return { seconds, keys: plan.keys, found };
  });
  return { plan, jumps, untouched };
}

function setAfter({ days, seed }: HealthPlan, key: number): number {
  const random = seededRandom(scatter(seed, 4, key));
  return Math.floor(((1 + random.uniform()) * days * 86_400_000) / 3);
}

/** Returns when log-ins of the key were called ones of a clock that was set, ms since its first use. */
function alarms(
  plan: HealthPlan,
  key: number,
  setBy: { readonly milliseconds: number; readonly after: number } | null,
): { readonly logins: number; readonly called: readonly number[] } {
  const habit = habitNamed(plan.habit);
  if (habit === null) throw new RangeError(`Cannot play the habit ${plan.habit}`);
  const called: number[] = [];
  let logins = 0;
  let clock: FollowedClock | null = null;
  playClock(plan, habit, { key, fault: setBy === null ? {} : { setBy } }, (elapsed, code, next) => {
    if (clock === null) {
      clock = followClock(code, plan.periodSeconds);
      return;
    }
    logins += 1;
    if (clock.login(code, next) !== null) called.push(elapsed);
  });
  return { logins, called };
}
