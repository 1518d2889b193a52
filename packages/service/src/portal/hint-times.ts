import type { NextCodeHint, Ports } from "@jeton/validator/parts";

/** Returns the whole minutes that are left to finish. */
export function minutesLeft({ clock }: Pick<Ports, "clock">, hint: NextCodeHint): number {
  return Math.max(0, Math.floor((hint.expiresAt - clock()) / 60_000));
}

/**
 * Returns the seconds until the key shows a code that was not given yet: a refused one may be
 * spent, so it counts. 0 for a counter key: its button may be pressed at once.
 */
export function secondsToWait(
  { clock }: Pick<Ports, "clock">,
  hint: NextCodeHint,
  wasRefused: boolean,
): number {
  if (hint.nextCodeAt === null || hint.periodSeconds === null) return 0;
  const left = hint.nextCodeAt - clock();
  const period = hint.periodSeconds * 1000;
  const wait = wasRefused && left <= 0 ? period + (left % period) : left;
  return Math.max(0, Math.ceil(wait / 1000));
}
