import { openDevice } from "@jeton/core";
import { type Client, devicesMax } from "@jeton/validator/parts";
import type { Context } from "hono";
import { giveCookie, givenCookie } from "./own-cookie.ts";
import type { Session, SessionPorts } from "./session.ts";

const cookieName = "jeton_device";

/** Characters of the cookie's value. */
const valueLengthMax = 3800;

/** No character of a token. */
const separator = "~";

/** A browser is known for so long after its last log-in; no browser keeps a cookie for longer. */
const knownSeconds = 400 * 24 * 60 * 60;

/**
 * Returns what the browser carries from one attempt to the next. The id of its session is the flow: it
 * stays the same from the first page to the log-in, and nobody else knows it. `form`: the form that was sent,
 * so that one that is sent twice gets one answer (law 11).
 */
export function clientOf(
  c: Context,
  ports: SessionPorts,
  { id: flow }: Pick<Session, "id">,
  form?: { readonly attempt?: string | undefined; readonly passcode: string },
): Client {
  const client = { devices: tokensOf(c, ports), flow };
  if (form?.attempt === undefined) return client;
  // A page that is gone back to may be sent with another PASSCODE: that is another attempt.
  const id = `${form.attempt} ${form.passcode}`;
  return { ...client, attempt: { caller: `portal ${flow}`, id } };
}

/**
 * Makes the browser known by the token of a log-in. The cookie lets nobody in: it only keeps failures of
 * strangers from slowing the holder down (OWASP, "device cookies"). It outlives the sign-out.
 */
export function rememberDevice(c: Context, ports: SessionPorts, token: string): void {
  const serial = openDevice(ports.keyring, token)?.serial;
  const others = tokensOf(c, ports).filter(
    (each) => each !== token && openDevice(ports.keyring, each)?.serial !== serial,
  );
  const kept = [token, ...others].slice(0, devicesMax);
  // A browser drops a cookie of more than 4096 bytes, its name and attributes included.
  while (kept.length > 1 && kept.join(separator).length > valueLengthMax) kept.pop();
  const value = kept.join(separator);
  giveCookie(c, ports, { name: cookieName, value, maxAge: knownSeconds });
}

function tokensOf(c: Context, ports: SessionPorts): readonly string[] {
  return givenCookie(c, ports, cookieName)?.split(separator).slice(0, devicesMax) ?? [];
}
