import { fleetRate, isBeyond, type MeasuredRate, soundRatePpb } from "@jeton/core";
import { habitNamed } from "../fleet/habits.ts";
import { type FollowedClock, followClock } from "./followed-clock.ts";
import { driftingOneIn, driftPpm, type HealthPlan } from "./health-plan.ts";
import { playClock } from "./play-clock.ts";

/** What became of a fleet in which some keys drift. */
export type DriftRun = {
  readonly plan: HealthPlan;
  readonly drifting: { readonly keys: number; readonly found: number };
  /** Keys with a sound crystal; `called`: how many of them were called drifting on any day. */
  readonly sound: { readonly keys: number; readonly called: number };
  /** The day on which a drifting key was found, of those that were: the middle one and the last. */
  readonly days: { readonly median: number; readonly last: number } | null;
};

/** Plays the keys of the plan, and looks each day which of them drift by their measured rates. */
export function driftRun(plan: HealthPlan, bound: number = soundRatePpb): DriftRun {
  const rates = Array.from({ length: plan.keys }, (_, key) => dailyRates(plan, key));
  const calledOn = new Map<number, number>();
  for (let day = 1; day <= plan.days; day += 1) {
    const measured = rates.map((daily) => daily[day] ?? null);
    const centre = fleetRate(measured.filter((rate) => rate !== null));
    measured.forEach((rate, key) => {
      if (rate !== null && !calledOn.has(key) && isBeyond(rate, centre, bound)) {
        calledOn.set(key, day);
      }
    });
  }
  const called = [...calledOn.keys()];
  const days = called
    .filter(isDrifting)
    .map((key) => calledOn.get(key) ?? 0)
    .sort((one, other) => one - other);
  const [median, last] = [days[Math.floor((days.length - 1) / 2)], days.at(-1)];
  const drifting = rates.filter((_, key) => isDrifting(key)).length;
  return {
    plan,
    drifting: { keys: drifting, found: days.length },
    sound: { keys: plan.keys - drifting, called: called.length - days.length },
    days: median === undefined || last === undefined ? null : { median, last },
  };
}

function isDrifting(key: number): boolean {
  return key % driftingOneIn === 0;
}

/** Returns what is measured of the key's rate at the end of each day, the first use being on day 0. */
function dailyRates(plan: HealthPlan, key: number): readonly (MeasuredRate | null)[] {
  const habit = habitNamed(plan.habit);
  if (habit === null) throw new RangeError(`Cannot play the habit ${plan.habit}`);
  const ratePpm = (key / driftingOneIn) % 2 === 0 ? driftPpm : -driftPpm;
  const fault = isDrifting(key) ? { ratePpm } : {};
  const daily: (MeasuredRate | null)[] = [];
  let clock: FollowedClock | null = null;
  playClock(plan, habit, { key, fault }, (elapsed, code, next) => {
    if (clock === null) {
      clock = followClock(code, plan.periodSeconds);
      return;
    }
    clock.login(code, next);
    daily[Math.floor(elapsed / 86_400_000)] = clock.rate();
  });
  let latest: MeasuredRate | null = null;
  return Array.from({ length: plan.days + 1 }, (_, day) => {
    latest = daily[day] ?? latest;
    return latest;
  });
}
