import { nextEpoch } from "../base/epoch.ts";
import { type StepClock, stepAt, type TimeStep, timeStep } from "../base/units.ts";
import {
  type ClockBelief,
  observe,
  observedOffset,
  unlearntBelief,
} from "../clock/clock-belief.ts";
import { relearn } from "../clock/clock-learning.ts";
import { counterShown } from "../clock/counter-belief.ts";
import { findCode } from "../clock/find-code.ts";
import { nextCodeSteps, stepsFrom, type Window } from "../clock/window.ts";
import { codeNumberAt } from "../codes/code.ts";
import { clockOf } from "../codes/key-parameters.ts";
import { type PreparedSeed, prepareSeed } from "../codes/prepare-seed.ts";
import { withoutGuesses } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { type MovingFactor, movingFactorOf } from "../key/moving-factor.ts";
import { type Outcome, outcome } from "../key/outcome.ts";
import type { Policy } from "../key/policy.ts";
import { settle } from "../key/settle.ts";
import { unseal } from "../seals/seal.ts";
import { actEvent } from "../trail/audit-chain.ts";
import { spentUpTo } from "./code-match.ts";
import type { Context } from "./context.ts";

export type ResynchronisationDecision =
  | {
      readonly kind: "resynchronised";
      /** The step of the second code: it and all before it are spent. */
      readonly step: TimeStep;
      /** How many steps the key is ahead of the server, a counter key of the code that was to come next. */
      readonly offsetSteps: number;
    }
  /** The codes are no two consecutive ones of this key within the search. */
  | { readonly kind: "not-found" }
  /** They are, but were used moments ago: the holder waits for the next two codes. */
  | { readonly kind: "used"; readonly offsetSteps: number }
  /** They are, but lie long before a code that was used: the key's clock went back. Replace the key. */
  | { readonly kind: "spent"; readonly offsetSteps: number }
  | { readonly kind: "impossible"; readonly state: KeyRecord["state"]["kind"] };

/**
 * Finds the key's clock or counter by two consecutive codes that its holder reads to the help desk. They are
 * looked for as a pair: of single codes a search this wide would find a false one in 1 of 350
 * cases, of pairs in 1 of 350 million. Spends both codes; the one after them passes. The first of them
 * may have been spent by a log-in that failed. Guesses are forgotten, since whoever read the codes has the
 * key; wrong PINs are not, since whoever guesses them has it, too. With any other decision than "resynchronised" there is nothing to store.
 */
export function resynchronise(
  record: KeyRecord,
  codes: { readonly first: string; readonly second: string },
  by: Context & { readonly actor: string },
): Outcome<ResynchronisationDecision> {
  const nothing = (decision: ResynchronisationDecision) => ({ decision, next: record, events: [] });
  const settled = settle(record, by.now);
  const { kind } = settled.state;
  if (kind === "retired" || kind === "lost" || kind === "in-stock") {
    return nothing({ kind: "impossible", state: kind });
  }
  // Without a challenge such a key shows no code.
  if (settled.parameters.suite !== undefined) return nothing({ kind: "not-found" });
  const search = searchOf(movingFactorOf(settled), by);
  const pairs = search === null ? [] : findPairs(settled, codes, search.window, by);
  const [second] = pairs;
  if (search === null || second === undefined || pairs.length > 1)
    return nothing({ kind: "not-found" });
  const offsetSteps = second - search.here;
  const spent = spentUpTo(settled, by.policy);
  if (spent !== null && second <= spent) {
    const isRecent = spent - second <= recentSteps(settled, by.policy);
    return nothing({ kind: isRecent ? "used" : "spent", offsetSteps });
  }
  return outcome(
    { kind: "resynchronised", step: second, offsetSteps },
    {
      ...settled,
      ...knowledgeAfter(settled, second, by),
      lastStep: second,
      failures: withoutGuesses(settled.failures),
      asked: [],
      epoch: nextEpoch(settled.epoch),
    },
    { ...actEvent(by.now, "resynchronised", by.actor), step: second },
  );
}

/** Pairs of used codes that are looked for, too, so that staff learn that they were used. */
const usedPairs = 32;

type Search = {
  /** The step of the second code of a key that is where it is believed to be. */
  readonly here: number;
  /** Where the first code is looked for. */
  readonly window: Window | null;
};

/** Returns where codes are looked for; null before T0. */
function searchOf(factor: MovingFactor, { now, policy }: Context): Search | null {
  const { searchSteps } = policy.resynchronisation;
  if (factor.kind === "counter") {
    // A counter only rises: RFC 4226 §7.4 looks ahead.
    const { next } = factor.counter;
    return { here: next + 1, window: stepsFrom(next - usedPairs, 2 * searchSteps) };
  }
  const here = stepAt(now, factor.clock);
  if (here === null) return null;
  return { here, window: stepsFrom(here - searchSteps, 2 * searchSteps) };
}

/**
 * Steps that go by while codes are read over the phone, and those of a next code. No counter key shows an
 * earlier code again, so that what is found behind was used a short while ago.
 */
function recentSteps({ parameters }: KeyRecord, policy: Policy): number {
  const clock = clockOf(parameters);
  if (clock === null) return Number.POSITIVE_INFINITY;
  const period = clock.periodSeconds * 1000;
  return Math.ceil(policy.resynchronisation.entryDelayMilliseconds / period) + nextCodeSteps;
}

function knowledgeAfter(
  record: KeyRecord,
  second: TimeStep,
  by: Context,
): Pick<KeyRecord, "clock" | "provisional" | "counter"> {
  const factor = movingFactorOf(record);
  if (factor.kind === "counter") {
    return { ...record, counter: counterShown(second, by.now, record.floor) };
  }
  const clock = beliefAfter(factor.clock, second, by);
  return { ...relearn(record, clock, by.clockTrusted), counter: null };
}

function beliefAfter(clock: StepClock, second: TimeStep, by: Context): ClockBelief {
  const { clock: bounds, resynchronisation } = by.policy;
  const slowly = { ...bounds, entryDelayMilliseconds: resynchronisation.entryDelayMilliseconds };
  const how = { ...slowly, fastestPpb: bounds.rateBoundPpb };
  const seen = observedOffset(second, by.now, clock, how);
  return observe(unlearntBelief(by.now, seen, bounds), second, by.now, clock, slowly);
}

/** The steps of the second codes of all pairs within the search. */
function findPairs(
  { parameters, serial, seed }: KeyRecord,
  { first, second }: { readonly first: string; readonly second: string },
  window: Window | null,
  { keyring, codeLanes }: Context,
): readonly TimeStep[] {
  const { plain } = unseal(keyring, { purpose: "seed", serial }, seed);
  const prepared = prepareSeed(plain, parameters.algorithm, codeLanes);
  plain.fill(0);
  const firsts = findCode(prepared, first, parameters.digits, window);
  const found = firsts
    .map((step) => timeStep(step + 1))
    .filter((step) => shows(prepared, step, second, parameters.digits));
  prepared.destroy();
  return found;
}

function shows(prepared: PreparedSeed, step: TimeStep, code: string, digits: number): boolean {
  const isCode = code.length === digits && /^[0-9]+$/.test(code);
  return isCode && codeNumberAt(prepared, step, digits) === Number(code);
}
