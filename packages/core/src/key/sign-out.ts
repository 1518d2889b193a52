import { nextEpoch } from "../base/epoch.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import { actEvent } from "../trail/audit-chain.ts";
import type { KeyRecord } from "./key-record.ts";
import { type Outcome, outcome } from "./outcome.ts";

export type SignOutDecision =
  | { readonly kind: "signed-out" }
  /** The key has another epoch: the session ended before, and there is nothing to store. */
  | { readonly kind: "over" };

/**
 * Ends all sessions of the key's present epoch: the holder signed out of one of them. A session of an
 * earlier epoch ends nothing, so that a copy of an old one cannot sign its holder out.
 */
export function signOut(
  record: KeyRecord,
  session: { readonly epoch: number },
  now: UnixMilliseconds,
): Outcome<SignOutDecision> {
  if (record.epoch !== session.epoch) {
    return { decision: { kind: "over" }, next: record, events: [] };
  }
  const next = { ...record, epoch: nextEpoch(record.epoch) };
  return outcome({ kind: "signed-out" }, next, actEvent(now, "signed-out", "holder"));
}
