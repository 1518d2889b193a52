import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";

import { type DestinationStream, type Logger, pino } from "pino";
import { loggedError } from "./logged-error.ts";
import { sourceOf } from "./request-limit.ts";
import { routeOf } from "./route-of.ts";

export type { Logger } from "pino";

/**
 * Returns a log of JSON lines. What is written are named fields that we choose: no bodies, no
 * headers, no paths as they were asked for (they hold serials and identifiers), no queries. Of an
 * error it holds what `loggedError` leaves.
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: "jeton" },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => loggedError(error) },
  };
  return to === undefined
    ? pino(options, pino.destination({ dest: 2, sync: true }))
    : pino(options, to);
}

/** Writes a line for each request, when it is answered. The answer carries its number. */
export function logRequests(log: Logger, trustedProxies: readonly string[]): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const began = performance.now();
    const request = randomUUID();
    c.header("x-request-id", request);
    await next();
    const level = c.res.status >= 500 ? "error" : "info";
    // By default only failures are written: the lines of all others need not be put together.
    if (!log.isLevelEnabled(level)) return;
    const fields = {
      ...{ request, method: c.req.method, route: routeOf(c), status: c.res.status },
      ms: Math.round((performance.now() - began) * 10) / 10,
      source: sourceOf(c, trustedProxies),
    };
    log[level](fields, "answered");
  });
}
