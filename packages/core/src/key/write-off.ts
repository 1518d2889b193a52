import { type TimeStep, timeStep, type UnixMilliseconds } from "../base/units.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type AuditHead, actEvent } from "../trail/audit-chain.ts";
import { newKeyRecord } from "./key-record.ts";
import type { DamagedKey } from "./key-store.ts";
import { type Outcome, outcome } from "./outcome.ts";

/**
 * Returns the record that takes the place of a damaged one: retired, held by nobody, with a seed that
 * nobody has. Its trail goes on behind `head`; no step up to the greatest that the database or the
 * trail knows (`spent`) is ever accepted. `seed` and `nonce` are 20 and 24 fresh random bytes.
 */
export function writeOff(
  keyring: Keyring,
  damaged: Pick<DamagedKey, "serial" | "lastStep" | "floor">,
  trail: { readonly head: AuditHead; readonly spent: TimeStep | null },
  by: {
    readonly actor: string;
    readonly now: UnixMilliseconds;
    readonly seed: Uint8Array;
    readonly nonce: Uint8Array;
  },
): Outcome<null> {
  const { seed, nonce } = by;
  const { serial } = damaged;
  const fresh = newKeyRecord(keyring, { serial, seed, parameters: codeParameters(), nonce });
  const greatest = Math.max(damaged.lastStep ?? -1, trail.spent ?? -1);
  const lastStep = greatest < 0 ? null : timeStep(greatest);
  // A step that the trail does not know is told by this event, so that both agree again.
  const step = greatest > (trail.spent ?? -1) ? lastStep : null;
  const event = { ...actEvent(by.now, "retired", by.actor), step };
  const { floor } = damaged;
  const told = { lastStep, audit: trail.head, ...(floor && { floor }) };
  const record = { ...fresh, state: { kind: "retired" }, ...told } as const;
  return outcome(null, record, event);
}
