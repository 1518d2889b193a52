import { OtpError, RecordDamagedError } from "@jeton/core";
import { TooBusyError } from "@jeton/validator/parts";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { directoryOf } from "../holders/directory-of.ts";
import { openAssets } from "../web/assets.ts";
import { asLanguage, keepLanguage } from "../web/language.ts";
import { isOutcomeUnknown, outcomeUnknownCode, setRetryAfter } from "../web/outcome-unknown.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import { pageHeaders } from "../web/security.ts";
import { addAccessRoutes } from "./access-routes.tsx";
import { addActRoutes } from "./act-routes.tsx";
import { answerDeskNotice } from "./answer.tsx";
import { addBulkRoutes } from "./bulk-routes.tsx";
import { type DeskParts, deskViewOf } from "./desk-view.ts";
import { addFleetRoutes } from "./fleet-routes.tsx";
import { addHolderRoutes } from "./holder-routes.tsx";
import { addJournalRoutes } from "./journal-routes.tsx";
import { addKeyRoutes } from "./key-routes.tsx";
import { addLetterRoutes } from "./letter-routes.tsx";
import { addListRoutes } from "./list-routes.tsx";
import { addManyRoutes } from "./many-routes.tsx";
import { deskFormBytesMax } from "./pages/notice-page.tsx";
import { deskPaths, ownPath } from "./paths.ts";
import { addPeopleRoutes } from "./people-routes.tsx";
import { deskDoor, visitorOf } from "./staff-routes.ts";
import { addTicketRoutes } from "./ticket-routes.tsx";

/**
 * Returns the help desk: pages for the staff under `/desk`. Their style and scripts are the
 * portal's, under `/assets`: mount both at the root.
 */
export function createDesk(ports: PortalPorts): Hono {
  const parts: DeskParts = {
    ports,
    assets: openAssets(ports.brand),
    directory: directoryOf(ports),
  };
  const desk = new Hono();
  for (const path of ["/desk", "/desk/*"]) {
    desk.use(path, pageHeaders({ ...ports, frameAncestors: "none" }), async (c, next) => {
      c.header("cache-control", "no-store");
      await next();
    });
  }
  desk.post(
    "/desk/*",
    bodyLimit({
      maxSize: deskFormBytesMax,
      onError: (c) => {
        const view = deskViewOf(c, parts, { token: "", account: null });
        return answerDeskNotice(c, view, 413, "too-large");
      },
    }),
  );
  addAccessRoutes(desk, parts);
  const door = deskDoor(desk, parts);
  addKeyRoutes(door);
  addLetterRoutes(door);
  addHolderRoutes(door);
  addListRoutes(door);
  addFleetRoutes(door);
  addManyRoutes(door);
  addPeopleRoutes(door);
  addActRoutes(door);
  addTicketRoutes(door);
  addJournalRoutes(door);
  addBulkRoutes(door);

  desk.get(deskPaths.language, (c) => {
    const language = asLanguage(c.req.query("lang"));
    if (language !== null) keepLanguage(c, language, ports.secureCookies);
    return c.redirect(ownPath(c.req.query("to")), 303);
  });
  desk.all("/desk/*", async (c) => {
    const visitor = await visitorOf(c, parts);
    const view = visitor?.view ?? deskViewOf(c, parts, { token: "", account: null });
    return answerDeskNotice(c, view, 404, "not-found");
  });
  desk.onError(async (error, c) => {
    if (error instanceof RecordDamagedError) {
      // Logged and counted where it was loaded.
      const visitor = await visitorOf(c, parts).catch(() => null);
      const view = visitor?.view ?? deskViewOf(c, parts, { token: "", account: null });
      const { serial } = error;
      return answerDeskNotice(c, view, 409, { kind: "damaged-key", serial });
    }
    const isBusy = error instanceof TooBusyError;
    if (isBusy) c.header("retry-after", String(error.retryAfterSeconds));
    else if (!c.req.raw.signal.aborted) ports.onError(error);
    if (isOutcomeUnknown(error)) {
      setRetryAfter(c);
      const anybody = deskViewOf(c, parts, { token: "", account: null });
      return answerDeskNotice(c, anybody, 503, outcomeUnknownCode);
    }
    const isAway = isBusy || (error instanceof OtpError && error.code === "STORE_UNUSABLE");
    const view = deskViewOf(c, parts, { token: "", account: null });
    return answerDeskNotice(c, view, isAway ? 503 : 500, "failure");
  });
  return desk;
}
