import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { likelyWaits, uncounted, withCounted, withTry, withWait } from "./asked-next.ts";
import type { Attempt } from "./attempt.ts";
import type { AuditEvent } from "./audit-chain.ts";
import { type ClockKnowledge, learn } from "./clock-learning.ts";
import type { CodeLanes } from "./code-lanes.ts";
import { type CodeMatch, matchCode, matchNearCode, sightOf, unlearntOffset } from "./code-match.ts";
import type { Algorithm } from "./code-parameters.ts";
import type { Decision } from "./decision.ts";
import { diagnose } from "./diagnose.ts";
import { scanOtherHashes } from "./even-scan.ts";
import { afterLogin, countGuess, countWrongPin, emptyLane, laneOf, withLane } from "./failures.ts";
import { findHypothesis } from "./hypothesis.ts";
import { type Evidence, type Judgement, judge, needsNoSecret } from "./judge.ts";
import type { KeyRecord, KeyState } from "./key-record.ts";
import type { Keyring } from "./keyring.ts";
import { type Outcome, outcome } from "./outcome.ts";
import type { Passcode } from "./passcode.ts";
import { type PinQuestion, type PinVerifier, verifyDecoyPin, verifyPin } from "./pin-verifier.ts";
import type { Policy } from "./policy.ts";
import { prepareSeed } from "./prepare-seed.ts";
import { unseal } from "./seal.ts";
import { settle, settleAsked } from "./settle.ts";
import type { TimeStep, UnixMilliseconds } from "./units.ts";
import { nextCodeSteps } from "./window.ts";

/** What a decision depends on besides the record and the attempt. */
export type Context = {
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
  readonly keyring: Keyring;
  /** False while the server's own clock is the suspect: nothing is learnt from a code then. */
  readonly clockTrusted: boolean;
  /** What computes many codes faster than one by one, if the shell has it. */
  readonly codeLanes?: CodeLanes | null;
  /** The hashes that keys here have: every refusal computes with each. Default: the key's own only. */
  readonly hashes?: readonly Algorithm[];
};

/** An outcome, and what it says of clocks. */
export type AttemptOutcome = Outcome<Decision> & {
  /**
   * For the clock guard: by how much the key's clock seems further ahead than was believed, ms.
   * Null when the attempt says nothing, as one with a wrong PIN does.
   */
  readonly clockShift: number | null;
};

/**
 * Returns what the shell must hash before it calls `authenticate` at the same moment. There is always something to
 * hash, with or without a PIN, so that the work does not tell (law 6).
 */
export function pinQuestion(
  record: KeyRecord,
  passcode: Passcode,
  { now, policy }: { readonly now: UnixMilliseconds; readonly policy: Policy },
): PinQuestion {
  // A commissioning that has ended no longer asks for its pending PIN.
  const verifier = storedPin(settle(record, now));
  const pin = passcode.pin ?? "";
  if (verifier !== null) return { pin, salt: hexToBytes(verifier.salt), cost: verifier.cost };
  return { pin, salt: utf8ToBytes(record.serial), cost: policy.pinHashCost };
}

/**
 * Decides an attempt. `record` is not changed: the shell must store `next` and `events` with a
 * compare-and-set on the record that it gave here, and answer only after that.
 *
 * Whatever the decision, a code that passes the window is spent (law 3), as many codes are computed
 * for every refusal, whatever its reason and the key's state (law 6), and a failure is counted in
 * `next` (law 7).
 *
 * @throws OtpError SEAL_KEY_UNKNOWN, SEAL_BROKEN when a seal of the record cannot be opened.
 */
export function authenticate(
  record: KeyRecord,
  attempt: Attempt,
  context: Context,
): AttemptOutcome {
  const { now, policy, keyring } = context;
  const { passcode } = attempt;
  const settled = settleAsked(settle(record, now), now, policy.clock);
  const { parameters, serial } = settled;
  const { plain: seed } = unseal(keyring, { purpose: "seed", serial }, settled.seed);
  const pinRight = checkStoredPin(settled, attempt, keyring);
  const lane = laneOf(settled.failures, attempt.device ?? null);
  const known = {
    record: settled,
    passcode,
    pinRight,
    lane,
    flow: attempt.flow ?? null,
    isIdReused: attempt.isIdReused ?? false,
    now,
    policy,
  };
  const { match, judgement } = decide(seed, known, context);
  const { decision } = judgement;
  // Every refusal looks for it, also where the reason is plain.
  const hypothesis =
    decision.kind === "refused"
      ? findHypothesis(seed, passcode.code, parameters, now, context.codeLanes)
      : null;
  seed.fill(0);

  const spent = spentStep(match, judgement);
  const burnt = spent === null ? settled : { ...settled, lastStep: spent };
  const next = after(burnt, { attempt, match, judgement, pinRight, context });
  const event = {
    at: now,
    kind: eventKind(decision),
    actor: "holder",
    step: spent,
    reason: decision.kind === "refused" ? decision.reason : null,
    diagnosis: diagnose(passcode, pinRight, match, hypothesis),
  };
  return { ...outcome(decision, next, event), clockShift: pinRight ? match.clockShift : null };
}

/**
 * Tries the codes nearby first and returns early on success. Every refusal goes on to the whole scan,
 * so that all refusals cost the same; what success is spared tells nothing that success does not.
 */
function decide(
  seed: Uint8Array,
  known: Omit<Evidence, "match">,
  context: Context,
): { readonly match: CodeMatch; readonly judgement: Judgement } {
  const { record, passcode } = known;
  const prepared = prepareSeed(seed, record.parameters.algorithm, context.codeLanes);
  const sight = sightOf(record, context.now, context.policy);
  try {
    const near = matchNearCode(prepared, passcode.code, sight);
    const early = near && judge({ ...known, match: near });
    if (near !== null && early !== null && early.decision.kind !== "refused") {
      return { match: near, judgement: early };
    }
    const match = matchCode(prepared, passcode.code, sight);
    scanOtherHashes(seed, passcode.code, sight, context);
    return { match, judgement: judge({ ...known, match }) };
  } finally {
    prepared.destroy();
  }
}

/**
 * Returns the step that the attempt spends: one that passes at once whatever became of the attempt, and
 * one farther away only when a row of codes let it in (law 3).
 */
function spentStep({ accepted }: CodeMatch, { decision, isSpent }: Judgement): TimeStep | null {
  if (decision.kind === "refused") return isSpent ? accepted : null;
  return accepted !== null && accepted > decision.step ? accepted : decision.step;
}

function checkStoredPin(record: KeyRecord, attempt: Attempt, keyring: Keyring): boolean {
  const verifier = storedPin(record);
  if (verifier === null) return verifyDecoyPin(keyring, record, attempt.pinDigest);
  const right = verifyPin(keyring, record.serial, verifier, attempt.pinDigest);
  return right && attempt.passcode.pin !== null;
}

/** What stands in front of the digits: the PIN, the pending PIN, or the activation code. */
function storedPin({ state, firstUse }: Pick<KeyRecord, "state" | "firstUse">): PinVerifier | null {
  switch (state.kind) {
    case "in-service":
    case "confirming-pin":
      return state.pin;
    case "assigned":
    case "choosing-pin":
      return firstUse.activation;
    case "suspended":
      return storedPin({ state: state.before, firstUse });
    case "in-stock":
    case "lost":
    case "retired":
      return null;
    default:
      return state satisfies never;
  }
}

type Decided = {
  readonly attempt: Attempt;
  readonly match: CodeMatch;
  readonly judgement: Judgement;
  readonly pinRight: boolean;
  readonly context: Context;
};

function after(record: KeyRecord, by: Decided): KeyRecord {
  const { attempt, judgement, context } = by;
  const { decision } = judgement;
  switch (decision.kind) {
    case "accepted": {
      const failures = afterLogin(record.failures, attempt.device ?? null, context.policy);
      const state = inService(record.state);
      return { ...record, ...knowledgeAfter(record, by), state, failures, asked: [] };
    }
    case "choose-pin": {
      const { transaction } = attempt;
      const { step: firstStep } = decision;
      const term = { since: context.now, milliseconds: context.policy.commissioningMilliseconds };
      const state = { kind: "choosing-pin", transaction, firstStep, term } as const;
      const { guesses } = record.failures.strangers;
      const failures = { strangers: { ...emptyLane, guesses }, devices: [] };
      return { ...record, ...knowledgeAfter(record, by), state, failures, asked: [] };
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

/** Returns what is known of the key's clock after a log-in. */
function knowledgeAfter(record: KeyRecord, { match, judgement, context }: Decided): ClockKnowledge {
  const { now, policy, clockTrusted } = context;
  const { decision, follower } = judgement;
  const step = decision.kind === "refused" ? null : decision.step;
  const isRow = follower !== null && follower.step === step;
  // Two steps with one code do not say which of them was shown.
  if (step === null || (!isRow && match.isAmbiguous)) return record;
  const last = { step, at: now };
  const seen = isRow ? [{ step: follower.first, at: follower.asked.at }, last] : [last];
  const key = {
    clock: record.parameters,
    bounds: policy.clock,
    unlearnt: unlearntOffset(record, policy),
  };
  const { clock, provisional } = learn(record, seen, key, clockTrusted);
  return { clock, provisional };
}

/** The state after a log-in: a confirmed PIN is the PIN. */
function inService(state: KeyState): KeyState {
  if (state.kind !== "in-service" && state.kind !== "confirming-pin") return state;
  return { kind: "in-service", pin: state.pin };
}

function eventKind(decision: Decision): AuditEvent["kind"] {
  if (decision.kind === "accepted") return decision.commissioned ? "commissioned" : "accepted";
  return decision.kind === "choose-pin" ? "first-code" : "refused";
}
