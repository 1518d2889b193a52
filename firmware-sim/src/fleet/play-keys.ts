import { type SeededRandom, scatter, seededRandom } from "@jeton/key";
import { drawFleetClock, type FleetClock, fleetBegins, yearMilliseconds } from "./fleet-clock.ts";
import { delaySeconds, type FleetPlan, samplesAYear } from "./fleet-plan.ts";
import type { Arrival, Follower, LoginAnswer } from "./fleet-policy.ts";
import { type Habit, habitNamed, nextLogin } from "./habits.ts";
import { policyNamed } from "./policies.ts";
import { countIndex, type FleetTally, idleClassOf, newTally, sampleCount } from "./tally.ts";

/**
 * Plays the keys `from` up to, not including, `to` of the fleet. Every policy meets the same codes
 * at the same moments; steps are compared, no codes are computed. What becomes of a key depends on
 * the plan's seed and its number only.
 */
export function playKeys(plan: FleetPlan, from: number, to: number): FleetTally {
  const tally = newTally(plan, from, to);
  const habit = habitNamed(plan.habit);
  if (habit === null) throw new RangeError(`Cannot play the habit ${plan.habit}`);
  for (let key = from; key < to; key += 1) playKey(plan, habit, key, tally);
  return tally;
}

function playKey(plan: FleetPlan, habit: Habit, key: number, tally: FleetTally): void {
  const clock = drawFleetClock(plan, key);
  sampleOffsets(plan, clock, key, tally);
  const random = seededRandom(scatter(plan.seed, 2, key));
  const period = plan.periodSeconds * 1000;
  const stepShown = (elapsed: number): number =>
    Math.floor((fleetBegins + elapsed + clock.offsetAt(elapsed)) / period);
  const first = { step: stepShown(0), now: arrivesAt(0, random) };
  const followers = plan.policies.map((name): Follower => {
    const policy = policyNamed(name);
    if (policy === null) throw new RangeError(`Cannot play the policy ${name}`);
    return policy.follow(first, plan.periodSeconds);
  });
  const span = plan.years * yearMilliseconds;
  let lastStep = first.step;
  let before = 0;
  let later = 0;
  let nextNow = 0;
  // Of few logins the next code is wanted, so its step is worked out for those only.
  let second: Arrival | null = null;
  const next = (): Arrival => {
    second ??= { step: stepShown(later), now: nextNow };
    return second;
  };
  for (;;) {
    let elapsed = nextLogin(habit, before, random);
    let step = stepShown(elapsed);
    // Never the same code twice; and the code after one that was asked for is spent, too.
    while (step <= lastStep) {
      elapsed += period;
      step = stepShown(elapsed);
    }
    if (elapsed > span) return;
    const code = { step, now: arrivesAt(elapsed, random) };
    later = elapsed + period;
    nextNow = arrivesAt(later, random);
    second = null;
    count(tally, followers, { code, next, idleClass: idleClassOf(elapsed - before) });
    lastStep = step + 1;
    before = elapsed;
  }
}

const answer: LoginAnswer = { kind: "refused", accepts: 0 };

function count(
  { counts }: FleetTally,
  followers: readonly Follower[],
  login: { readonly code: Arrival; readonly next: () => Arrival; readonly idleClass: number },
): void {
  for (let policy = 0; policy < followers.length; policy += 1) {
    followers[policy]?.login(login.code, login.next, answer);
    const index = countIndex(policy, login.idleClass);
    counts[index] = (counts[index] ?? 0) + 1;
    if (answer.kind === "asked") counts[index + 1] = (counts[index + 1] ?? 0) + 1;
    if (answer.kind === "refused") counts[index + 2] = (counts[index + 2] ?? 0) + 1;
    counts[index + 3] = (counts[index + 3] ?? 0) + answer.accepts;
  }
}

function arrivesAt(elapsed: number, random: SeededRandom): number {
  const { min, max } = delaySeconds;
  return fleetBegins + elapsed + Math.floor((min + (max - min) * random.uniform()) * 1000);
}

function sampleOffsets(plan: FleetPlan, clock: FleetClock, key: number, tally: FleetTally): void {
  const samples = sampleCount(plan);
  const at = (key - tally.firstKey) * samples;
  if (at >= tally.offsets.length) return;
  for (let sample = 0; sample < samples; sample += 1) {
    const elapsed = (sample / samplesAYear) * yearMilliseconds;
    tally.offsets[at + sample] = clock.offsetAt(Math.floor(elapsed)) / 1000;
  }
}
