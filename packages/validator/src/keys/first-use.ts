import { drawLetters, type FirstUse, makePinVerifier, unixMilliseconds } from "@jeton/core";
import { hashAnew } from "../attempt/new-pin.ts";
import type { Ports } from "../ports/ports.ts";

/** No first use: the key was assigned and lies in a drawer until it is handed over. */
export const closedFirstUse: FirstUse = { expiresAt: unixMilliseconds(0), activation: null };

/** What the first use of a key shall need. */
export type FirstUseTerms = {
  /** Days within which it must happen; null: no end. */
  readonly days: number | null;
  /** Whether the holder needs an activation code, which reaches them by another way than the key. */
  readonly activationCode: boolean;
};

export const firstUseDaysMax = 3650;

const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Returns the first use and, where asked for, its activation code: it is kept as a PIN is, so it can
 * be told now or never. Throws RangeError for days that are no whole number from 1 to 3650.
 */
export async function makeFirstUse(
  ports: Ports,
  serial: string,
  { days, activationCode }: FirstUseTerms,
): Promise<{ readonly firstUse: FirstUse; readonly code: string | null }> {
  if (days !== null && !(Number.isSafeInteger(days) && days >= 1 && days <= firstUseDaysMax)) {
    throw new RangeError(
      `Cannot open a first use for ${days} days: expected 1 to ${firstUseDaysMax}`,
    );
  }
  const expiresAt = days === null ? null : unixMilliseconds(ports.clock() + days * dayMilliseconds);
  if (!activationCode) return { firstUse: { expiresAt, activation: null }, code: null };
  const code = drawLetters(ports.random, activationCodeLength);
  const activation = makePinVerifier(ports.keyring, serial, await hashAnew(ports, code));
  return { firstUse: { expiresAt, activation }, code };
}

/** 24^8 is 10^11: with at most 5 tries nobody guesses one. */
const activationCodeLength = 8;
