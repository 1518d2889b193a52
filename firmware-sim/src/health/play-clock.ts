import { type SeededRandom, scatter, seededRandom } from "@jeton/key";
import { drawFleetClock, fleetBegins } from "../fleet/fleet-clock.ts";
import { delaySeconds } from "../fleet/fleet-plan.ts";
import type { Arrival } from "../fleet/fleet-policy.ts";
import { type Habit, nextLogin } from "../fleet/habits.ts";
import type { HealthPlan } from "./health-plan.ts";

/** What is wrong with a key's clock, if anything. */
export type ClockFault = {
  /** The crystal's own rate, ppm, in the place of the drawn one. */
  readonly ratePpm?: number;
  /** It is set once, by so much, ms, so long after the first use, ms. */
  readonly setBy?: { readonly milliseconds: number; readonly after: number };
};

/** Whoever watches a key being used: the codes of each log-in in their turn. */
export type ClockWatcher = (
  elapsed: number,
  code: Arrival,
  /** The code after it. */
  next: () => Arrival,
) => void;

/** Plays the log-ins of the key number `key` until the plan's days are over; `watch` gets the first use as well. */
export function playClock(
  plan: HealthPlan,
  habit: Habit,
  { key, fault }: { readonly key: number; readonly fault: ClockFault },
  watch: ClockWatcher,
): void {
  const drawn = drawFleetClock(plan, key);
  const random = seededRandom(scatter(plan.seed, 2, key));
  const faster = (fault.ratePpm ?? drawn.ratePpm) - drawn.ratePpm;
  const { setBy } = fault;
  const offsetAt = (elapsed: number): number => {
    const jump = setBy !== undefined && elapsed >= setBy.after ? setBy.milliseconds : 0;
    return drawn.offsetAt(elapsed) + Math.floor((faster * elapsed) / 1e6) + jump;
  };
  const period = plan.periodSeconds * 1000;
  const stepShown = (elapsed: number): number =>
    Math.floor((fleetBegins + elapsed + offsetAt(elapsed)) / period);
  const end = plan.days * 86_400_000;
  let elapsed = 0;
  let spent = -1;
  while (elapsed <= end) {
    const at = elapsed;
    const step = stepShown(at);
    // A code works once: whoever comes too early waits.
    if (step <= spent) {
      elapsed += period;
      continue;
    }
    const code = { step, now: arrivesAt(at, random) };
    watch(at, code, () => ({ step: stepShown(at + period), now: arrivesAt(at + period, random) }));
    spent = step + 1;
    elapsed = nextLogin(habit, at, random);
  }
}

function arrivesAt(elapsed: number, random: SeededRandom): number {
  const { min, max } = delaySeconds;
  return fleetBegins + elapsed + Math.floor((min + (max - min) * random.uniform()) * 1000);
}
