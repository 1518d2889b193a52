import { OtpError, RecordDamagedError } from "@jeton/core";
import { problem, servedHostsOnly } from "@jeton/http";
import { TooBusyError } from "@jeton/validator/parts";
import { Hono } from "hono";
import { createApi } from "./api/api.ts";
import { createDesk } from "./desk/desk.ts";
import { addHelpRoutes } from "./help/help-routes.tsx";
import { createPortal, type PortalPorts } from "./portal/portal.tsx";
import { createScim, type ScimSettings } from "./scim/scim.ts";
import { problemsAsScimErrors } from "./scim/scim-problem.ts";
import { createTokenChecks } from "./tokens/token-checks.ts";
import { problemsAsErrors } from "./validate/answer-body.ts";
import type { Realm } from "./validate/realm.ts";
import { createValidate } from "./validate/validate-route.ts";
import {
  defaultKeyLimit,
  defaultRequestLimit,
  defaultTokenLimit,
  type RequestLimit,
} from "./web/default-request-limit.ts";
import { type Logger, logRequests } from "./web/log.ts";
import type { Metrics } from "./web/metrics.ts";
import { answerOutcomeUnknown, isOutcomeUnknown } from "./web/outcome-unknown.ts";
import { limitRequests, RequestLimiter } from "./web/request-limit.ts";
import { limitByKey, limitByToken } from "./web/token-limit.ts";

/** What an installation tells its service. */
export type AppOptions = PortalPorts & {
  /** Where `/` leads. */
  readonly startPath: string;
  /** Called for every failure that is not the client's fault; it never gets a secret. */
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
  /** How many requests may come with one API token. Default: `defaultTokenLimit`. */
  readonly tokenLimit?: RequestLimit;
  /** How many attempts of one holder may come with one API token. Default: `defaultKeyLimit`. */
  readonly keyLimit?: RequestLimit;
  /** Realms that `/validate/check` takes. Default: none. */
  readonly realms?: readonly Realm[];
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** How identity systems bring the directory of holders up to date. */
  readonly scim?: Pick<ScimSettings, "school" | "mayRemovePercent">;
  readonly metrics?: Metrics;
  readonly log?: Logger;
};

/** Returns the whole service as one app: portal, help desk, API and health. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  const { log, metrics, trustedProxies = [], requestLimit = defaultRequestLimit } = options;
  if (log !== undefined) app.use(logRequests(log, trustedProxies));
  if (metrics !== undefined) app.use(metrics.measure);
  const { listensOnLoopback = false, hostNames = [] } = options;
  app.use(servedHostsOnly({ listensOnLoopback, hostNames, option: "--host-name" }));
  const { clock, realms = [], tokenLimit = defaultTokenLimit } = options;
  const checks = createTokenChecks(options);
  const limiter = requestLimit && new RequestLimiter(requestLimit, clock);
  app.use("/validate/*", problemsAsErrors(options));
  app.use("/scim/*", problemsAsScimErrors);
  if (limiter !== null) {
    // What is asked for in earnest; pictures and styles cost nothing worth counting. The portal
    // counts with the same limiter, and says it in a page.
    app.use("/desk/*", limitRequests(limiter, trustedProxies));
    const limits = { sources: limiter, tokens: new RequestLimiter(tokenLimit, clock) };
    const byToken = limitByToken(limits, checks, trustedProxies);
    for (const path of ["/api/*", "/validate/*", "/scim/*"]) app.use(path, byToken);
  }
  const keyLimit =
    limiter && limitByKey(new RequestLimiter(options.keyLimit ?? defaultKeyLimit, clock));
  const shared = { listensOnLoopback, checks, ...(keyLimit && { keyLimit }) };
  app.get("/", (c) => c.redirect(options.startPath, 302));
  app.route("/", createApi(options, { ...shared, ...(metrics && { metrics }) }));
  app.route("/", createValidate(options, { ...shared, realms }));
  app.route("/", createScim(options, { ...shared, ...options.scim, onHeld: onHeldOf(options) }));
  app.route("/", createPortal({ ...options, ...(limiter && { limiter }) }, addHelpRoutes));
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
    if (isOutcomeUnknown(error)) return answerOutcomeUnknown(c);
    return error instanceof OtpError
      ? problem(c, 503, "Cannot answer now: the store cannot be used; the log says why")
      : problem(c, 500, "Cannot answer: the service failed; its log says why");
  });
  return app;
}

/** Tells that the brake refuses; whom: the answer says it to the identity system. */
function onHeldOf({ log, metrics }: AppOptions): (isNew: boolean) => void {
  return (isNew) => {
    metrics?.countHeld();
    metrics?.brakeHeld(true);
    if (isNew) log?.error("too many holders would leave within a day: see jeton holders brake");
  };
}
