import { defaultCodeParameters, OtpError } from "@jeton/core";
import { bodyBytesMax } from "@jeton/http";
import { pinChangeStatus, TooBusyError } from "@jeton/validator/parts";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { openAssets } from "../web/assets.ts";
import { asLanguage, keepLanguage } from "../web/language.ts";
import { liveSession } from "../web/live-session.ts";
import { isOutcomeUnknown, outcomeUnknownCode, setRetryAfter } from "../web/outcome-unknown.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import { answerNotice, answerTooLarge, answerTooMany } from "../web/read-form.tsx";
import { sourceOf } from "../web/request-limit.ts";
import { pageHeaders } from "../web/security.ts";
import type { Session } from "../web/session.ts";
import { answerPage, formViewOf, type PageName, type PortalParts, pagePaths } from "../web/view.ts";
import { addBlockKeyRoutes } from "./block-key-routes.tsx";
import { addChangePinRoutes, pinChangedQuery } from "./change-pin-routes.tsx";
import { addCommissioningRoutes } from "./commissioning-routes.ts";
import { commissionedQuery } from "./enter.ts";
import { addOwnKeyRoutes } from "./key-routes.tsx";
import { addKeypadRoutes } from "./keypad-routes.tsx";
import { addLoginRoutes } from "./login-routes.tsx";
import { myKey } from "./my-key.ts";
import { mySessions } from "./my-sessions.ts";
import { type HomeNews, HomePage } from "./pages/home-page.tsx";
import { addRecoveryCodesRoutes } from "./recovery-codes-routes.tsx";
import { addSessionsRoutes, sessionNews } from "./sessions-routes.ts";

export type { Application, Contact, PortalPorts } from "../web/portal-ports.ts";

/** Adds pages to the portal. */
export type AddPages = (portal: Hono, parts: PortalParts) => void;

/**
 * Returns the holder's portal: pages under `/portal`, their style and scripts under `/assets`. Its
 * paths are absolute: mount it at the root, `app.route("/", createPortal(ports))`. `addPages` adds those
 * of another room, which then have the portal's limits and error pages.
 */
export function createPortal(ports: PortalPorts, addPages: AddPages = () => {}): Hono {
  const assets = openAssets(ports.brand);
  const parts: PortalParts = { ports, assets };
  const portal = new Hono();

  const headers = pageHeaders(ports);
  portal.use("/portal/*", headers, async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  portal.use("/portal/*", async (c, next) => {
    const seconds = ports.limiter?.take(sourceOf(c, ports.trustedProxies ?? [])) ?? 0;
    return seconds === 0 ? next() : answerTooMany(c, parts, seconds);
  });
  portal.use("/assets/*", headers);
  portal.route("/", assets.routes);

  const onError = (c: Context) => answerTooLarge(c, parts);
  const limit = bodyLimit({ maxSize: bodyBytesMax, onError });
  // The one form that takes files has a limit of its own.
  portal.post("/portal/*", (c, next) =>
    c.req.path === pagePaths.request ? next() : limit(c, next),
  );
  addLoginRoutes(portal, parts);
  addCommissioningRoutes(portal, parts);
  addChangePinRoutes(portal, parts);
  addBlockKeyRoutes(portal, parts);
  addRecoveryCodesRoutes(portal, parts);
  addSessionsRoutes(portal, parts);
  addOwnKeyRoutes(portal, parts);
  addKeypadRoutes(portal, parts);
  addPages(portal, parts);
  addHomeRoute(portal, parts);
  addLanguageRoute(portal, parts);

  portal.all("/portal/*", (c) => answerNotice(c, parts, 404, "not-found"));
  portal.onError((error, c) => {
    if (error instanceof TooBusyError) return answerTooMany(c, parts, error.retryAfterSeconds, 503);
    // A browser that went away in the middle of its form is no failure of ours.
    if (!c.req.raw.signal.aborted) ports.onError(error);
    if (isOutcomeUnknown(error)) {
      setRetryAfter(c);
      return answerNotice(c, parts, 503, outcomeUnknownCode);
    }
    const isAway = error instanceof OtpError && error.code === "STORE_UNUSABLE";
    return answerNotice(c, parts, isAway ? 503 : 500, "failure");
  });
  return portal;
}

function addHomeRoute(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  portal.get(pagePaths.home, async (c) => {
    const session = await liveSession(c, ports);
    if (session === null || session.login === null) return c.redirect(pagePaths.login, 303);
    return answerPage(
      c,
      200,
      <HomePage
        view={formViewOf(c, parts, session)}
        holder={session.login.holder}
        applications={ports.applications}
        news={newsOf(c)}
        myKey={await myKey(ports, session.login)}
        sessions={await mySessions(ports, session.login)}
        resume={await changeUnderWay(ports, session)}
        digits={defaultCodeParameters.digits}
      />,
    );
  });
}

/** Returns the page on which the change of PIN goes on that this browser has under way; null for none. */
async function changeUnderWay(ports: PortalPorts, { transaction }: Session) {
  const where = transaction === null ? null : await pinChangeStatus(ports, transaction);
  if (where === null) return null;
  return where.isChosen ? "confirm-new-pin" : "new-pin";
}

function newsOf(c: Context): HomeNews | null {
  if (c.req.query(commissionedQuery) !== undefined) return "commissioned";
  if (c.req.query(pinChangedQuery) !== undefined) return "pin-changed";
  return sessionNews.find((query) => c.req.query(query) !== undefined) ?? null;
}

/** `/portal/language?lang=en&to=pin`: leads to pages of ours by their names only, never elsewhere. */
function addLanguageRoute(portal: Hono, { ports }: PortalParts): void {
  portal.get("/portal/language", (c) => {
    const language = asLanguage(c.req.query("lang"));
    if (language !== null) keepLanguage(c, language, ports.secureCookies);
    const to = c.req.query("to") ?? "";
    return c.redirect(isPageName(to) ? pagePaths[to] : pagePaths.login, 303);
  });
}

function isPageName(text: string): text is PageName {
  return Object.hasOwn(pagePaths, text);
}
