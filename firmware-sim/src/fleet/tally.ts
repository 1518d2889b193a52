import { type FleetPlan, idleDays, sampledKeysMax, samplesAYear } from "./fleet-plan.ts";

/** What was counted of one policy, for one class of idle time. */
export type PolicyCount = {
  readonly logins: number;
  readonly asked: number;
  readonly refused: number;
  /** Codes that would have passed at once, summed over the logins. */
  readonly accepts: number;
};

/** Counts of a part of a fleet. Only whole numbers are summed, so their order does not matter. */
export type FleetTally = {
  /** For each policy and class of idle time four numbers, as `PolicyCount` lists them. */
  readonly counts: Float64Array;
  /** The offsets of the sampled keys at each sample, s; key by key. */
  readonly offsets: Float32Array;
  /** Number of the first key whose offsets are in it. */
  readonly firstKey: number;
};

const fields = 4;
const classes = idleDays.length + 1;

/** Returns how many samples of a key's offset are taken. */
export function sampleCount(plan: FleetPlan): number {
  return Math.floor(plan.years * samplesAYear) + 1;
}

/** Returns an empty tally for the keys `from` up to, not including, `to`. */
export function newTally(plan: FleetPlan, from: number, to: number): FleetTally {
  const sampled = Math.max(0, Math.min(to, sampledKeysMax) - from);
  return {
    counts: new Float64Array(plan.policies.length * classes * fields),
    offsets: new Float32Array(sampled * sampleCount(plan)),
    firstKey: from,
  };
}

/** Returns where the counts of a policy and a class begin. */
export function countIndex(policy: number, idleClass: number): number {
  return (policy * classes + idleClass) * fields;
}

/** Returns the class of a gap, ms. */
export function idleClassOf(gap: number): number {
  const days = gap / 86_400_000;
  const found = idleDays.findIndex((end) => days <= end);
  return found === -1 ? idleDays.length : found;
}

/** Adds `part` to `whole`. */
export function addTally(whole: FleetTally, part: FleetTally, plan: FleetPlan): void {
  for (const [index, count] of part.counts.entries()) {
    whole.counts[index] = (whole.counts[index] ?? 0) + count;
  }
  if (part.offsets.length === 0) return;
  whole.offsets.set(part.offsets, (part.firstKey - whole.firstKey) * sampleCount(plan));
}

/** Returns what was counted of a policy in a class of idle time, or in all of them. */
export function countsOf(tally: FleetTally, policy: number, idleClass: number | null): PolicyCount {
  const wanted = idleClass === null ? [...Array(classes).keys()] : [idleClass];
  const sum = (field: number): number =>
    wanted.reduce((all, each) => all + (tally.counts[countIndex(policy, each) + field] ?? 0), 0);
  return { logins: sum(0), asked: sum(1), refused: sum(2), accepts: sum(3) };
}
