import { type Crystal, drawCrystal, fleetModel } from "./crystal.ts";
import { type Arrival, type FleetPolicy, fleetPolicies } from "./policies.ts";
import { type Random, seededRandom } from "./random.ts";

/** What became of the log-ins of a fleet under one policy. */
export type FleetResult = {
  readonly policy: string;
  logins: number;
  asked: number;
  refused: number;
  /** Codes that would have passed at once, summed over the log-ins. */
  accepts: number;
};

export type FleetRun = {
  readonly gapDays: number;
  readonly periodSeconds: number;
  readonly results: readonly FleetResult[];
  /** The largest difference between two rates of one key, ppm. */
  readonly wanderPpmMax: number;
};

const day = 86_400_000;
const beginning = 1_767_225_600_000;
const span = fleetModel.years * 365.25 * day;

/**
 * Plays a fleet for years: every key logs in after gaps that are exponentially distributed round
 * their mean, and every policy meets the same codes at the same moments.
 */
export function playFleet(given: {
  readonly keys: number;
  readonly gapDays: number;
  readonly periodSeconds: number;
  readonly seed: number;
}): FleetRun {
  const { keys, gapDays, periodSeconds, seed } = given;
  const results = fleetPolicies.map(({ name }) => emptyResult(name));
  let wanderPpmMax = 0;
  for (let key = 0; key < keys; key += 1) {
    // The same crystals for every gap and period: a key's seed depends on its number only.
    const random = seededRandom(seed + 7919 * key);
    const crystal = drawCrystal(random);
    wanderPpmMax = Math.max(wanderPpmMax, crystal.wanderPpm);
    playKey(crystal, random, { gapDays, periodSeconds, results });
  }
  return { gapDays, periodSeconds, results, wanderPpmMax };
}

function playKey(
  crystal: Crystal,
  random: Random,
  {
    gapDays,
    periodSeconds,
    results,
  }: {
    readonly gapDays: number;
    readonly periodSeconds: number;
    readonly results: readonly FleetResult[];
  },
): void {
  const clock = { periodSeconds, t0Seconds: 0 };
  const period = periodSeconds * 1000;
  const stepShown = (elapsed: number) =>
    Math.floor((beginning + elapsed + crystal.offsetAt(elapsed)) / period);
  const arrivalOf = (elapsed: number): Arrival => {
    const delay =
      fleetModel.delayMin + (fleetModel.delayMax - fleetModel.delayMin) * random.uniform();
    const now = beginning + elapsed + Math.floor(delay * 1000);
    return { step: stepShown(elapsed), now };
  };
  const first = arrivalOf(0);
  const followers = fleetPolicies.map((policy: FleetPolicy) => policy.follow(first, clock));
  let last = first.step;
  let elapsed = 0;
  for (;;) {
    elapsed += Math.floor(-Math.log(1 - random.uniform()) * gapDays * day);
    // Never the same code twice; and the code after one that was asked for is spent, too.
    while (stepShown(elapsed) <= last) elapsed += period;
    if (elapsed > span) return;
    const code = arrivalOf(elapsed);
    const next = arrivalOf(elapsed + period);
    for (const [index, follower] of followers.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      const { kind, accepts } = follower.login(code, () => next);
      result.logins += 1;
      result.accepts += accepts;
      if (kind === "asked") result.asked += 1;
      if (kind === "refused") result.refused += 1;
    }
    last = next.step;
    elapsed += period;
  }
}

function emptyResult(policy: string): FleetResult {
  return { policy, logins: 0, asked: 0, refused: 0, accepts: 0 };
}
