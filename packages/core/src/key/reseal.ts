import type { PinVerifier } from "../pin/pin-verifier.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type Sealed, type SealPlace, seal, unseal } from "../seals/seal.ts";
import type { KeyRecord, KeyState } from "./key-record.ts";

/**
 * Returns the record with everything sealed anew by the keyring's active master key, or the same
 * record when it is so already, its MAC included; the MAC itself is made when the record is stored. Seed, PINs and activation code stay what they are: after a rotation
 * no holder notices, and a master key that sealed nothing any more can go. `nextNonce` must answer
 * 24 fresh random bytes each time. Throws OtpError SEAL_KEY_UNKNOWN or SEAL_BROKEN.
 */
export function reseal(
  record: KeyRecord,
  keyring: Keyring,
  nextNonce: () => Uint8Array,
): KeyRecord {
  const ids = [...masterKeyIds(record)];
  if (ids.every((id) => id === keyring.active.id)) return record;
  const { serial } = record;
  const anew = (sealed: Sealed, purpose: SealPlace["purpose"]): Sealed => {
    const place = { purpose, serial };
    const { plain } = unseal(keyring, place, sealed);
    const resealed = seal(keyring, place, { plain, nonce: nextNonce() });
    plain.fill(0);
    return resealed;
  };
  const pin = (verifier: PinVerifier): PinVerifier => ({
    ...verifier,
    sealed: anew(verifier.sealed, "pin-seal"),
  });
  const { activation } = record.firstUse;
  const { temporaryCode: code, recoveryCodes: set } = record;
  return {
    ...record,
    seed: anew(record.seed, "seed"),
    firstUse: { ...record.firstUse, activation: activation && pin(activation) },
    temporaryCode: code && { ...code, verifier: pin(code.verifier) },
    recoveryCodes: set && {
      ...set,
      codes: set.codes.map((each) => ({ ...each, verifier: pin(each.verifier) })),
    },
    state: withPin(record.state, pin),
  };
}

/** Returns the ids of the master keys that sealed something of the record. */
export function masterKeyIds(record: KeyRecord): ReadonlySet<string> {
  const ids = sealsOf(record).map(keyIdOf);
  const [macId = ""] = record.mac.split(".");
  return new Set(macId === "" ? ids : [...ids, macId]);
}

function sealsOf(record: KeyRecord): readonly Sealed[] {
  const seals = [record.seed];
  const { activation } = record.firstUse;
  if (activation !== null) seals.push(activation.sealed);
  if (record.temporaryCode !== null) seals.push(record.temporaryCode.verifier.sealed);
  for (const { verifier } of record.recoveryCodes?.codes ?? []) seals.push(verifier.sealed);
  withPin(record.state, (verifier) => {
    seals.push(verifier.sealed);
    return verifier;
  });
  return seals;
}

/** Returns the state with `change` done to the PIN that it holds, if any. */
function withPin(state: KeyState, change: (verifier: PinVerifier) => PinVerifier): KeyState {
  switch (state.kind) {
    case "in-service":
    case "confirming-pin":
      return { ...state, pin: change(state.pin) };
    case "suspended":
      return { ...state, before: withPin(state.before, change) };
    case "in-stock":
    case "assigned":
    case "choosing-pin":
    case "lost":
    case "retired":
      return state;
    default:
      return state satisfies never;
  }
}

/** `v1.KEYID.HEX`. */
function keyIdOf(sealed: Sealed): string {
  return sealed.split(".")[1] ?? "";
}
