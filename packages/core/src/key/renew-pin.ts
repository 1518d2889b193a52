import { hexToBytes } from "@noble/hashes/utils.js";
import { makePinVerifier, type PinHashCost } from "../pin/pin-verifier.ts";
import type { Keyring } from "../seals/keyring.ts";
import type { KeyRecord } from "./key-record.ts";

/** Returns the costs at which PIN, pending PIN, activation code, temporary and recovery codes of a key were hashed. */
export function pinHashCosts({
  state,
  firstUse,
  temporaryCode,
  recoveryCodes,
}: KeyRecord): readonly PinHashCost[] {
  const pin = "pin" in state ? state.pin : null;
  const recovery = recoveryCodes?.codes.map(({ verifier }) => verifier) ?? [];
  const verifiers = [pin, firstUse.activation, temporaryCode?.verifier ?? null, ...recovery];
  return verifiers.flatMap((verifier) => verifier?.cost ?? []);
}

/** Returns whether two costs are the same. */
export function isSameCost(left: PinHashCost, right: PinHashCost): boolean {
  return left.logN === right.logN && left.r === right.r && left.p === right.p;
}

/**
 * Returns the record of a key in service with its PIN hashed at another cost; the same record where
 * there is nothing to change. To be called only with a PIN that has just let its holder in: `digest` is
 * its hash at `cost`, with the salt of the stored verifier. That salt stays, so that known devices stay
 * known. `nonce` must be 24 fresh random bytes.
 */
export function renewPin(
  keyring: Keyring,
  record: KeyRecord,
  renewed: {
    readonly cost: PinHashCost;
    readonly digest: Uint8Array;
    readonly nonce: Uint8Array;
  },
): KeyRecord {
  const { state, serial } = record;
  if (state.kind !== "in-service" || isSameCost(state.pin.cost, renewed.cost)) return record;
  const salt = hexToBytes(state.pin.salt);
  return {
    ...record,
    state: { ...state, pin: makePinVerifier(keyring, serial, { salt, ...renewed }) },
  };
}
