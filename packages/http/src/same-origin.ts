import type { Context, MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/**
 * Returns whether a request that changes something comes from our own pages. Browsers say so in
 * Sec-Fetch-Site, which holds behind any proxy; older ones, and all of them where plain http is
 * used, say so in Origin. A request with neither comes from no browser that other sites could misuse.
 */
export function isSameOrigin(c: Context): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  // The host only: behind a proxy that ends TLS we do not see the scheme.
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Refuses with 403 whatever a page of another site would change (CSRF). Everybody may read. */
export const ownPagesOnly: MiddlewareHandler = async (c, next) => {
  const reads = c.req.method === "GET" || c.req.method === "HEAD";
  if (reads || isSameOrigin(c)) return next();
  return problem(c, 403, "Cannot change anything for a page of another site");
};
