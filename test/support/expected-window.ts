import {
  type ClockBelief,
  type CodeParameters,
  type CounterBelief,
  isCounterBased,
  type KeyParameters,
  type KeyStateKind,
  type Policy,
} from "@jeton/core";

/** What an accept window depends on. */
export type Accepting = {
  readonly clock: ClockBelief | null;
  /** Of a counter key. */
  readonly counter?: CounterBelief | null;
  readonly state: KeyStateKind;
  readonly now: number;
  readonly policy: Policy;
};

/**
 * Returns the steps that pass at once, worked out from the mathematics in docs/reference/policy.md
 * and not from the code that is tested: in exact fractions of big integers.
 */
export function acceptedSteps(at: Accepting, parameters: KeyParameters): number[] {
  if (!isCounterBased(parameters)) return acceptedByClock(at, parameters);
  const { counter, policy, state } = at;
  const next = counter?.next ?? 0;
  return Array.from({ length: policy.windows[state].acceptSteps }, (_, index) => next + index);
}

function acceptedByClock(at: Accepting, parameters: CodeParameters): number[] {
  const { now, policy } = at;
  const period = parameters.periodSeconds * 1000;
  const reach = policy.firstUseSteps * period;
  const { rateBoundPpb, entryDelayMilliseconds } = policy.clock;
  const belief = at.clock ?? {
    at: now,
    offset: { min: -reach, max: reach },
    rate: { min: -rateBoundPpb, max: rateBoundPpb },
  };
  const offsets = (moment: number): { readonly min: number; readonly max: number } => {
    const grown = [belief.rate.min, belief.rate.max].map(
      (rate) => BigInt(rate) * BigInt(moment - belief.at),
    );
    const [first = 0n, second = 0n] = grown;
    const [least, most] = first < second ? [first, second] : [second, first];
    return {
      min: belief.offset.min + Number(down(least)),
      max: belief.offset.max - Number(down(-most)),
    };
  };
  const step = (keyTime: number) => Math.floor((keyTime - parameters.t0Seconds * 1000) / period);
  const earliest = now - entryDelayMilliseconds;
  const from = step(earliest + offsets(earliest).min);
  const to = step(now + offsets(now).max);
  const { min, max } = offsets(now);
  const centre = step(now + min + Math.floor((max - min) / 2));

  const { acceptSteps } = policy.windows[at.state];
  const nearest = (steps: number[], count: number) => {
    const first = centre - Math.floor((count - 1) / 2);
    const [low = 0] = steps;
    const start = Math.max(low, Math.min(first, (steps.at(-1) ?? 0) - count + 1));
    return steps.filter((each) => each >= start && each < start + count);
  };
  const derived = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return nearest(derived, acceptSteps).filter((each) => each >= 0);
}

/** A billionth of it, rounded down. */
function down(value: bigint): bigint {
  const quotient = value / 1_000_000_000n;
  return quotient * 1_000_000_000n > value ? quotient - 1n : quotient;
}
