import { countsUntil } from "../base/floor.ts";
import { type Interval, intersect, middle } from "../base/interval.ts";
import type { StepClock, TimeStep, UnixMilliseconds } from "../base/units.ts";
import { type Follower, followerOf, isAwaited } from "../clock/asked-next.ts";
import {
  type ClockBelief,
  observedOffset,
  offsetAt,
  unlearntBelief,
} from "../clock/clock-belief.ts";
import { type CounterBelief, countersSpent } from "../clock/counter-belief.ts";
import { counterWindows } from "../clock/counter-window.ts";
import { findCode } from "../clock/find-code.ts";
import {
  type AttemptWindows,
  askWindows,
  attemptWindows,
  isWithin,
  passingWindows,
  type Window,
} from "../clock/window.ts";
import type { PreparedSeed } from "../codes/prepare-seed.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { movingFactorOf } from "../key/moving-factor.ts";
import type { Policy } from "../key/policy.ts";

/** What a code is to a key at a moment. A code can be several things at once, though it rarely is. */
export type CodeMatch = {
  /** The latest step that shows the code, lies where codes pass at once, and was never spent. */
  readonly accepted: TimeStep | null;
  /** Whether another step shows the code that the key can have shown as well. */
  readonly isAmbiguous: boolean;
  /** The waits that the code continues, whoever began them. */
  readonly followers: readonly Follower[];
  /** Steps of the ask window that show the code and are neither spent nor awaited. */
  readonly asked: readonly TimeStep[];
  /** Whether a step shows the code that is spent or awaited already. */
  readonly spent: boolean;
  /** How far from the believed step the nearest one lies that shows the code, in steps. */
  readonly offsetSteps: number | null;
  /**
   * How much further ahead the key's clock is than was believed, ms; 0 when the code agrees with a belief
   * that knows less than one code tells. Null when no step fits, or several, and for a counter key.
   */
  readonly clockShift: number | null;
};

/** What a text without a code of the key is to it. */
export const noMatch: CodeMatch = {
  accepted: null,
  isAmbiguous: false,
  followers: [],
  asked: [],
  spent: false,
  offsetSteps: null,
  clockShift: null,
};

/** Returns where the offset can be of a key of which nothing is known, ms. */
export function unlearntOffset(clock: StepClock, policy: Policy): Interval {
  const reach = policy.firstUseSteps * clock.periodSeconds * 1000;
  return { min: 0 - reach, max: reach };
}

/** Returns what is believed at `now` of the clock of a time key; `clock`: that of its parameters. */
export function believed(
  record: Pick<KeyRecord, "clock">,
  clock: StepClock,
  now: UnixMilliseconds,
  policy: Policy,
): ClockBelief {
  if (record.clock !== null) return record.clock;
  return unlearntBelief(now, unlearntOffset(clock, policy), policy.clock);
}

/**
 * Returns the greatest step of the key that is spent: its own last one, or what it can have shown by the
 * floor of its store. Null when none is. Every step that a time key within its bounds can have shown counts,
 * however narrow the window of its state is: of what was lost nobody knows what was learnt from it. Of a
 * counter key, whose steps no clock limits, so many as the policy says, and at least all that pass at once.
 */
export function spentUpTo(record: KeyRecord, policy: Policy): TimeStep | null {
  const { lastStep, floor } = record;
  const factor = movingFactorOf(record);
  if (factor.kind === "counter") {
    const lost = Math.max(policy.countersLost, policy.windows[record.state.kind].acceptSteps);
    return greater(lastStep, countersSpent(factor.counter, floor, lost));
  }
  if (floor === undefined) return lastStep;
  const at = countsUntil(floor.at);
  const belief = believed(record, factor.clock, at, policy);
  const { possible } = passingWindows(belief, at, factor.clock, limitsOf(record, policy));
  return greater(lastStep, possible?.to ?? null);
}

function greater(one: TimeStep | null, other: TimeStep | null): TimeStep | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function limitsOf({ state }: KeyRecord, policy: Policy) {
  const { clock: bounds, windows, scanSteps } = policy;
  return { bounds, caps: windows[state.kind], scanSteps };
}

/** All that the matches of a code are held against, made once for an attempt. */
export type Sight = {
  readonly record: KeyRecord;
  /** The clock of a time key and what is believed of it; null for a counter key. */
  readonly time: { readonly clock: StepClock; readonly belief: ClockBelief } | null;
  readonly windows: Omit<AttemptWindows, "ask" | "scan">;
  /** Where codes ask for the next one, and what every refusal computes. */
  readonly ask: readonly Window[];
  readonly scan: readonly Window[];
  /** The greatest step that is spent, by the key itself or by the floor of its store. */
  readonly spent: TimeStep | null;
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
};

/** Returns what an attempt at `now` is held against. */
export function sightOf(record: KeyRecord, now: UnixMilliseconds, policy: Policy): Sight {
  const factor = movingFactorOf(record);
  const seen =
    factor.kind === "time"
      ? clockSight(record, factor.clock, now, policy)
      : counterSight(record, factor.counter, policy);
  return { record, ...seen, spent: spentUpTo(record, policy), now, policy };
}

type Seen = Pick<Sight, "time" | "windows" | "ask" | "scan">;

function clockSight(
  record: KeyRecord,
  clock: StepClock,
  now: UnixMilliseconds,
  policy: Policy,
): Seen {
  const belief = believed(record, clock, now, policy);
  const limits = limitsOf(record, policy);
  const { ask, scan, ...windows } = attemptWindows(belief, now, clock, limits);
  const trusted = record.provisional?.trusted ?? null;
  const trustedCentre = trusted && passingWindows(trusted, now, clock, limits).centre;
  const wide = askWindows({ ask, scan, centre: windows.centre }, trustedCentre, limits);
  return { time: { clock, belief }, windows, ...wide };
}

function counterSight(record: KeyRecord, { next }: CounterBelief, policy: Policy): Seen {
  const limits = limitsOf(record, policy);
  const { ask, scan, ...windows } = counterWindows(next, limits);
  return { time: null, windows, ...askWindows({ ask, scan, centre: next }, null, limits) };
}

/** Computes the whole scan and returns what `code` is to the key. */
export function matchCode(prepared: PreparedSeed, code: string, sight: Sight): CodeMatch {
  const { digits } = sight.record.parameters;
  const found = sight.scan.flatMap((window) => findCode(prepared, code, digits, window));
  return matchOf(found, sight);
}

/**
 * Computes the steps nearby, as many for every key, and returns what `code` is to the key when it
 * passes at once and no step farther away could leave a doubt of it; null otherwise.
 */
export function matchNearCode(
  prepared: PreparedSeed,
  code: string,
  sight: Sight,
): CodeMatch | null {
  const { record, windows } = sight;
  const { near, possible } = windows;
  const match = matchOf(findCode(prepared, code, record.parameters.digits, near), sight);
  const isAll = possible !== null && isWithin(possible.from, near) && isWithin(possible.to, near);
  // Awaited codes can lie farther away.
  return isAll && match.accepted !== null && record.asked.length === 0 ? match : null;
}

function matchOf(matches: readonly TimeStep[], sight: Sight): CodeMatch {
  const { record, time, windows, ask, spent, now, policy } = sight;
  const { asked: waits } = record;
  const fresh = matches.filter(
    (step) => (spent === null || step > spent) && !isAwaited(waits, step),
  );
  // Of several the latest counts, so that spending it spends them all.
  const accepted = fresh.findLast((step) => isWithin(step, windows.accept)) ?? null;
  const key = { clock: time?.clock ?? null, bounds: policy.clock };
  return {
    accepted,
    // Far steps that show the code by chance were never on the display: they leave no doubt.
    isAmbiguous: matches.filter((step) => isWithin(step, windows.possible)).length > 1,
    followers: waits
      .map((wait) => followerOf(wait, fresh, now, key))
      .filter((follower) => follower !== null),
    asked: fresh.filter((step) => ask.some((window) => isWithin(step, window))),
    spent: fresh.length < matches.length,
    ...placeOf(matches, sight),
  };
}

function placeOf(
  matches: readonly TimeStep[],
  { windows, time, now, policy }: Sight,
): Pick<CodeMatch, "offsetSteps" | "clockShift"> {
  const offsets = matches.map((step) => step - windows.centre);
  const offsetSteps = offsets.reduce<number | null>(
    (nearest, offset) =>
      nearest === null || Math.abs(offset) < Math.abs(nearest) ? offset : nearest,
    null,
  );
  const [only] = matches;
  if (time === null || only === undefined || matches.length > 1) {
    return { offsetSteps, clockShift: null };
  }
  const { clock, belief } = time;
  const { entryDelayMilliseconds } = policy.clock;
  const how = { entryDelayMilliseconds, fastestPpb: belief.rate.max };
  const seen = observedOffset(only, now, clock, how);
  const predicted = offsetAt(belief, now);
  // A belief made by the help desk's codes, or before months without any, tells only that they agree.
  const isCoarse = predicted.max - predicted.min > seen.max - seen.min;
  if (isCoarse && intersect(seen, predicted) !== null) return { offsetSteps, clockShift: 0 };
  return { offsetSteps, clockShift: middle(seen) - middle(predicted) };
}
