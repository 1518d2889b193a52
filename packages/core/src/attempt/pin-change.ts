import { utf8ToBytes } from "@noble/hashes/utils.js";
import { hasEnded } from "../base/elapsed.ts";
import { nextEpoch } from "../base/epoch.ts";
import { OtpError } from "../base/otp-error.ts";
import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import { outcome } from "../key/outcome.ts";
import type { Policy } from "../key/policy.ts";
import { settle } from "../key/settle.ts";
import type { PinVerifier } from "../pin/pin-verifier.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type SealPlace, seal, unseal } from "../seals/seal.ts";
import type { Attempt } from "./attempt.ts";
import { type AttemptOutcome, authenticate } from "./authenticate.ts";
import type { Context } from "./context.ts";

/**
 * A change of PIN under way. The holder's browser carries it, sealed: the record keeps the PIN that
 * it has until the new one is confirmed, so that a change that is given up leaves nothing behind.
 */
export type PinChange = {
  readonly serial: string;
  /** The salt of the PIN to be replaced. Once the key has another PIN the change is void. */
  readonly replaces: string;
  /** The key's epoch then: what ends all its sessions ends the change. */
  readonly epoch: number;
  /** The step of the code with which it began. */
  readonly firstStep: TimeStep;
  readonly since: UnixMilliseconds;
  /** How long it may take from then on. */
  readonly milliseconds: number;
  /** The new PIN, not in force yet; null until it is chosen. */
  readonly pin: PinVerifier | null;
};

/**
 * Returns the change that may begin once `authenticate` accepted a PASSCODE of `step`, whose record
 * is now this one; null when the key is not in service.
 */
export function beginPinChange(
  record: KeyRecord,
  step: TimeStep,
  { now, policy }: { readonly now: UnixMilliseconds; readonly policy: Policy },
): PinChange | null {
  const { state, serial, epoch } = record;
  if (state.kind !== "in-service") return null;
  const milliseconds = policy.commissioningMilliseconds;
  const span = { since: now, milliseconds };
  return { serial, replaces: state.pin.salt, epoch, firstStep: step, ...span, pin: null };
}

/** Returns whether the change can still be gone on with. */
export function isPinChangeOpen(
  record: KeyRecord,
  change: PinChange,
  now: UnixMilliseconds,
): boolean {
  const { state } = record;
  return (
    record.serial === change.serial &&
    record.epoch === change.epoch &&
    state.kind === "in-service" &&
    state.pin.salt === change.replaces &&
    !hasEnded(change, now)
  );
}

/**
 * Returns the record as if the new PIN were in force: what `pinQuestion` is asked about before
 * `confirmPinChange`. Null for a change that is void or has no PIN yet.
 */
export function withNewPin(
  record: KeyRecord,
  change: PinChange,
  now: UnixMilliseconds,
): KeyRecord | null {
  const settled = settle(record, now);
  const { state } = settled;
  if (change.pin === null || !isPinChangeOpen(settled, change, now)) return null;
  return state.kind === "in-service" ? { ...settled, state: { ...state, pin: change.pin } } : null;
}

/**
 * Decides the PASSCODE that confirms a new PIN: one of a later code, since the first one is spent.
 * Accepted, the new PIN is the PIN and all sessions of the key are over. Refused, the old one stays, and the
 * attempt is counted and its code spent as that of any log-in. So it is with a void change, which is
 * refused whatever comes with it.
 */
export function confirmPinChange(
  record: KeyRecord,
  attempt: Attempt,
  change: PinChange,
  context: Context,
): AttemptOutcome {
  const trial = withNewPin(record, change, context.now);
  const { state } = record;
  // A PIN is changed by who shows the key.
  const isKeyShown = attempt.passcode.spare === undefined;
  if (trial === null || state.kind !== "in-service" || !isKeyShown)
    return spendInVain(record, attempt, context);
  const decided = authenticate(trial, attempt, context);
  const { decision, next, events, clockShift } = decided;
  if (decision.kind === "accepted") {
    const [event, ...more] = events;
    if (event === undefined) return decided;
    const renewed = { ...next, epoch: nextEpoch(next.epoch), audit: record.audit };
    const changed = { ...event, kind: "pin-changed" } as const;
    return { ...outcome(decision, renewed, changed, ...more), clockShift };
  }
  if (next.state.kind !== "in-service") return decided;
  return { ...decided, next: { ...next, state: { ...next.state, pin: state.pin } } };
}

/** Decides the attempt as a log-in that lets nobody in. */
function spendInVain(record: KeyRecord, attempt: Attempt, context: Context): AttemptOutcome {
  const decided = authenticate(record, attempt, context);
  const { decision, events } = decided;
  const refused = { kind: "refused", reason: "transaction-unknown" } as const;
  const [event] = events;
  if (decision.kind === "refused" || event === undefined) return { ...decided, decision: refused };
  // What the code proved of a counter stays known: otherwise the windows would end before the last step.
  const { counter, temporaryCode, recoveryCodes, challenges } = decided.next;
  const settled = settle(record, context.now);
  const spares = { temporaryCode, recoveryCodes };
  const kept = { counter, ...spares, ...(challenges !== undefined && { challenges }) };
  const lastStep = "step" in decision ? decision.step : settled.lastStep;
  const next = { ...settled, lastStep, ...kept };
  return { ...outcome(refused, next, { ...event, ...refused }), clockShift: decided.clockShift };
}

// No serial has a blank: what is sealed here can be no token of a commissioning, nor a key's.
const place: SealPlace = { purpose: "transaction", serial: "change of PIN" };

/** Returns the token that the holder's browser keeps. `nonce`: 24 fresh random bytes. */
export function sealPinChange(keyring: Keyring, change: PinChange, nonce: Uint8Array): string {
  return seal(keyring, place, { plain: utf8ToBytes(JSON.stringify(change)), nonce });
}

/** Returns the change of a token, or null for what is no token of ours. */
export function openPinChange(keyring: Keyring, token: string): PinChange | null {
  try {
    const { plain } = unseal(keyring, place, token);
    // ASCII only: serials and seals are.
    return JSON.parse(String.fromCharCode(...plain)) as PinChange;
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}
