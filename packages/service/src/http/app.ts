import { OtpError, RecordDamagedError } from "@jeton/core";
import { problem, servedHostsOnly } from "@jeton/http";
import { Hono } from "hono";
import { createDesk } from "../desk/desk.ts";
import { TooBusyError } from "../login/fair-queue.ts";
import { createPortal, type PortalPorts } from "../portal/portal.tsx";
import { createValidate } from "../validate/validate-route.ts";
import { createApi } from "./api.ts";
import { defaultRequestLimit, type RequestLimit } from "./default-request-limit.ts";
import { type Logger, logRequests } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { limitRequests, RequestLimiter } from "./request-limit.ts";

/** What an installation tells its service. */
export type AppOptions = PortalPorts & {
  /** Where `/` leads. */
  readonly startPath: string;
  /** Is told of every failure that is not the client's fault; never of secrets. */
  readonly onError: (error: unknown) => void;
  /** Whether only this machine can connect. Default: no. */
  readonly listensOnLoopback?: boolean;
  /**
   * Names under which browsers come, as `plainHost` gives them; 421 under any other. Default: any, or
   * for who listens on loopback this machine's own.
   */
  readonly hostNames?: readonly string[];
  /** How many requests one source may make; null: any number. Default: `defaultRequestLimit`. */
  readonly requestLimit?: RequestLimit | null;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  readonly metrics?: Metrics;
  readonly log?: Logger;
};

/** Answers the whole service as one app: portal, help desk, API and health. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  const { log, metrics, trustedProxies = [], requestLimit = defaultRequestLimit } = options;
  if (log !== undefined) app.use(logRequests(log, trustedProxies));
  if (metrics !== undefined) app.use(metrics.measure);
  const { listensOnLoopback = false, hostNames = [] } = options;
  app.use(servedHostsOnly({ listensOnLoopback, hostNames, option: "--host-name" }));
  const limiter = requestLimit && new RequestLimiter(requestLimit, options.clock);
  if (limiter !== null) {
    const limit = limitRequests(limiter, trustedProxies);
    // What is asked for in earnest; pictures and styles cost nothing worth counting. The portal
    // counts with the same limiter, and says it in a page.
    for (const path of ["/api/*", "/desk/*", "/validate/*"]) app.use(path, limit);
  }
  app.get("/", (c) => c.redirect(options.startPath, 302));
  app.route("/", createApi(options, { listensOnLoopback, ...(metrics && { metrics }) }));
  app.route("/", createValidate(options, { listensOnLoopback }));
  app.route("/", createPortal({ ...options, ...(limiter && { limiter }) }));
  app.route("/", createDesk(options));
  app.notFound((c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => {
    // A client that went away in the middle of its body is no failure of ours.
    if (c.req.raw.signal.aborted) return problem(c, 400, "Cannot read the body: it broke off");
    if (error instanceof RecordDamagedError) {
      // Logged and counted where it was loaded. No attempt comes here: it is refused like any other.
      return problem(c, 409, "Cannot use this key: its record is damaged; see jeton audit verify");
    }
    if (error instanceof TooBusyError) {
      c.header("retry-after", String(error.retryAfterSeconds));
      return problem(c, 503, error.message);
    }
    options.onError(error);
    return error instanceof OtpError
      ? problem(c, 503, "Cannot answer now: the store cannot be used; the log says why")
      : problem(c, 500, "Cannot answer: the service failed; its log says why");
  });
  return app;
}
