import type { TimeStep } from "../base/units.ts";
import { likelyWaits, uncounted, withCounted, withTry, withWait } from "../clock/asked-next.ts";
import { learn } from "../clock/clock-learning.ts";
import { counterShown } from "../clock/counter-belief.ts";
import { nextCodeSteps } from "../clock/window.ts";
import {
  afterLogin,
  countGuess,
  countWrongPin,
  emptyLane,
  laneOf,
  withLane,
} from "../key/failures.ts";
import type { KeyRecord, KeyState } from "../key/key-record.ts";
import { movingFactorOf } from "../key/moving-factor.ts";
import type { Policy } from "../key/policy.ts";
import { withKeyReturned } from "../key/temporary-code.ts";
import type { Attempt } from "./attempt.ts";
import { type CodeMatch, unlearntOffset } from "./code-match.ts";
import type { Context } from "./context.ts";
import { type Judgement, needsNoSecret } from "./judge.ts";

/** What was decided, and by what. */
export type Decided = {
  readonly attempt: Attempt;
  readonly match: CodeMatch;
  readonly judgement: Judgement;
  readonly pinRight: boolean;
  readonly context: Context;
};

/** Returns the record as an attempt leaves it; its `lastStep` is that of `record`. */
export function recordAfter(record: KeyRecord, by: Decided): KeyRecord {
  const { attempt, judgement, context } = by;
  const { decision } = judgement;
  switch (decision.kind) {
    case "accepted": {
      const failures = afterLogin(record.failures, attempt.device ?? null, context.policy);
      const state = inService(record.state);
      const known = knowledgeAfter(record, decision.step, by);
      const present = { ...record, ...known, state, failures, asked: [], isIncoming: false };
      return withKeyReturned(present, context.now);
    }
    case "accepted-without-key":
      // What was learnt of the key, and the codes after which its next one is awaited, stay.
      return {
        ...record,
        failures: afterLogin(record.failures, attempt.device ?? null, context.policy),
      };
    case "choose-pin": {
      const { transaction } = attempt;
      const { step: firstStep } = decision;
      const term = { since: context.now, milliseconds: context.policy.commissioningMilliseconds };
      const state = { kind: "choosing-pin", transaction, firstStep, term } as const;
      const { guesses } = record.failures.strangers;
      const failures = { strangers: { ...emptyLane, guesses }, devices: [] };
      const known = knowledgeAfter(record, firstStep, by);
      return { ...record, ...known, state, failures, asked: [] };
    }
    case "refused":
      return decision.reason === "blocked" ? record : refusedRecord(record, by);
    default:
      return decision satisfies never;
  }
}

/** Returns the record with the failure counted and with the code after which the next one is awaited. */
function refusedRecord(record: KeyRecord, by: Decided): KeyRecord {
  const asked = waitsAfter(record, by);
  const { attempt, judgement, context } = by;
  const { showsKey, isFailure } = judgement;
  if (!isFailure) return { ...record, asked };
  const device = attempt.device ?? null;
  const lane = laneOf(record.failures, device);
  const { policy, now } = context;
  const chance = chanceOfAHit(record, policy);
  const wrongPins = Math.max(1, uncounted(by.match.followers).length);
  const counted = showsKey ? countWrongPin(lane, chance, now, policy, wrongPins) : countGuess(lane);
  return { ...record, asked, failures: withLane(record.failures, device, counted) };
}

/** With which a guess passes at once, or comes next after one of all codes that can be awaited. */
function chanceOfAHit({ state, parameters }: KeyRecord, { windows }: Policy): number {
  const steps = windows[state.kind].acceptSteps + likelyWaits * nextCodeSteps;
  return steps / 10 ** parameters.digits;
}

/** Returns the waits after a refusal: codes that are not spent begin or continue one, whatever came with them. */
function waitsAfter(record: KeyRecord, by: Decided): KeyRecord["asked"] {
  const { asked } = record;
  const { attempt, match, judgement, pinRight, context } = by;
  const { follower, proved } = judgement;
  const flow = attempt.flow ?? null;
  const isWanted = proved !== "nothing";
  const isAlone = attempt.passcode.pin === null && needsNoSecret(record.state, record.firstUse);
  // The same code once more is no other one: a form that was sent twice.
  const isTry = follower === null && !match.spent && (pinRight || isAlone);
  const counted = withCounted(asked, uncounted(match.followers));
  const waits = isTry ? withTry(counted, flow) : counted;
  const steps = follower === null ? firstSteps(match, judgement) : [follower.step];
  if (steps.length === 0) return waits;
  const codes = (follower?.asked.codes ?? 0) + 1;
  const wait = { flow: isWanted ? flow : null, at: context.now, steps, codes, proved, tries: 0 };
  return withWait(waits, wait, follower?.asked ?? null);
}

/** A code that was spent needs no remembering, unless the next one after it is wanted. */
function firstSteps(
  { accepted, asked }: CodeMatch,
  { proved, isSpent }: Judgement,
): readonly TimeStep[] {
  if (accepted === null) return asked;
  return proved !== "nothing" || !isSpent ? [accepted] : [];
}

/** Returns what is known of the key's clock or counter after a log-in by the code of `step`. */
function knowledgeAfter(
  record: KeyRecord,
  step: TimeStep,
  { match, judgement, context }: Decided,
): Pick<KeyRecord, "clock" | "provisional" | "counter"> {
  const { now, policy, clockTrusted } = context;
  const { follower } = judgement;
  const factor = movingFactorOf(record);
  if (factor.kind === "counter") {
    return { ...record, counter: counterShown(step, now, record.floor) };
  }
  const isRow = follower !== null && follower.step === step;
  // Two steps with one code do not say which of them was shown.
  if (!isRow && match.isAmbiguous) return record;
  const last = { step, at: now };
  const seen = isRow ? [{ step: follower.first, at: follower.asked.at }, last] : [last];
  const key = {
    clock: factor.clock,
    bounds: policy.clock,
    unlearnt: unlearntOffset(factor.clock, policy),
  };
  const { clock, provisional } = learn(record, seen, key, clockTrusted);
  return { clock, provisional, counter: null };
}

/** The state after a log-in: a confirmed PIN is the PIN. */
function inService(state: KeyState): KeyState {
  if (state.kind !== "confirming-pin") return state;
  return { kind: "in-service", pin: state.pin };
}
