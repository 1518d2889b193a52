import type { Context, Hono } from "hono";
import { sessionName, sessionRegister } from "../sessions/index.ts";
import { answerNotice, readForm } from "../web/read-form.tsx";
import { newSession, nobody, type SessionLogin, writeSession } from "../web/session.ts";
import { type PortalParts, pagePaths } from "../web/view.ts";
import { endOneField, sessionsPath } from "./parts/my-sessions-list.tsx";

/** What the landing page says when it is opened by these addresses. */
export const sessionNews = ["session-ended", "others-ended"] as const;

/** Adds the buttons by which holders sign out one of their sessions, or all but this one. */
export function addSessionsRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;

  portal.post(sessionsPath.one, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const { login } = form.session;
    if (login === null) return answerNotice(c, parts, 403, "form");
    const [name = "", ...more] = form.body.get(endOneField) ?? [];
    const others = [...form.body.keys()].filter((field) => field !== endOneField);
    if (more.length > 0 || others.length > 0) {
      return answerNotice(c, parts, 400, "unknown-field");
    }
    return endOne(c, parts, login, name);
  });

  portal.post(sessionsPath.others, async (c) => {
    const form = await readForm(c, parts);
    if (!form.ok) return form.answer;
    const { login } = form.session;
    if (login === null) return answerNotice(c, parts, 403, "form");
    if (form.body.size > 0) return answerNotice(c, parts, 400, "unknown-field");
    await sessionRegister(ports).endAll(login.holder, sessionName(login.entry));
    return c.redirect(`${pagePaths.home}?${"others-ended" satisfies SessionNews}`, 303);
  });

  // Where forms go, opened again by its address.
  for (const path of Object.values(sessionsPath)) {
    portal.get(path, (c) => c.redirect(pagePaths.home, 303));
  }
}

type SessionNews = (typeof sessionNews)[number];

async function endOne(
  c: Context,
  { ports }: PortalParts,
  { holder, entry }: SessionLogin,
  name: string,
): Promise<Response> {
  await sessionRegister(ports).end(holder, name);
  if (name !== sessionName(entry)) {
    return c.redirect(`${pagePaths.home}?${"session-ended" satisfies SessionNews}`, 303);
  }
  writeSession(c, ports, newSession(ports, nobody));
  return c.redirect(`${pagePaths.login}?signed-out`, 303);
}
