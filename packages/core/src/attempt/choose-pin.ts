import { utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "../base/equal-bytes.ts";
import { termEnd } from "../base/term.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord, KeyState } from "../key/key-record.ts";
import { type Outcome, outcome } from "../key/outcome.ts";
import { settle } from "../key/settle.ts";
import { makePinVerifier, type PinVerifier } from "../pin/pin-verifier.ts";
import { actEvent } from "../trail/audit-chain.ts";
import type { Context } from "./context.ts";
import { transactionHash } from "./transaction.ts";

/** The PIN that a holder chose, hashed by the shell; the PIN itself passed `checkPin` before. */
export type PinChoice = {
  /** The transaction's 16 random bytes. */
  readonly transactionId: Uint8Array;
  /** 16 fresh random bytes. */
  readonly salt: Uint8Array;
  /** scrypt of the PIN with that salt at `policy.pinHashCost`. */
  readonly digest: Uint8Array;
  /** 24 fresh random bytes. */
  readonly nonce: Uint8Array;
};

export type PinDecision =
  /** The PIN is pending: it becomes the PIN with the first PASSCODE of a later code. */
  | { readonly kind: "confirm-passcode"; readonly expiresAt: UnixMilliseconds }
  | { readonly kind: "refused"; readonly reason: "transaction-unknown" };

/**
 * Makes the chosen PIN pending. Refused, and nothing to store, when the transaction is not the
 * key's present one or has expired. A block does not matter: it holds attempts back, and who has the
 * transaction gave a right code. Store the outcome as that of `authenticate`.
 */
export function choosePin(
  record: KeyRecord,
  choice: PinChoice,
  context: Context,
): Outcome<PinDecision> {
  const settled = settle(record, context.now);
  const pending = pendingOf(settled, choice.transactionId);
  if (pending === null) return refusedTransaction(record);
  const { serial } = settled;
  const { transaction, firstStep, term } = pending;
  const pin: PinVerifier = makePinVerifier(context.keyring, serial, {
    salt: choice.salt,
    cost: context.policy.pinHashCost,
    digest: choice.digest,
    nonce: choice.nonce,
  });
  return outcome(
    { kind: "confirm-passcode", expiresAt: termEnd(term) },
    {
      ...settled,
      state: { kind: "confirming-pin", transaction, firstStep, term, pin },
      asked: [],
    },
    actEvent(context.now, "pin-chosen", "holder"),
  );
}

/** Returns the commissioning under way of a settled record; null for none, or that of another transaction. */
export function pendingOf(
  { state }: KeyRecord,
  transactionId: Uint8Array,
): Extract<KeyState, { readonly kind: "choosing-pin" | "confirming-pin" }> | null {
  const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin" ? state : null;
  if (pending === null) return null;
  return sameText(pending.transaction, transactionHash(transactionId)) ? pending : null;
}

function refusedTransaction(record: KeyRecord): Outcome<PinDecision> {
  return { decision: { kind: "refused", reason: "transaction-unknown" }, next: record, events: [] };
}

function sameText(left: string, right: string): boolean {
  return equalBytes(utf8ToBytes(left), utf8ToBytes(right));
}
