import { isSameOrigin } from "@jeton/http";
import type { Context, Hono } from "hono";
import { type DeskRight, mayDo } from "../staff/rights.ts";
import { isConfirmed, type LiveSession, readStaffSession } from "../staff/staff-session.ts";
import { keptPage, showByAddress } from "../web/kept-page.ts";
import { isCrossSiteArrival } from "../web/security.ts";
import { answerArrival, answerDeskNotice } from "./answer.tsx";
import { isDeskCsrf, readDeskToken } from "./desk-cookie.ts";
import { type DeskParts, type DeskView, deskViewOf } from "./desk-view.ts";
import { parseDeskForm } from "./form.ts";
import { deskPaths, pathWithReturn } from "./paths.ts";

/** Who is logged in, and how a page is drawn for them. */
export type Visitor = {
  readonly live: LiveSession;
  readonly view: DeskView;
  /** Whether they gave both factors again a short while ago. */
  readonly isConfirmed: boolean;
};

/** The fields of a form, each given once. */
export type Fields = ReadonlyMap<string, string>;

type Answer = Response | Promise<Response>;

/** What a route is for: who may use it. */
export type RouteRule = { readonly path: string; readonly right: DeskRight };

/** What a form is for, and the page on which what it answers is shown. Default: that of its own path. */
export type ActionRule = RouteRule & { readonly shownAt?: (fields: Fields) => string };

/** Adds a page for those who have the right. */
export function addPage(
  desk: Hono,
  parts: DeskParts,
  { path, right }: RouteRule,
  answer: (c: Context, visitor: Visitor) => Answer,
): void {
  desk.get(path, async (c) => {
    const visitor = await visitorOf(c, parts);
    if (visitor === null) {
      // A link from elsewhere comes without the cookie (SameSite=Strict): it is opened again.
      if (isCrossSiteArrival(c)) return answerArrival(c, parts);
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(pathWithReturn(deskPaths.login, pathname + search), 303);
    }
    if (visitor.live.session.enrolling) return c.redirect(deskPaths.enrol, 303);
    if (!mayDo(visitor.live.account.role, right)) {
      return answerDeskNotice(c, visitor.view, 403, "forbidden");
    }
    return (await keptPage(c, parts.ports, visitor.live.token)) ?? answer(c, visitor);
  });
}

/**
 * Adds what a form does, for those who have the right. Nothing happens unless all is in order. What it answers is opened by
 * an address of its own.
 */
export function addAction(
  desk: Hono,
  parts: DeskParts,
  { path, right, shownAt = () => path }: ActionRule,
  answer: (c: Context, visitor: Visitor, fields: Fields) => Answer,
): void {
  desk.post(path, async (c) => {
    const visitor = await visitorOf(c, parts);
    const anybody = deskViewOf(c, parts, { token: "", account: null });
    if (visitor === null) return answerDeskNotice(c, anybody, 403, "form");
    if (visitor.live.session.enrolling) return c.redirect(deskPaths.enrol, 303);
    const fields = await readDeskForm(c, parts, visitor.live.token);
    if (fields === "foreign") return answerDeskNotice(c, visitor.view, 403, "form");
    if (fields === "unusable") return answerDeskNotice(c, visitor.view, 400, "unusable");
    if (!mayDo(visitor.live.account.role, right)) {
      return answerDeskNotice(c, visitor.view, 403, "forbidden");
    }
    const { token } = visitor.live;
    const answered = await answer(c, visitor, fields);
    return showByAddress(c, parts.ports, answered, { at: shownAt(fields), token });
  });
}

/** Returns who asks; null when nobody is logged in. */
export async function visitorOf(c: Context, parts: DeskParts): Promise<Visitor | null> {
  const token = readDeskToken(c, parts.ports);
  const live = token === null ? null : await readStaffSession(parts.ports, token);
  if (live === null) return null;
  const { account } = live;
  const view = deskViewOf(c, parts, {
    token: live.token,
    account: live.session.enrolling ? null : account,
  });
  return { live, view, isConfirmed: isConfirmed(live, parts.ports.clock()) };
}

/** Returns the fields of a form that came from a page of ours in this browser. */
export async function readDeskForm(
  c: Context,
  { ports }: DeskParts,
  token: string,
): Promise<Fields | "foreign" | "unusable"> {
  if (!isSameOrigin(c)) return "foreign";
  const form = await parseDeskForm(c);
  if (form === null) return "unusable";
  const { csrf, fields } = form;
  return csrf !== null && isDeskCsrf(ports.keyring, token, csrf) ? fields : "foreign";
}
