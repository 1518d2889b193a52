import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/**
 * Answers the middleware that serves requests to this machine's own names and to `host` only, and
 * refuses others with 403: a page elsewhere whose name was made to lead here (DNS rebinding) must
 * read nothing.
 */
export function localHostOnly(host: string): MiddlewareHandler {
  const names = new Set(["127.0.0.1", "localhost", "[::1]", host, `[${host}]`]);
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (names.has(hostname)) return next();
    return problem(c, 403, `Cannot serve the host ${hostname}: expected 127.0.0.1 or localhost`);
  };
}
