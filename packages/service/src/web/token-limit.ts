import { holderIdentifier } from "@jeton/core";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiToken } from "../tokens/api-tokens.ts";
import type { TokenChecks } from "../tokens/token-checks.ts";
import { givenToken } from "./access.ts";
import { limitRequests, type RequestLimiter, sourceOf, tooMany } from "./request-limit.ts";

/**
 * Returns the middleware that counts requests with a good API token by that token and all others by where
 * they come from: one RADIUS server or one application is a single address for all holders. A source that
 * has nothing left because of wrong tokens is asked for no more of them.
 */
export function limitByToken(
  limits: { readonly sources: RequestLimiter; readonly tokens: RequestLimiter },
  checks: TokenChecks,
  trustedProxies: readonly string[],
): MiddlewareHandler {
  const bySource = limitRequests(limits.sources, trustedProxies);
  return createMiddleware(async (c, next) => {
    const given = givenToken(c);
    if (given === null) return bySource(c, next);
    if (!checks.isKept(given) && limits.sources.isSpent(sourceOf(c, trustedProxies))) {
      return bySource(c, next);
    }
    const token = await checks.checkKept(given);
    if (token === null) return bySource(c, next);
    const seconds = limits.tokens.take(token.id);
    return seconds === 0 ? next() : tooMany(c, seconds);
  });
}

/** Counts the attempts of one holder with one token; see `defaultKeyLimit`. */
export type KeyLimit = (token: ApiToken | null, subject: string) => number;

/** Returns what counts; attempts without a token are counted by where they come from. */
export function limitByKey(limiter: RequestLimiter): KeyLimit {
  return (token, subject) => (token === null ? 0 : limiter.take(`${token.id} ${subject}`));
}

/** Returns the 429 for an attempt that is one too many for its holder, or null. */
export function tooManyForKey(
  c: Context<{ Variables: { token: ApiToken | null } }>,
  limit: KeyLimit | undefined,
  subject: string,
): Response | null {
  const seconds = limit?.(c.get("token"), holderIdentifier(subject) ?? subject) ?? 0;
  return seconds === 0 ? null : tooMany(c, seconds);
}
