import type { UnixMilliseconds } from "@jeton/core";
import type { NextCodeHint, Ports } from "@jeton/validator/parts";

/**
 * Returns the seconds until the key shows a code that was not given yet. One that was refused at `refusedAt`
 * may be spent, so it counts; null for none. 0 for a counter key: its button may be pressed at once.
 */
export function secondsToWait(
  { clock }: Pick<Ports, "clock">,
  { nextCodeAt, periodSeconds }: NextCodeHint,
  refusedAt: UnixMilliseconds | null,
): number {
  if (nextCodeAt === null || periodSeconds === null) return 0;
  const period = periodSeconds * 1000;
  const codesSince = refusedAt === null ? 0 : Math.floor((refusedAt - nextCodeAt) / period) + 1;
  const wait = nextCodeAt + Math.max(0, codesSince) * period - clock();
  return Math.max(0, Math.ceil(wait / 1000));
}
