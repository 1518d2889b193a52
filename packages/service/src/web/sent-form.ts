import { hasEnded, type UnixMilliseconds } from "@jeton/core";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isSigned, type SessionPorts, sign } from "./session.ts";

/** What the browser keeps of a form that is shown again. No PIN and no PASSCODE is ever kept. */
export type SentForm = {
  /** When the form was answered. */
  readonly at: UnixMilliseconds;
  /** The identifier that was typed, so that it can be checked; "" where the form has none. */
  readonly identifier: string;
};

const cookieName = "jeton_form";

/** How long the page of a refused form is what it was when it is opened again. */
const sentMilliseconds = 10 * 60_000;

/**
 * Gives the browser its last form that is shown again. It has a cookie of its own: a refusal must never take the
 * place of a session, which another answer to the same browser may have begun a moment ago. Nor is it bound to the
 * session, or the page of a refusal would depend on what other pages of the browser do meanwhile.
 */
export function writeSentForm(c: Context, ports: SessionPorts, { at, identifier }: SentForm): void {
  const payload = Buffer.from(JSON.stringify([at, identifier])).toString("base64url");
  const value = `${payload}.${sign(ports.keyring.active, "form", payload)}`;
  const options = { path: "/", httpOnly: true, sameSite: "Strict" } as const;
  if (ports.secureCookies) {
    setCookie(c, cookieName, value, { ...options, secure: true, prefix: "host" });
  } else {
    setCookie(c, cookieName, value, options);
  }
}

/** Returns the browser's last form that is shown again; null for none, and for one of long ago. */
export function readSentForm(c: Context, ports: SessionPorts): SentForm | null {
  const cookie = ports.secureCookies ? getCookie(c, cookieName, "host") : getCookie(c, cookieName);
  const [payload, signature, ...rest] = cookie?.split(".") ?? [];
  if (payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!isSigned(ports.keyring, "form", payload, signature)) return null;
  // We signed it, so it is of our form.
  const fields = JSON.parse(Buffer.from(payload, "base64url").toString()) as readonly unknown[];
  const [at, identifier] = fields as readonly [UnixMilliseconds, string];
  const span = { since: at, milliseconds: sentMilliseconds };
  return hasEnded(span, ports.clock()) ? null : { at, identifier };
}
