import { createHmac, timingSafeEqual } from "node:crypto";
import { type DerivedKeys, hasEnded, type Keyring, type UnixMilliseconds } from "@jeton/core";
import type { Client, Login, Ports } from "@jeton/validator/parts";
import type { Context } from "hono";
import { sessionMilliseconds } from "../sessions/index.ts";
import { giveCookie, givenCookie } from "./own-cookie.ts";

/** Who is logged in, and under which id the register of sessions has them. */
export type SessionLogin = Login & { readonly entry: string };

/** What the portal knows of a browser. The browser keeps it, signed; of log-ins the server keeps a register. */
export type Session = {
  /** 16 random bytes. A new one whenever what the browser may do changes, so that none is fixed. */
  readonly id: string;
  /** Who is logged in, by what this browser says: `liveSession` asks whether that still holds. */
  readonly login: SessionLogin | null;
  /** The token of the commissioning under way or, of who is logged in, of the change of PIN. */
  readonly transaction: string | null;
  readonly issuedAt: UnixMilliseconds;
};

/** A session of someone who is logged in with a key. */
export type KeySession = Session & { readonly login: SessionLogin & { readonly serial: string } };

/** Returns the session as one of a key's holder; null for any other. */
export function keySession(session: Session | null): KeySession | null {
  const login = session?.login ?? null;
  if (session === null || login === null || login.serial === null) return null;
  return { ...session, login: { ...login, serial: login.serial } };
}

/** What sessions are made with. */
export type SessionPorts = Pick<Ports, "keyring" | "clock" | "random"> & {
  /** True where the portal is reached by https: the cookie then goes nowhere else. */
  readonly secureCookies: boolean;
};

/** The content of a session to which nothing was granted. */
export const nobody = { login: null, transaction: null } as const;

/** Returns a session with an id that nobody has seen. */
export function newSession(
  ports: SessionPorts,
  content: Pick<Session, "login" | "transaction">,
): Session {
  const id = Buffer.from(ports.random(16)).toString("base64url");
  return { id, ...content, issuedAt: ports.clock() };
}

/**
 * Returns the session of someone who logs in, with an id that nobody has seen. The register knows it by that, or by the
 * attempt where it has one, so that a form that is sent twice opens one session (law 11).
 */
export function newLoginSession(
  ports: SessionPorts,
  login: Login,
  { attempt = null }: Pick<Client, "attempt">,
): Session & { readonly login: SessionLogin } {
  const session = newSession(ports, nobody);
  const of = attempt === null ? [session.id] : [attempt.caller, attempt.id];
  const entry = sign(ports.keyring.active, "entry", JSON.stringify(of));
  const { holder, serial, epoch } = login;
  return { ...session, login: { holder, serial, epoch, entry } };
}

/**
 * Returns the session in the request's cookie, or null when there is none, when we did not sign it,
 * or when it is over 8 hours old.
 */
export function readSession(c: Context, ports: SessionPorts): Session | null {
  const session = decodeSession(givenSigned(c, ports, sessionCookie));
  if (session === null) return null;
  const span = { since: session.issuedAt, milliseconds: sessionMilliseconds };
  return hasEnded(span, ports.clock()) ? null : session;
}

/** Gives the session to the browser, which forgets it when it closes; the server refuses it after 8 hours. */
export function writeSession(c: Context, ports: SessionPorts, session: Session): void {
  giveSigned(c, ports, sessionCookie, fieldsOf(session));
}

/** The name of the field in which each form carries its token. */
export const csrfField = "csrf";

/** Returns the token that each form of the session carries. */
export function csrfToken(keyring: Keyring, session: Session): string {
  return sign(keyring.active, "csrf", session.id);
}

/** Returns whether the token is one of the session, in time that does not depend on where it differs. */
export function isCsrfToken(keyring: Keyring, session: Session, token: string): boolean {
  return isSigned(keyring, "csrf", session.id, token);
}

/** A cookie whose content is signed under a purpose of its own. */
export type SignedCookie = { readonly name: string; readonly kind: SignedKind };

const sessionCookie: SignedCookie = { name: "jeton_session", kind: "cookie" };

/** Gives the browser a cookie that holds `fields`, signed. */
export function giveSigned(
  c: Context,
  ports: SessionPorts,
  { name, kind }: SignedCookie,
  fields: readonly unknown[],
): void {
  const payload = Buffer.from(JSON.stringify(fields)).toString("base64url");
  const value = `${payload}.${sign(ports.keyring.active, kind, payload)}`;
  giveCookie(c, ports, { name, value });
}

/** Returns what such a cookie of the request holds, or null when there is none or we did not sign it. */
export function givenSigned(
  c: Context,
  ports: SessionPorts,
  { name, kind }: SignedCookie,
): unknown {
  const [payload, signature, ...rest] = givenCookie(c, ports, name)?.split(".") ?? [];
  if (payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!isSigned(ports.keyring, kind, payload, signature)) return null;
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}

/** A signature covers its purpose, so that one made for a cookie is not valid for a form. */
type SignedKind = "cookie" | "csrf" | "form" | "entry";

function sign(keys: DerivedKeys, kind: SignedKind, text: string): string {
  return createHmac("sha256", keys.keys.session).update(`${kind}\n${text}`).digest("base64url");
}

/** Any master key of the keyring will do, so that one can be replaced without signing people out. */
function isSigned(keyring: Keyring, kind: SignedKind, text: string, signature: string): boolean {
  const found = Buffer.from(signature);
  return keyring.all.some((keys) => {
    const expected = Buffer.from(sign(keys, kind, text));
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}

function fieldsOf({ id, login, transaction, issuedAt }: Session): readonly unknown[] {
  const { holder = null, serial = null, epoch = 0, entry = null } = login ?? {};
  return [id, holder, serial, epoch, transaction, issuedAt, entry];
}

/** Reads what we signed; returns null for nothing, and for what an earlier version signed in another form. */
function decodeSession(fields: unknown): Session | null {
  if (!Array.isArray(fields) || fields.length !== 7) return null;
  const [id, holder, serial, epoch, transaction, issuedAt, entry]: unknown[] = fields;
  if (typeof id !== "string" || !Number.isSafeInteger(issuedAt)) return null;
  if (!isTextOrNull(holder) || !isTextOrNull(serial) || !isTextOrNull(transaction)) return null;
  if (typeof epoch !== "number" || !isTextOrNull(entry)) return null;
  const login = holder === null || entry === null ? null : { holder, serial, epoch, entry };
  return { id, login, transaction, issuedAt: issuedAt as UnixMilliseconds };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
