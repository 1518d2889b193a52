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

/** What was found of a code that was given in place of the key's. */
export type SpareFound = {
  /** Which one it is; null for none that passes. */
  readonly spare: SpareCode | null;
  /** Whether it is a recovery code of the set that stands, and was used before. */
  readonly wasUsed: boolean;
};

/** What is found where the key's own code was given. */
export const noSpare: SpareFound = { spare: null, wasUsed: false };

/**
 * Returns which spare code of the settled record was given, and whether it passes at `now`. `spare` is as
 * `parseSparePasscode` gives it, `digests`:
 * the hashes of `spareQuestions`. The work is the same for every key, and for a code that was used (law 6).
 */
export function findSpareCode(
  record: KeyRecord,
  { spare, digests }: { readonly spare: string; readonly digests: readonly Uint8Array[] },
  { keyring, now }: { readonly keyring: Keyring; readonly now: UnixMilliseconds },
): SpareFound {
  const [digest = new Uint8Array(0)] = digests;
  const verifier = verifierFor(record, spare);
  if (verifier === null) {
    verifyDecoyPin(keyring, record, digest);
    return noSpare;
  }
  const isRight = verifyPin(keyring, record.serial, verifier, digest);
  const passes = isRight && isLive(record, spare, now);
  const kind = spareCodeKind(spare);
  return {
    spare: passes ? kind : null,
    wasUsed: isRight && !passes && kind === "recovery-code",
  };
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
