import { hasEnded, type UnixMilliseconds } from "@jeton/core";
import type { Context } from "hono";
import { givenSigned, giveSigned, type SessionPorts, type SignedCookie } from "./session.ts";

/** What the browser keeps of a form that is shown again. No PIN and no PASSCODE is ever kept. */
export type SentForm = {
  /** When the form was answered. */
  readonly at: UnixMilliseconds;
  /** The identifier that was typed, so that it can be checked; "" where the form has none. */
  readonly identifier: string;
};

const formCookie: SignedCookie = { name: "jeton_form", kind: "form" };

/** How long the page of a refused form is what it was when it is opened again. */
const sentMilliseconds = 10 * 60_000;

/**
 * Gives the browser its last form that is shown again. It has a cookie of its own: a refusal must never take the
 * place of a session, which another answer to the same browser may have begun a moment ago. Nor is it bound to the
 * session, or the page of a refusal would depend on what other pages of the browser do meanwhile.
 */
export function writeSentForm(c: Context, ports: SessionPorts, { at, identifier }: SentForm): void {
  giveSigned(c, ports, formCookie, [at, identifier]);
}

/** Returns the browser's last form that is shown again; null for none, and for one of long ago. */
export function readSentForm(c: Context, ports: SessionPorts): SentForm | null {
  const fields = givenSigned(c, ports, formCookie);
  if (fields === null) return null;
  // We signed it, so it is of our form.
  const [at, identifier] = fields as readonly [UnixMilliseconds, string];
  const span = { since: at, milliseconds: sentMilliseconds };
  return hasEnded(span, ports.clock()) ? null : { at, identifier };
}
