import { bodyBytesMax, isSameOrigin } from "@jeton/http";
import type { Context } from "hono";
import { type FormBody, parseFormBody } from "./form-body.ts";
import { liveSession } from "./live-session.ts";
import { type Notice, NoticePage } from "./pages/notice-page.tsx";
import { csrfField, isCsrfToken, type Session } from "./session.ts";
import { answerPage, type PageStatus, type PortalParts, viewOf } from "./view.ts";

/** The notices that say no more than their kind. */
export type NoticeKind = Exclude<Notice["kind"], "too-large" | "too-many">;

/** A form of ours, sent by the browser to which we gave it; or the page that says why not. */
export type ReadForm =
  | { readonly ok: true; readonly session: Session; readonly body: FormBody }
  | { readonly ok: false; readonly answer: Response | Promise<Response> };

/** Returns a form that was sent, its token checked and taken away. Nothing has happened yet. */
export async function readForm(c: Context, parts: PortalParts): Promise<ReadForm> {
  if (!isSameOrigin(c)) return refused(c, parts, 403, "form");
  if (!isUrlEncoded(c.req.header("content-type"))) return refused(c, parts, 415, "media-type");
  const fields = parseFormBody(new Uint8Array(await c.req.arrayBuffer()));
  if (fields === null) return refused(c, parts, 400, "encoding");
  const session = await liveSession(c, parts.ports);
  const [token, ...more] = fields.get(csrfField) ?? [];
  if (session === null || token === undefined || more.length > 0) {
    return refused(c, parts, 403, "form");
  }
  if (!isCsrfToken(parts.ports.keyring, session, token)) return refused(c, parts, 403, "form");
  const body = new Map(fields);
  body.delete(csrfField);
  return { ok: true, session, body };
}

/** Returns the page for a body that is too large to be read. */
export function answerTooLarge(c: Context, parts: PortalParts): Response | Promise<Response> {
  const notice = { kind: "too-large", kibibytes: bodyBytesMax / 1024 } as const;
  return answerPage(c, 413, <NoticePage view={viewOf(c, parts)} notice={notice} />);
}

/** Returns the page for those who ask more often than anyone does by hand, or while too many do. */
export function answerTooMany(
  c: Context,
  parts: PortalParts,
  seconds: number,
  status: 429 | 503 = 429,
): Response | Promise<Response> {
  c.header("retry-after", String(seconds));
  const notice = { kind: "too-many", seconds } as const;
  return answerPage(c, status, <NoticePage view={viewOf(c, parts)} notice={notice} />);
}

/** Returns the page that says why a request cannot be answered as it wanted. */
export function answerNotice(
  c: Context,
  parts: PortalParts,
  status: PageStatus,
  kind: NoticeKind,
): Response | Promise<Response> {
  return answerPage(c, status, <NoticePage view={viewOf(c, parts)} notice={{ kind }} />);
}

function refused(c: Context, parts: PortalParts, status: PageStatus, kind: NoticeKind): ReadForm {
  return { ok: false, answer: answerNotice(c, parts, status, kind) };
}

function isUrlEncoded(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith("charset="));
  return (
    type?.trim() === "application/x-www-form-urlencoded" &&
    (charset === undefined || /^charset="?utf-8"?$/u.test(charset))
  );
}
