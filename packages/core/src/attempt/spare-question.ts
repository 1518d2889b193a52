import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { UnixMilliseconds } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { Policy } from "../key/policy.ts";
import { recoveryCodeNamed } from "../key/recovery-codes.ts";
import { isTemporaryCodeLive } from "../key/temporary-code.ts";
import type { Passcode } from "../pin/passcode.ts";
import {
  type PinQuestion,
  type PinVerifier,
  verifyDecoyPin,
  verifyPin,
} from "../pin/pin-verifier.ts";
import { type SpareCode, spareCodeKind } from "../pin/spare-code.ts";
import type { Keyring } from "../seals/keyring.ts";

/**
 * Returns what the shell must hash, besides the PIN, of an attempt with a code that is given in place of the key's:
 * as much for every key, with or without such a code (law 6). None for a PASSCODE with the key's own.
 */
export function spareQuestions(
  record: KeyRecord,
  { spare }: Passcode,
  { policy }: { readonly policy: Policy },
): readonly PinQuestion[] {
  if (spare === undefined) return [];
  const verifier = verifierFor(record, spare);
  if (verifier !== null) {
    return [{ pin: spare, salt: hexToBytes(verifier.salt), cost: verifier.cost }];
  }
  // No serial has a blank: the salt is that of no PIN.
  const salt = utf8ToBytes(`${record.serial} spare code`);
  return [{ pin: spare, salt, cost: policy.pinHashCost }];
}

/**
 * Returns which spare code of the settled record was given, or null for none that passes at `now`. `spare` is as
 * `parseSparePasscode` gives it, `digests`:
 * the hashes of `spareQuestions`. The work is the same for every key.
 */
export function findSpareCode(
  record: KeyRecord,
  { spare, digests }: { readonly spare: string; readonly digests: readonly Uint8Array[] },
  { keyring, now }: { readonly keyring: Keyring; readonly now: UnixMilliseconds },
): SpareCode | null {
  const [digest = new Uint8Array(0)] = digests;
  const verifier = verifierFor(record, spare);
  if (verifier === null) {
    verifyDecoyPin(keyring, record, digest);
    return null;
  }
  const isRight = verifyPin(keyring, record.serial, verifier, digest);
  return isRight && isLive(record, spare, now) ? spareCodeKind(spare) : null;
}

/** Returns the one verifier that the text can be right by; null for none. */
function verifierFor(record: KeyRecord, spare: string): PinVerifier | null {
  const kind = spareCodeKind(spare);
  switch (kind) {
    case "temporary-code":
      return record.temporaryCode?.verifier ?? null;
    case "recovery-code":
      return recoveryCodeNamed(record, spare)?.verifier ?? null;
    default:
      return kind satisfies never;
  }
}

function isLive(record: KeyRecord, spare: string, now: UnixMilliseconds): boolean {
  const kind = spareCodeKind(spare);
  switch (kind) {
    case "temporary-code":
      return isTemporaryCodeLive(record, now);
    case "recovery-code":
      return recoveryCodeNamed(record, spare)?.isUsed === false;
    default:
      return kind satisfies never;
  }
}
