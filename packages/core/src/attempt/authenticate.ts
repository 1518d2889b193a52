import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import { clockSetBy } from "../clock/clock-learning.ts";
import { clockOf } from "../codes/key-parameters.ts";
import { parseOcraSuite } from "../codes/ocra-suite.ts";
import { type PreparedSeed, prepareSeed } from "../codes/prepare-seed.ts";
import { laneOf } from "../key/failures.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { type Outcome, outcome } from "../key/outcome.ts";
import type { Policy } from "../key/policy.ts";
import { withRecoveryCodeUsed } from "../key/recovery-codes.ts";
import { settle, settleAsked } from "../key/settle.ts";
import { withTemporaryCodeUsed } from "../key/temporary-code.ts";
import { prepareOcra } from "../ocra/prepare-ocra.ts";
import type { Passcode } from "../pin/passcode.ts";
import {
  type PinQuestion,
  type PinVerifier,
  verifyDecoyPin,
  verifyPin,
} from "../pin/pin-verifier.ts";
import type { SpareCode } from "../pin/spare-code.ts";
import type { Keyring } from "../seals/keyring.ts";
import { unseal } from "../seals/seal.ts";
import { type AuditEvent, actEvent } from "../trail/audit-chain.ts";
import type { Decision } from "../trail/decision.ts";
import type { Attempt } from "./attempt.ts";
import { type AskedChallenge, isAnswerable, withAnsweredChallenge } from "./challenge.ts";
import { type CodeMatch, matchCode, matchNearCode, noMatch, sightOf } from "./code-match.ts";
import type { Context } from "./context.ts";
import { diagnose } from "./diagnose.ts";
import { scanOtherHashes } from "./even-scan.ts";
import { findHypothesis } from "./hypothesis.ts";
import { type Evidence, type Judgement, judge } from "./judge.ts";
import { recordAfter } from "./record-after.ts";
import { findSpareCode, noSpare } from "./spare-question.ts";

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
 * Whatever the decision, a code that passes the window is spent, and one use of a temporary or recovery
 * code that was right (law 3); as many codes are computed
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
  const { spare, wasUsed } =
    passcode.spare === undefined
      ? noSpare
      : findSpareCode(
          settled,
          { spare: passcode.spare, digests: attempt.spareDigests ?? [] },
          { keyring, now },
        );
  const lane = laneOf(settled.failures, attempt.device ?? null);
  const known = {
    record: settled,
    passcode,
    pinRight,
    spare,
    wasUsed,
    lane,
    flow: attempt.flow ?? null,
    isIdReused: attempt.isIdReused ?? false,
    now,
    policy,
  };
  const { match, judgement } = decide(seed, known, attempt.challenge ?? null, context);
  const { decision } = judgement;
  // Every refusal looks for it, also where the reason is plain.
  const hypothesis =
    decision.kind === "refused"
      ? findHypothesis(seed, passcode.code, parameters, now, context.codeLanes)
      : null;
  seed.fill(0);

  const spent = spentStep(match, judgement);
  const used = withUsed(settled, passcode, spare);
  const burnt = spent === null ? used : { ...used, lastStep: spent };
  const after = recordAfter(burnt, { attempt, match, judgement, pinRight, context });
  // Whatever the answer was worth, the challenge is answered.
  const isKnown = (attempt.device ?? null) !== null;
  const next = attempt.challenge
    ? withAnsweredChallenge(after, attempt.challenge, { now, isKnown })
    : after;
  const event = {
    at: now,
    kind: eventKind(decision),
    actor: "holder",
    step: spent,
    reason: decision.kind === "refused" ? decision.reason : null,
    diagnosis: diagnose(passcode, pinRight, match, hypothesis, spare),
  };
  const more = clockSetEvents(settled, next, context);
  const decided = outcome(decision, next, event, ...more);
  return { ...decided, clockShift: pinRight ? match.clockShift : null };
}

/** Tells staff of a clock that jumped. It decides nothing: two codes in a row were asked for already. */
function clockSetEvents(
  before: KeyRecord,
  after: KeyRecord,
  { now, clockTrusted }: Context,
): readonly AuditEvent[] {
  const clock = clockOf(after.parameters);
  const setBy = clockTrusted ? clockSetBy(before, after) : null;
  if (clock === null || setBy === null) return [];
  const offsetSteps = Math.round(setBy / (clock.periodSeconds * 1000));
  const diagnosis = { pin: "right", offsetSteps, hypothesis: null } as const;
  return [{ ...actEvent(now, "clock-set", "system"), diagnosis }];
}

/**
 * Tries the codes nearby first and returns early on success. Every refusal goes on to the whole scan,
 * so that all refusals cost the same; what success is spared tells nothing that success does not.
 */
function decide(
  seed: Uint8Array,
  known: Omit<Evidence, "match">,
  challenge: AskedChallenge | null,
  context: Context,
): { readonly match: CodeMatch; readonly judgement: Judgement } {
  const { record, spare } = known;
  if (spare !== null) {
    const early = judge({ ...known, match: noMatch });
    if (early.decision.kind !== "refused") return { match: noMatch, judgement: early };
  }
  const prepared = preparedFor(seed, record, challenge, context);
  const code = codeFor(known, challenge, context);
  const sight = sightOf(record, context.now, context.policy);
  try {
    const near = matchNearCode(prepared, code, sight);
    if (near !== null) {
      const early = judge({ ...known, match: near });
      if (early.decision.kind !== "refused") return { match: near, judgement: early };
    }
    const match = matchCode(prepared, code, sight);
    scanOtherHashes(seed, code, sight, { ...context, own: prepared.algorithm });
    return { match, judgement: judge({ ...known, match }) };
  } finally {
    prepared.destroy();
  }
}

/** Computes by the challenge, whatever the key is: so the work does not tell which key answers any (law 6). */
function preparedFor(
  seed: Uint8Array,
  { parameters }: KeyRecord,
  challenge: AskedChallenge | null,
  { codeLanes }: Context,
): PreparedSeed {
  if (challenge === null) return prepareSeed(seed, parameters.algorithm, codeLanes);
  return prepareOcra(seed, parseOcraSuite(challenge.suite), challenge.question);
}

/** Returns the code to look for; "", which nothing matches, where it answers no challenge of this key. */
function codeFor(
  { record, passcode }: Omit<Evidence, "match">,
  challenge: AskedChallenge | null,
  { now }: Context,
): string {
  const isAsked =
    challenge === null
      ? record.parameters.suite === undefined
      : isAnswerable(record, challenge, now);
  return isAsked ? passcode.code : "";
}

/**
 * Returns the step that the attempt spends: one that passes at once whatever became of the attempt, and
 * one farther away only when a row of codes let it in (law 3).
 */
function spentStep({ accepted }: CodeMatch, { decision, isSpent }: Judgement): TimeStep | null {
  if (decision.kind === "refused") return isSpent ? accepted : null;
  if (decision.kind === "accepted-without-key") return null;
  return accepted !== null && accepted > decision.step ? accepted : decision.step;
}

/** One use is spent whatever became of the attempt, as a code of the key is (law 3). */
function withUsed(record: KeyRecord, passcode: Passcode, spare: SpareCode | null): KeyRecord {
  switch (spare) {
    case null:
      return record;
    case "temporary-code":
      return withTemporaryCodeUsed(record);
    case "recovery-code":
      return withRecoveryCodeUsed(record, passcode.spare ?? "");
    default:
      return spare satisfies never;
  }
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

function eventKind(decision: Decision): AuditEvent["kind"] {
  if (decision.kind === "accepted") return decision.commissioned ? "commissioned" : "accepted";
  if (decision.kind === "accepted-without-key") return "accepted";
  return decision.kind === "choose-pin" ? "first-code" : "refused";
}
