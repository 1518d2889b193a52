import { createHash } from "node:crypto";
import type { UnixMilliseconds } from "@jeton/core";
import {
  type ApiToken,
  checkToken,
  isTokenOver,
  type TokenPorts,
  wasTokenMade,
} from "./api-tokens.ts";

/** So long a good token is not asked about again where that is allowed: a revoked one ends by then. */
export const keptMillisecondsMax = 10_000;

/** Tokens that are kept at most: whoever has many loses nothing but the saving. */
export const keptTokensMax = 1000;

/** What a server asks the store about tokens, the last answers kept for some seconds. */
export type TokenChecks = {
  /** Returns the token that is good now, or null; asks the store. */
  readonly check: (token: string) => Promise<ApiToken | null>;
  /**
   * The same by an answer that may be `keptMillisecondsMax` old, so that a log-in need not ask the
   * store a third question. A token that expires ends to the millisecond all the same.
   */
  readonly checkKept: (token: string) => Promise<ApiToken | null>;
  /** Returns whether `checkKept` would say that the token is good without asking the store. */
  readonly isKept: (token: string) => boolean;
  /** Returns whether a token was ever made; asks the store. */
  readonly wasMade: () => Promise<boolean>;
  /** The same by a "no" that may be `keptMillisecondsMax` old. */
  readonly wasMadeKept: () => Promise<boolean>;
};

/**
 * Returns checks with nothing kept. Only good tokens are kept, each under its hash: a wrong one is
 * asked about each time, and no flood of them fills the memory.
 */
export function createTokenChecks(ports: TokenPorts): TokenChecks {
  const kept = new Map<string, { readonly known: ApiToken; readonly askedAt: UnixMilliseconds }>();
  let noneMadeAt: UnixMilliseconds | null = null;

  /** The moment of asking counts, not that of the answer. A clock that went back keeps nothing. */
  const isFresh = (askedAt: UnixMilliseconds, now: UnixMilliseconds) =>
    now >= askedAt && now - askedAt < keptMillisecondsMax;

  const keptToken = (hash: string, now: UnixMilliseconds): ApiToken | null => {
    const last = kept.get(hash);
    if (last === undefined) return null;
    if (!isTokenOver(last.known, now) && isFresh(last.askedAt, now)) return last.known;
    kept.delete(hash);
    return null;
  };

  const ask = async (token: string, hash: string, askedAt: UnixMilliseconds) => {
    const known = await checkToken(ports, token);
    if (known !== null) {
      kept.set(hash, { known, askedAt });
      forgetOldest(kept);
    }
    return known;
  };

  return {
    check: (token) => checkToken(ports, token),
    async checkKept(token) {
      const now = ports.clock();
      const hash = hashOf(token);
      return keptToken(hash, now) ?? ask(token, hash, now);
    },
    isKept: (token) => keptToken(hashOf(token), ports.clock()) !== null,
    wasMade: () => wasTokenMade(ports.documents),
    async wasMadeKept() {
      const now = ports.clock();
      if (noneMadeAt !== null && isFresh(noneMadeAt, now)) return false;
      const wasMade = await wasTokenMade(ports.documents);
      noneMadeAt = wasMade ? null : now;
      return wasMade;
    },
  };
}

function forgetOldest(kept: Map<string, unknown>): void {
  if (kept.size <= keptTokensMax) return;
  const oldest = kept.keys().next();
  if (oldest.done !== true) kept.delete(oldest.value);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
