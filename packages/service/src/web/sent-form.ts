import type { UnixMilliseconds } from "@jeton/core";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isSigned, type Session, type SessionPorts, sign } from "./session.ts";

/** What the browser keeps of a form that is shown again. No PIN and no PASSCODE is ever kept. */
export type SentForm = {
  /** When the form was answered. */
  readonly at: UnixMilliseconds;
  /** The identifier that was typed, so that it can be checked; "" where the form has none. */
  readonly identifier: string;
};

const cookieName = "jeton_form";

/**
 * Gives the browser the last form of the session that is shown again. It has a cookie of its own: a refusal must
 * never take the place of a session, which another answer to the same browser may have begun a moment ago.
 */
export function writeSentForm(
  c: Context,
  ports: SessionPorts,
  { id }: Session,
  { at, identifier }: SentForm,
): void {
  const payload = Buffer.from(JSON.stringify([id, at, identifier])).toString("base64url");
  const value = `${payload}.${sign(ports.keyring.active, "form", payload)}`;
  const options = { path: "/", httpOnly: true, sameSite: "Strict" } as const;
  if (ports.secureCookies) {
    setCookie(c, cookieName, value, { ...options, secure: true, prefix: "host" });
  } else {
    setCookie(c, cookieName, value, options);
  }
}

/** Returns the last form of the session that is shown again; null for none, and for that of another session. */
export function readSentForm(c: Context, ports: SessionPorts, session: Session): SentForm | null {
  const cookie = ports.secureCookies ? getCookie(c, cookieName, "host") : getCookie(c, cookieName);
  const [payload, signature, ...rest] = cookie?.split(".") ?? [];
  if (payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!isSigned(ports.keyring, "form", payload, signature)) return null;
  // We signed it, so it is ours; the session's id says whose.
  const fields = JSON.parse(Buffer.from(payload, "base64url").toString()) as readonly unknown[];
  const [id, at, identifier] = fields as readonly [string, UnixMilliseconds, string];
  return id === session.id ? { at, identifier } : null;
}
