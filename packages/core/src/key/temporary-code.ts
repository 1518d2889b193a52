import type { Floor } from "../base/floor.ts";
import type { UnixMilliseconds } from "../base/units.ts";
import type { PinVerifier } from "../pin/pin-verifier.ts";
import { isSpareCodeOver } from "./spare-code-over.ts";

/** What becomes of a key's own codes while a temporary code stands in for them. */
export type ReturningKey =
  /** They are refused until the help desk ends the temporary code, also after its time. */
  | "refused"
  /** They are accepted; the first one that logs its holder in ends the temporary code. */
  | "ends-code"
  /** They are refused until the temporary code has ended. */
  | "after-end";

/** All of them. */
export const returningKeys: readonly ReturningKey[] = ["refused", "ends-code", "after-end"];

/**
 * A code that the help desk issued for a key which is not at hand (emergency access). Its holder gives it behind
 * their PIN, in place of the digits.
 */
export type TemporaryCode = {
  /** It is kept as PINs are. */
  readonly verifier: PinVerifier;
  readonly issuedAt: UnixMilliseconds;
  /** From then on it passes. */
  readonly startsAt: UnixMilliseconds;
  /** From then on it passes no longer. */
  readonly endsAt: UnixMilliseconds;
  /** How often it still passes; a use that failed for another reason counts as well. */
  readonly usesLeft: number;
  readonly returningKey: ReturningKey;
};

/** The part of a key's record of which this file decides. */
type WithTemporaryCode = { readonly temporaryCode: TemporaryCode | null; readonly floor?: Floor };

/** A temporary code lasts so long at most, ms: seven days. */
export const temporaryCodeMillisecondsMax: number = 7 * 24 * 60 * 60 * 1000;

/** The greatest number of uses. */
export const temporaryCodeUsesMax = 100;

/** Returns whether the code passes at `now`, before its uses are looked at. */
function isWithinTime({ startsAt, endsAt }: TemporaryCode, now: UnixMilliseconds): boolean {
  return now >= startsAt && now < endsAt;
}

/**
 * Returns whether the code will never pass again: its time or its uses are over, its uses may have been
 * forgotten by the store (law 12), or it was issued by a clock that was wrong.
 */
export function isTemporaryCodeOver(
  code: TemporaryCode,
  record: { readonly floor?: Floor },
  now: UnixMilliseconds,
): boolean {
  return code.usesLeft === 0 || now >= code.endsAt || isSpareCodeOver(code, record, now);
}

/** Returns whether the code passes at `now`. */
export function isTemporaryCodeLive(record: WithTemporaryCode, now: UnixMilliseconds): boolean {
  const { temporaryCode: code } = record;
  return code !== null && isWithinTime(code, now) && !isTemporaryCodeOver(code, record, now);
}

/**
 * Returns the record without a temporary code that is over. One after which the key is refused stays until
 * the help desk ends it.
 */
export function settleTemporaryCode<R extends WithTemporaryCode>(
  record: R,
  now: UnixMilliseconds,
): R {
  const { temporaryCode: code } = record;
  if (code === null || !isTemporaryCodeOver(code, record, now)) return record;
  if (code.returningKey !== "refused") return { ...record, temporaryCode: null };
  return code.usesLeft === 0 ? record : { ...record, temporaryCode: { ...code, usesLeft: 0 } };
}

/** Returns whether the settled record's key is set aside at `now`: its own codes let nobody in. */
export function isKeySetAside(
  { temporaryCode: code }: WithTemporaryCode,
  now: UnixMilliseconds,
): boolean {
  return code !== null && code.returningKey !== "ends-code" && now >= code.startsAt;
}

/** Returns the settled record after one use of its temporary code. */
export function withTemporaryCodeUsed<R extends WithTemporaryCode>(record: R): R {
  const { temporaryCode: code } = record;
  if (code === null) return record;
  return { ...record, temporaryCode: { ...code, usesLeft: Math.max(0, code.usesLeft - 1) } };
}

/** Returns the record after a log-in by the key's own code: it ends a temporary code that has begun. */
export function withKeyReturned<R extends WithTemporaryCode>(record: R, now: UnixMilliseconds): R {
  const { temporaryCode: code } = record;
  return code === null || now < code.startsAt ? record : { ...record, temporaryCode: null };
}
