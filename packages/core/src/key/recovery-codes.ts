import type { Floor } from "../base/floor.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { PinVerifier } from "../pin/pin-verifier.ts";
import { recoveryCodeNumber } from "../pin/spare-code.ts";
import { isSpareCodeOver } from "./spare-code-over.ts";

/** One code of a set, kept as PINs are. */
export type RecoveryCode = { readonly verifier: PinVerifier; readonly isUsed: boolean };

/**
 * The recovery codes that a holder printed. They give one of them behind their PIN, in place of the digits, when the
 * key is not at hand; each passes once.
 */
export type RecoveryCodes = {
  readonly issuedAt: UnixMilliseconds;
  /** Those of the numbers 1 to 8, in this order. */
  readonly codes: readonly RecoveryCode[];
};

/** The part of a key's record of which this file decides. */
type WithRecoveryCodes = { readonly recoveryCodes: RecoveryCodes | null; readonly floor?: Floor };

/** Returns the record without a set that is over. */
export function settleRecoveryCodes<R extends WithRecoveryCodes>(
  record: R,
  now: UnixMilliseconds,
): R {
  const { recoveryCodes } = record;
  if (recoveryCodes === null || !isSpareCodeOver(recoveryCodes, record, now)) return record;
  return { ...record, recoveryCodes: null };
}

/** Returns how many codes of the record's set still pass at `now`; 0 without a set. */
export function recoveryCodesLeft(record: WithRecoveryCodes, now: UnixMilliseconds): number {
  const { recoveryCodes } = settleRecoveryCodes(record, now);
  return recoveryCodes?.codes.filter(({ isUsed }) => !isUsed).length ?? 0;
}

/** Returns the code of the set that a text names by its number, used or not; null without a set. */
export function recoveryCodeNamed(
  { recoveryCodes }: WithRecoveryCodes,
  spare: string,
): RecoveryCode | null {
  return recoveryCodes?.codes[recoveryCodeNumber(spare) - 1] ?? null;
}

/** Returns the settled record after the use of the code that the text names. */
export function withRecoveryCodeUsed<R extends WithRecoveryCodes>(record: R, spare: string): R {
  const used = recoveryCodeNamed(record, spare);
  const { recoveryCodes } = record;
  if (used === null || recoveryCodes === null) return record;
  const codes = recoveryCodes.codes.map((code) =>
    code === used ? { ...code, isUsed: true } : code,
  );
  return { ...record, recoveryCodes: { ...recoveryCodes, codes } };
}
