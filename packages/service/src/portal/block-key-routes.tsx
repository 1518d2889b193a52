import { actOnStoredKey } from "@jeton/validator/parts";
import type { Hono } from "hono";
import { liveSession } from "../web/live-session.ts";
import { answerNotice, readForm } from "../web/read-form.tsx";
import { keySession, newSession, nobody, writeSession } from "../web/session.ts";
import { answerPage, formViewOf, type PortalParts, pagePaths } from "../web/view.ts";
import { BlockKeyPage } from "./pages/block-key-page.tsx";

/** By whom the trail says that it was done. */
const actor = "holder";

/**
 * Adds the page on which holders suspend their own key at once, when it is lost, stolen or used by somebody else. It
 * wants no code, since they may not have the key any more; it takes away only, and the help desk gives back.
 */
export function addBlockKeyRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  const path = pagePaths["block-key"];

  portal.get(path, async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    const view = formViewOf(c, parts, session);
    return answerPage(c, 200, <BlockKeyPage view={view} serial={session.login.serial} />);
  });

  portal.post(path, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const session = keySession(form.session);
    if (session === null) return answerNotice(c, parts, 403, "form");
    await actOnStoredKey(ports, session.login.serial, { kind: "suspend" }, actor);
    // Whatever state the key was in, this browser is signed out, as all others are by the act.
    writeSession(c, ports, newSession(ports, nobody));
    return c.redirect(`${pagePaths.login}?key-blocked`, 303);
  });
}
