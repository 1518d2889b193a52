import type { UnixMilliseconds } from "../base/units.ts";
import { recoveryCodesInSet } from "../pin/spare-code.ts";
import { actEvent } from "../trail/audit-chain.ts";
import type { KeyRecord } from "./key-record.ts";
import { type Outcome, outcome } from "./outcome.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";
import { settle } from "./settle.ts";

/** What became of a set that its holder asked for. */
export type RecoveryCodesDecision =
  /** The set stands in the record: now, or since the same request came before. */
  | { readonly kind: "issued" }
  /** The key is not in service any more, or something ended its sessions meanwhile. */
  | { readonly kind: "over" };

/**
 * Stores a new set, which ends the former one, for a holder who has just shown the key in `epoch`. The same set once
 * more changes nothing: a request that was sent twice brings back no code that was used in between (law 2).
 * @throws RangeError for a set of more or fewer than eight codes.
 */
export function issueRecoveryCodes(
  record: KeyRecord,
  given: { readonly set: RecoveryCodes; readonly epoch: number },
  now: UnixMilliseconds,
): Outcome<RecoveryCodesDecision> {
  const { set, epoch } = given;
  if (set.codes.length !== recoveryCodesInSet) {
    throw new RangeError(
      `Cannot issue ${set.codes.length} recovery codes: expected ${recoveryCodesInSet}`,
    );
  }
  const settled = settle(record, now);
  if (settled.state.kind !== "in-service" || settled.epoch !== epoch) {
    return { decision: { kind: "over" }, next: record, events: [] };
  }
  const isSame = saltOf(set) === saltOf(settled.recoveryCodes);
  if (isSame) return { decision: { kind: "issued" }, next: record, events: [] };
  const next = { ...settled, recoveryCodes: set };
  return outcome({ kind: "issued" }, next, actEvent(now, "recovery-codes-issued", "holder"));
}

/** A set is known by the salt of its first code. */
function saltOf(set: RecoveryCodes | null): string | null {
  return set?.codes[0]?.verifier.salt ?? null;
}
