import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Attempt } from "./attempt.ts";
import type { AuditEvent } from "./audit-chain.ts";
import { type CodeMatch, matchCode, matchNearCode } from "./code-match.ts";
import type { Decision } from "./decision.ts";
import { diagnose } from "./diagnose.ts";
import { countFailure } from "./failures.ts";
import { findHypothesis } from "./hypothesis.ts";
import { type Evidence, judge, presentedStep } from "./judge.ts";
import type { KeyRecord, KeyState } from "./key-record.ts";
import type { Keyring } from "./keyring.ts";
import { type Outcome, outcome } from "./outcome.ts";
import type { Passcode } from "./passcode.ts";
import { type PinQuestion, type PinVerifier, verifyDecoyPin, verifyPin } from "./pin-verifier.ts";
import type { Policy } from "./policy.ts";
import { prepareSeed } from "./prepare-seed.ts";
import { unseal } from "./seal.ts";
import { settle, settleAsked } from "./settle.ts";
import type { Sha1Lanes } from "./sha1-lanes.ts";
import type { UnixMilliseconds } from "./units.ts";

/** What a decision depends on besides the record and the attempt. */
export type Context = {
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
  readonly keyring: Keyring;
  /** False while the server's own clock is the suspect: nothing is learnt from a code then. */
  readonly clockTrusted: boolean;
  /** What computes codes of SHA-1 in a row faster than one by one, if the shell has it. */
  readonly sha1Lanes?: Sha1Lanes | null;
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
 * Answers what the shell must hash before it calls `authenticate`. There is always something to
 * hash, with or without a PIN, so that the work does not tell (law 6).
 */
export function pinQuestion(record: KeyRecord, passcode: Passcode, policy: Policy): PinQuestion {
  const verifier = storedPin(record);
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
 * Throws OtpError when a seal of the record cannot be opened.
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
  const known = { record: settled, passcode, pinRight, now, policy };
  const { match, decision } = decide(seed, known, context);
  // Every refusal looks for it, also where the reason is plain.
  const hypothesis =
    decision.kind === "refused" ? findHypothesis(seed, passcode.code, parameters, now) : null;
  seed.fill(0);

  const spent = presentedStep(match);
  const burnt = spent === null ? settled : { ...settled, lastStep: spent };
  const next = after(burnt, decision, { attempt, match, context });
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
 * Decides by the codes nearby what they let in. All else is a refusal, or is decided as one: it
 * computes the whole scan, also where the reason is plain. What is not refused says so itself: the
 * work that it is spared, most of an attempt's, tells nothing more.
 */
function decide(
  seed: Uint8Array,
  known: Omit<Evidence, "match">,
  context: Context,
): { readonly match: CodeMatch; readonly decision: Decision } {
  const { record, passcode } = known;
  const prepared = prepareSeed(seed, record.parameters.algorithm, context.sha1Lanes);
  try {
    const near = matchNearCode(prepared, passcode.code, record, context);
    const early = near && judge({ ...known, match: near });
    if (near !== null && early !== null && early.kind !== "refused") {
      return { match: near, decision: early };
    }
    const match = matchCode(prepared, passcode.code, record, context);
    return { match, decision: judge({ ...known, match }) };
  } finally {
    prepared.destroy();
  }
}

function checkStoredPin(record: KeyRecord, attempt: Attempt, keyring: Keyring): boolean {
  const verifier = storedPin(record);
  if (verifier === null) return verifyDecoyPin(keyring, record, attempt.pinDigest);
  const right = verifyPin(keyring, record.serial, verifier, attempt.pinDigest);
  return right && attempt.passcode.pin !== null;
}

/** What stands in front of the digits: the PIN, the pending PIN, or the activation code. */
function storedPin({ state, firstUse }: KeyRecord): PinVerifier | null {
  switch (state.kind) {
    case "in-service":
    case "confirming-pin":
      return state.pin;
    case "assigned":
    case "choosing-pin":
      return firstUse.activation;
    case "in-stock":
    case "suspended":
    case "lost":
    case "retired":
      return null;
    default:
      return state satisfies never;
  }
}

function after(
  record: KeyRecord,
  decision: Decision,
  by: { readonly attempt: Attempt; readonly match: CodeMatch; readonly context: Context },
): KeyRecord {
  const { attempt, match, context } = by;
  // Of a key of which nothing is known even a suspect clock tells something.
  const learns = context.clockTrusted || record.clock === null;
  const clock = learns ? match.learnt : record.clock;
  switch (decision.kind) {
    case "accepted":
      return { ...record, clock, state: inService(record.state), failures: 0, block: null };
    case "choose-pin": {
      const { transaction } = attempt;
      const { expiresAt, step: firstStep } = decision;
      const state = { kind: "choosing-pin", transaction, firstStep, expiresAt } as const;
      return { ...record, clock, state, failures: 0 };
    }
    case "refused": {
      if (decision.reason === "blocked") return record;
      const counted = countFailure(record, context.now, context.policy);
      return decision.reason === "next-code-wanted"
        ? { ...counted, state: asking(record.state, match, context.now) }
        : counted;
    }
    default:
      return decision satisfies never;
  }
}

/** The state after a log-in: a confirmed PIN is the PIN, no code is awaited. */
function inService(state: KeyState): KeyState {
  if (state.kind !== "in-service" && state.kind !== "confirming-pin") return state;
  return { kind: "in-service", pin: state.pin, asked: null };
}

function asking(state: KeyState, { asked }: CodeMatch, at: UnixMilliseconds): KeyState {
  return state.kind === "in-service" ? { ...state, asked: { at, steps: asked } } : state;
}

function eventKind(decision: Decision): AuditEvent["kind"] {
  if (decision.kind === "accepted") return decision.commissioned ? "commissioned" : "accepted";
  return decision.kind === "choose-pin" ? "first-code" : "refused";
}
