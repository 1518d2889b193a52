import { termEnd } from "../base/term.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { Outcome } from "../key/outcome.ts";
import { settle } from "../key/settle.ts";
import { checkedRecord } from "../key/stored-record.ts";
import { pendingOf } from "./choose-pin.ts";
import type { Context } from "./context.ts";
import { renewedTerm } from "./renewed-term.ts";

/** Whether a commissioning goes on for longer. */
export type RenewalDecision =
  | { readonly kind: "renewed"; readonly expiresAt: UnixMilliseconds }
  | { readonly kind: "refused"; readonly reason: "transaction-unknown" };

/**
 * Gives the holder more time for a commissioning under way, see `renewedTerm`. Refused, and nothing to
 * store, when the transaction is not the key's present one or has expired. `transactionId`: its 16 bytes. It
 * says nothing of a code or a PIN, so the trail has no event of it.
 */
export function renewCommissioning(
  record: KeyRecord,
  { transactionId }: { readonly transactionId: Uint8Array },
  { now, policy }: Pick<Context, "now" | "policy">,
): Outcome<RenewalDecision> {
  const settled = settle(record, now);
  const pending = pendingOf(settled, transactionId);
  if (pending === null) {
    const decision = { kind: "refused", reason: "transaction-unknown" } as const;
    return { decision, next: record, events: [] };
  }
  const term = renewedTerm(pending.term, now, policy);
  const { floor } = settled;
  const next = {
    ...checkedRecord({ ...settled, state: { ...pending, term } }),
    ...(floor && { floor }),
  };
  return { decision: { kind: "renewed", expiresAt: termEnd(term) }, next, events: [] };
}
