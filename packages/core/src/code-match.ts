import { type AskedNext, type CodePair, completePair } from "./asked-next.ts";
import {
  type ClockBelief,
  observe,
  observedOffset,
  offsetAt,
  unlearntBelief,
} from "./clock-belief.ts";
import { findCode } from "./find-code.ts";
import { middle } from "./interval.ts";
import type { KeyRecord } from "./key-record.ts";
import type { Policy } from "./policy.ts";
import type { PreparedSeed } from "./prepare-seed.ts";
import type { TimeStep, UnixMilliseconds } from "./units.ts";
import { type AttemptWindows, attemptWindows, isWithin } from "./window.ts";

/** What a code is to a key at a moment. A code can be several things at once, though it rarely is. */
export type CodeMatch = {
  /** The latest step that shows the code, passes at once and was never spent. */
  readonly accepted: TimeStep | null;
  /** The pair that the code completes, after one in the ask window. */
  readonly pair: CodePair | null;
  /** Unspent steps of the ask window that show the code. */
  readonly asked: readonly TimeStep[];
  /** Whether a spent step shows the code. */
  readonly spent: boolean;
  /** How far from the believed step the nearest one lies that shows the code, in steps. */
  readonly offsetSteps: number | null;
  /** How much further ahead the key's clock is than was believed, ms; null when no step fits, or several. */
  readonly clockShift: number | null;
  /** What is believed once the accepted step (or the pair) is taken in. */
  readonly learnt: ClockBelief;
};

/** Answers what is believed of the key's clock at `now`. */
export function believed(record: KeyRecord, now: UnixMilliseconds, policy: Policy): ClockBelief {
  if (record.clock !== null) return record.clock;
  const reach = policy.firstUseSteps * record.parameters.periodSeconds * 1000;
  return unlearntBelief(now, { min: 0 - reach, max: reach }, policy.clock);
}

type MatchContext = { readonly now: UnixMilliseconds; readonly policy: Policy };

/** Computes the whole scan and answers what `code` is to the key. */
export function matchCode(
  prepared: PreparedSeed,
  code: string,
  record: KeyRecord,
  context: MatchContext,
): CodeMatch {
  const windows = windowsOf(record, context);
  const matches = findCode(prepared, code, record.parameters.digits, windows.scan);
  return matchOf(matches, windows, record, context);
}

/**
 * Computes the steps nearby, as many for every key, and answers what `code` is to the key when it
 * passes at once and no step farther away could leave a doubt of it; null otherwise.
 */
export function matchNearCode(
  prepared: PreparedSeed,
  code: string,
  record: KeyRecord,
  context: MatchContext,
): CodeMatch | null {
  const windows = windowsOf(record, context);
  const { near, possible } = windows;
  const matches = findCode(prepared, code, record.parameters.digits, near);
  const match = matchOf(matches, windows, record, context);
  const isAll = possible !== null && isWithin(possible.from, near) && isWithin(possible.to, near);
  return isAll && match.accepted !== null ? match : null;
}

function windowsOf(record: KeyRecord, { now, policy }: MatchContext): AttemptWindows {
  return attemptWindows(believed(record, now, policy), now, record.parameters, {
    bounds: policy.clock,
    caps: policy.windows[record.state.kind],
    scanSteps: policy.scanSteps,
  });
}

/** Answers what a code is to the key that `matches`, of all steps that were computed, show. */
function matchOf(
  matches: readonly TimeStep[],
  windows: AttemptWindows,
  record: KeyRecord,
  context: MatchContext,
): CodeMatch {
  const { now, policy } = context;
  const { parameters, lastStep } = record;
  const { clock: bounds } = policy;
  const belief = believed(record, now, policy);
  // Far steps that show the code by chance were never on the display: they leave no doubt.
  const possible = matches.filter((step) => isWithin(step, windows.possible));
  const fresh = matches.filter((step) => lastStep === null || step > lastStep);
  // Of several the latest counts, so that spending it spends them all.
  const accepted = fresh.findLast((step) => isWithin(step, windows.accept)) ?? null;
  const key = { belief, clock: parameters, bounds };
  const pair = completePair(askedNext(record), fresh, now, key);
  return {
    accepted,
    pair,
    asked: fresh.filter((step) => isWithin(step, windows.ask)),
    spent: fresh.length < matches.length,
    ...placeOf(matches, windows, belief, context, record),
    learnt: learntFrom(),
  };

  function learntFrom(): ClockBelief {
    if (pair !== null && accepted === null) return pair.belief;
    // Two steps with one code do not say which of them was shown.
    if (accepted === null || possible.length > 1) return belief;
    return observe(belief, accepted, now, parameters, bounds);
  }
}

function placeOf(
  matches: readonly TimeStep[],
  windows: AttemptWindows,
  belief: ClockBelief,
  { now, policy }: MatchContext,
  record: KeyRecord,
): Pick<CodeMatch, "offsetSteps" | "clockShift"> {
  const offsets = matches.map((step) => step - windows.centre);
  const offsetSteps = offsets.reduce<number | null>(
    (nearest, offset) =>
      nearest === null || Math.abs(offset) < Math.abs(nearest) ? offset : nearest,
    null,
  );
  const [only] = matches;
  if (only === undefined || matches.length > 1) return { offsetSteps, clockShift: null };
  const { entryDelayMilliseconds } = policy.clock;
  const how = { entryDelayMilliseconds, fastestPpb: belief.rate.max };
  const seen = observedOffset(only, now, record.parameters, how);
  return { offsetSteps, clockShift: middle(seen) - middle(offsetAt(belief, now)) };
}

function askedNext({ state }: KeyRecord): AskedNext | null {
  return state.kind === "in-service" ? state.asked : null;
}
