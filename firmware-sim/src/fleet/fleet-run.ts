import { type FleetPlan, idleDays, sampledKeysMax, samplesAYear } from "./fleet-plan.ts";
import { countsOf, type FleetTally, type PolicyCount, sampleCount } from "./tally.ts";

/** Shares and means of one policy, in all or in one class of idle time. */
export type PolicyFigures = {
  readonly logins: number;
  /** Shares of the logins, 0 .. 1. */
  readonly refused: number;
  readonly asked: number;
  /** Codes that pass at once, in the mean. */
  readonly codes: number;
  /** The chance that a random 6-digit code passes, in the mean. */
  readonly guess: number;
};

/** What one fleet came to: with it tables, CSV and report are made. */
export type FleetRun = {
  readonly plan: FleetPlan;
  readonly policies: readonly {
    readonly name: string;
    readonly all: PolicyFigures;
    /** One for each class of idle time; null where nobody logged in. */
    readonly byIdle: readonly (PolicyFigures | null)[];
  }[];
  /** Of the sampled keys: the spread of their offsets at each sample. */
  readonly offsets: readonly OffsetSpread[];
};

/** Percentiles of the offsets of the sampled keys, s. */
export type OffsetSpread = {
  readonly years: number;
  readonly p1: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p99: number;
};

/** Returns what was counted, as shares and percentiles. */
export function fleetRun(plan: FleetPlan, tally: FleetTally): FleetRun {
  const classes = [...idleDays, null].map((_, index) => index);
  return {
    plan,
    policies: plan.policies.map((name, policy) => ({
      name,
      all: figures(countsOf(tally, policy, null)),
      byIdle: classes.map((idle) => {
        const counts = countsOf(tally, policy, idle);
        return counts.logins === 0 ? null : figures(counts);
      }),
    })),
    offsets: offsetSpreads(plan, tally),
  };
}

function figures({ logins, refused, asked, accepts }: PolicyCount): PolicyFigures {
  const share = (count: number): number => (logins === 0 ? 0 : count / logins);
  const codes = share(accepts);
  return { logins, refused: share(refused), asked: share(asked), codes, guess: codes / 1e6 };
}

function offsetSpreads(plan: FleetPlan, { offsets }: FleetTally): readonly OffsetSpread[] {
  const samples = sampleCount(plan);
  const keys = Math.min(plan.keys, sampledKeysMax);
  return Array.from({ length: samples }, (_, sample) => {
    const values = Array.from({ length: keys }, (_, key) => offsets[key * samples + sample] ?? 0);
    values.sort((a, b) => a - b);
    const at = (part: number): number => {
      const value = values[Math.round(part * (values.length - 1))] ?? 0;
      return Math.round(value * 1000) / 1000;
    };
    const [p1, p25, p50, p75, p99] = [0.01, 0.25, 0.5, 0.75, 0.99].map(at);
    return {
      years: sample / samplesAYear,
      ...{ p1: p1 ?? 0, p25: p25 ?? 0, p50: p50 ?? 0, p75: p75 ?? 0, p99: p99 ?? 0 },
    };
  });
}
