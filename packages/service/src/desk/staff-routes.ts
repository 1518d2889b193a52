import { isSameOrigin } from "@jeton/http";
import type { Context, Hono } from "hono";
import { scopedTo } from "../scoped/index.ts";
import { type DeskRight, mayUse } from "../staff/rights.ts";
import { isConfirmed, type LiveSession, readStaffSession } from "../staff/staff-session.ts";
import { keptPage, showByAddress } from "../web/kept-page.ts";
import { isCrossSiteArrival } from "../web/security.ts";
import { answerArrival, answerDeskNotice } from "./answer.tsx";
import { isDeskCsrf, readDeskToken } from "./desk-cookie.ts";
import { type DeskParts, type DeskView, deskViewOf, type ScopedParts } from "./desk-view.ts";
import { parseDeskForm } from "./form.ts";
import { type FileForm, readFileForm } from "./multipart.ts";
import { deskPaths, pathWithReturn } from "./paths.ts";

/** Who is logged in, and how a page is drawn for them. */
export type Visitor = {
  readonly live: LiveSession;
  readonly view: DeskView;
  /** Whether they gave both factors again a short while ago. */
  readonly isConfirmed: boolean;
  /** All that is asked and done for them. */
  readonly parts: ScopedParts;
};

/** The fields of a form, each given once. */
export type Fields = ReadonlyMap<string, string>;

type Answer = Response | Promise<Response>;

/** What a route is for: who may use it. */
export type RouteRule = { readonly path: string; readonly right: DeskRight };

/** What a form is for, and the page on which what it answers is shown. Default: that of its own path. */
export type ActionRule = RouteRule & { readonly shownAt?: (fields: Fields) => string };

/**
 * Where pages and forms are added. It is all that their files get, so that none can ask more than its visitor may: what they
 * ask is asked by the visitor's own `parts`.
 */
export type DeskDoor = {
  /** Adds a page for those who have the right. */
  readonly page: (rule: RouteRule, answer: (c: Context, visitor: Visitor) => Answer) => void;
  /**
   * Adds what a form does, for those who have the right. Nothing happens unless all is in order. What it answers is opened by
   * an address of its own.
   */
  readonly action: (
    rule: ActionRule,
    answer: (c: Context, visitor: Visitor, fields: Fields) => Answer,
  ) => void;
  /** The same for a form with a file. */
  readonly upload: (
    rule: ActionRule,
    answer: (c: Context, visitor: Visitor, form: FileForm) => Answer,
  ) => void;
  /** Leads from an address to another one, whoever asks. */
  readonly redirect: (from: string, to: string) => void;
};

/** Returns the door of a desk. */
export function deskDoor(desk: Hono, parts: DeskParts): DeskDoor {
  return {
    page: (rule, answer) => addPage(desk, parts, rule, answer),
    action: (rule, answer) =>
      addForm(desk, parts, rule, { read: readDeskForm, fieldsOf: (fields) => fields }, answer),
    upload: (rule, answer) =>
      addForm(desk, parts, rule, { read: readFileForm, fieldsOf: ({ fields }) => fields }, answer),
    redirect: (from, to) => {
      desk.get(from, (c) => c.redirect(to, 303));
    },
  };
}

function addPage(
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
    if (!mayUse(visitor.live.account, right)) {
      return answerDeskNotice(c, visitor.view, 403, "forbidden");
    }
    return (await keptPage(c, parts.ports, visitor.live.token)) ?? answer(c, visitor);
  });
}

/** How a form is read, and which of its fields say where it is shown. */
type FormReading<F> = {
  readonly read: (
    c: Context,
    parts: DeskParts,
    token: string,
  ) => Promise<F | "foreign" | "unusable">;
  readonly fieldsOf: (form: F) => Fields;
};

function addForm<F extends object>(
  desk: Hono,
  parts: DeskParts,
  { path, right, shownAt = () => path }: ActionRule,
  { read, fieldsOf }: FormReading<F>,
  answer: (c: Context, visitor: Visitor, form: F) => Answer,
): void {
  desk.post(path, async (c) => {
    const visitor = await visitorOf(c, parts);
    const anybody = deskViewOf(c, parts, { token: "", account: null });
    if (visitor === null) return answerDeskNotice(c, anybody, 403, "form");
    if (visitor.live.session.enrolling) return c.redirect(deskPaths.enrol, 303);
    const form = await read(c, parts, visitor.live.token);
    if (form === "foreign") return answerDeskNotice(c, visitor.view, 403, "form");
    if (form === "unusable") return answerDeskNotice(c, visitor.view, 400, "unusable");
    if (!mayUse(visitor.live.account, right)) {
      return answerDeskNotice(c, visitor.view, 403, "forbidden");
    }
    const { token } = visitor.live;
    const answered = await answer(c, visitor, form);
    return showByAddress(c, parts.ports, answered, { at: shownAt(fieldsOf(form)), token });
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
  const { ports, directory, assets } = parts;
  const asker = { scope: account.scope, account: account.name };
  const own = { ...scopedTo(ports, directory, asker), assets };
  return { live, view, isConfirmed: isConfirmed(live, ports.clock()), parts: own };
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
