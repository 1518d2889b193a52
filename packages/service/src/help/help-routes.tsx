import { isSameOrigin } from "@jeton/http";
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { openTicket } from "../tickets/open-ticket.ts";
import { parseTicketNumber } from "../tickets/ticket-number.ts";
import { keptPage, showByAddress } from "../web/kept-page.ts";
import { languageOf } from "../web/language.ts";
import { openSession } from "../web/open-session.tsx";
import { answerNotice } from "../web/read-form.tsx";
import { sourceOf } from "../web/request-limit.ts";
import { csrfField, isCsrfToken, readSession, type Session } from "../web/session.ts";
import {
  answerPage,
  formViewOf,
  type PageStatus,
  type PortalParts,
  pagePaths,
  viewOf,
} from "../web/view.ts";
import { BusyPage, RequestTooLargePage, SentPage, UnreadablePage } from "./pages/after-pages.tsx";
import { HelpPage } from "./pages/help-page.tsx";
import { RequestPage } from "./pages/request-page.tsx";
import { TopicPage } from "./pages/topic-page.tsx";
import { parseRequest, type RequestForm, requestBytesMax } from "./read-request.ts";
import {
  checkRequest,
  type RequestField,
  type RequestProblems,
  requestFieldNames,
  shownValue,
} from "./request-fields.ts";
import { checkFiles, type FileProblem } from "./request-files.ts";
import { openRequestLimits } from "./request-limits.ts";
import { asTopicName } from "./topics.ts";

const numberQuery = "number";

/** Adds the self-help pages, and the form that writes to the help desk. */
export function addHelpRoutes(portal: Hono, parts: PortalParts): void {
  portal.get(pagePaths.assistance, (c) => answerPage(c, 200, <HelpPage view={viewOf(c, parts)} />));
  addRequestForm(portal, parts);
  addRequest(portal, parts);
  portal.get(`${pagePaths.assistance}/:topic`, (c, next) => {
    const topic = asTopicName(c.req.param("topic"));
    if (topic === null) return next();
    return answerPage(c, 200, <TopicPage view={viewOf(c, parts)} name={topic} />);
  });
}

/** The form as it is opened, and the page behind it once it was sent. */
function addRequestForm(portal: Hono, parts: PortalParts): void {
  portal.get(pagePaths.request, async (c) => {
    const opened = await openSession(c, parts, "request");
    if (!opened.ok) return opened.answer;
    const { session } = opened;
    const kept = await keptPage(c, parts.ports, session.id);
    if (kept !== null) return kept;
    return answerRequest(c, parts, 200, session, {
      values: { accounts: session.login?.holder ?? "" },
      problems: {},
      fileProblems: [],
    });
  });

  portal.get(sentPath, (c) => {
    const number = parseTicketNumber(c.req.query(numberQuery) ?? "");
    if (number === null) return c.redirect(pagePaths.assistance, 303);
    return answerPage(c, 200, <SentPage view={viewOf(c, parts)} number={number} />);
  });
}

/** What becomes of a form that is sent. */
function addRequest(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  const limits = openRequestLimits(ports.clock);
  const onError = (c: Context) =>
    answerPage(c, 413, <RequestTooLargePage view={viewOf(c, parts)} />);
  const limit = bodyLimit({ maxSize: requestBytesMax, onError });

  // The sender and the length of the body are checked before anything is read.
  portal.post(pagePaths.request, async (c, next) => {
    if (!isSameOrigin(c) || readSession(c, ports) === null) {
      return answerNotice(c, parts, 403, "form");
    }
    const source = sourceOf(c, ports.trustedProxies ?? []);
    const begun = limits.beginReading(source);
    if (typeof begun === "number") return answerBusy(c, parts, begun);
    try {
      return await limit(c, next);
    } finally {
      begun();
    }
  });

  portal.post(pagePaths.request, async (c) => {
    const bytes = await c.req.arrayBuffer();
    const form = await parseRequest(bytes, c.req.header("content-type") ?? "");
    if (form === null) return answerPage(c, 400, <UnreadablePage view={viewOf(c, parts)} />);
    const session = readSession(c, ports);
    const [token, ...more] = form.values(csrfField);
    if (session === null || token === undefined || more.length > 0) {
      return answerNotice(c, parts, 403, "form");
    }
    if (!isCsrfToken(ports.keyring, session, token)) return answerNotice(c, parts, 403, "form");

    const checked = checkRequest(fieldsOf(form));
    const files = await checkFiles(form.files("files"));
    if (!checked.ok || !files.ok) {
      const answer = await answerRequest(c, parts, 422, session, {
        values: valuesOf(form),
        problems: checked.ok ? {} : checked.problems,
        fileProblems: files.ok ? [] : files.problems,
        hadFiles: files.ok && files.files.length > 0,
      });
      // `beginReading` limits how many a source can let us keep.
      return showByAddress(c, ports, answer, { at: pagePaths.request, token: session.id });
    }
    const source = sourceOf(c, ports.trustedProxies ?? []);
    const wait = limits.openTicket(source);
    if (wait > 0) return answerBusy(c, parts, wait);
    const { content } = checked;
    const language = languageOf(c);
    const { number } = await openTicket(ports, { language, content, files: files.files });
    return c.redirect(`${sentPath}?${numberQuery}=${number}`, 303);
  });
}

const sentPath = `${pagePaths.assistance}/sent`;

function fieldsOf(form: RequestForm): Readonly<Record<RequestField, readonly string[]>> {
  const entries = requestFieldNames.map((name) => [name, form.values(name)] as const);
  return Object.fromEntries(entries) as Record<RequestField, readonly string[]>;
}

function valuesOf(form: RequestForm): Partial<Record<RequestField, string>> {
  const entries = requestFieldNames.map((name) => [name, shownValue(form.values(name), name)]);
  return Object.fromEntries(entries);
}

function answerRequest(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  session: Session,
  given: {
    readonly values: Readonly<Partial<Record<RequestField, string>>>;
    readonly problems: RequestProblems;
    readonly fileProblems: readonly FileProblem[];
    readonly hadFiles?: boolean;
  },
): Response | Promise<Response> {
  return answerPage(c, status, <RequestPage view={formViewOf(c, parts, session)} {...given} />);
}

function answerBusy(
  c: Context,
  parts: PortalParts,
  waitSeconds: number,
): Response | Promise<Response> {
  const minutes = Math.ceil(waitSeconds / 60);
  c.header("retry-after", String(waitSeconds));
  return answerPage(c, 429, <BusyPage view={viewOf(c, parts)} minutes={minutes} />);
}
