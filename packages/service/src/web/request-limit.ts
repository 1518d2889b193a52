import { getConnInfo } from "@hono/node-server/conninfo";
import { problem } from "@jeton/http";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { RequestLimit } from "./default-request-limit.ts";
import { addressGroup, plainAddress } from "./source-address.ts";

/** Sources that are remembered, at most: a flood of addresses must not fill the memory. */
const sourcesMax = 50_000;

/** Counts requests of each source by a bucket that fills again with time. */
export class RequestLimiter {
  readonly #limit: RequestLimit;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(limit: RequestLimit, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes one request of the source; answers 0, or after how many seconds the next one may come. */
  take(source: string): number {
    const { burst, perSecond } = this.#limit;
    const now = this.#clock();
    const bucket = this.#buckets.get(source) ?? { tokens: burst, at: now };
    // A clock that went back gives nothing and takes nothing.
    const passed = Math.max(0, now - bucket.at) / 1000;
    const tokens = Math.min(burst, bucket.tokens + passed * perSecond);
    // Put last in the map's order, so that whoever was silent longest is forgotten first.
    this.#buckets.delete(source);
    this.#buckets.set(source, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    this.#forgetOldest();
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  /** Returns whether the source has nothing left; takes nothing. */
  isSpent(source: string): boolean {
    const bucket = this.#buckets.get(source);
    if (bucket === undefined) return this.#limit.burst < 1;
    const passed = Math.max(0, this.#clock() - bucket.at) / 1000;
    return bucket.tokens + passed * this.#limit.perSecond < 1;
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= sourcesMax) return;
    const oldest = this.#buckets.keys().next();
    if (oldest.done !== true) this.#buckets.delete(oldest.value);
  }
}

/** Returns the middleware that refuses with 429 and Retry-After what is too much from one source. */
export function limitRequests(
  limiter: RequestLimiter,
  trustedProxies: readonly string[],
): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const seconds = limiter.take(sourceOf(c, trustedProxies));
    return seconds === 0 ? next() : tooMany(c, seconds);
  });
}

/** Returns the answer to a request that came too early by so many seconds. */
export function tooMany(c: Context, seconds: number): Response {
  c.header("retry-after", String(seconds));
  return problem(c, 429, `Cannot answer so many requests: try again in ${seconds} s`);
}

/**
 * Returns where a request comes from. `X-Forwarded-For` is believed only from proxies that are
 * trusted, and of it only what those proxies wrote: the last entry that is no trusted proxy. IPv6
 * counts by /64, which one subscriber has.
 */
export function sourceOf(c: Context, trustedProxies: readonly string[]): string {
  const peer = peerOf(c);
  const trusted = trustedProxies.map((proxy) => plainAddress(proxy) ?? proxy);
  if (!trusted.includes(peer)) return addressGroup(peer);
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  for (const text of forwarded.reverse()) {
    const address = plainAddress(text);
    if (address === null) break;
    if (!trusted.includes(address)) return addressGroup(address);
  }
  return addressGroup(peer);
}

function peerOf(c: Context): string {
  try {
    return plainAddress(getConnInfo(c).remote.address ?? "") ?? "unknown";
  } catch {
    // Without a socket, as in tests: all of them are one source.
    return "unknown";
  }
}
