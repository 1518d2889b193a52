import { createHmac, timingSafeEqual } from "node:crypto";
import type { Keyring } from "@jeton/core";
import type { Context } from "hono";
import { giveCookie, givenCookie } from "../web/own-cookie.ts";

const cookieName = "jeton_desk";
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

type CookieOptions = { readonly secureCookies: boolean };

/** Returns the token in the browser's cookie, or null when there is none of ours. */
export function readDeskToken(c: Context, options: CookieOptions): string | null {
  const token = givenCookie(c, options, cookieName);
  return token !== undefined && tokenForm.test(token) ? token : null;
}

/** Gives the browser a token. It says nothing; what it stands for, the server knows. */
export function writeDeskToken(c: Context, options: CookieOptions, token: string): void {
  giveCookie(c, options, { name: cookieName, value: token });
}

/** Returns the token that each form of this browser carries. */
export function deskCsrf(keyring: Keyring, token: string): string {
  return sign(keyring.active.keys.session, token);
}

/** Returns whether a form's token is one of this browser. */
export function isDeskCsrf(keyring: Keyring, token: string, csrf: string): boolean {
  const found = Buffer.from(csrf);
  return keyring.all.some(({ keys }) => {
    const expected = Buffer.from(sign(keys.session, token));
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}

function sign(key: Uint8Array, token: string): string {
  return createHmac("sha256", key).update(`desk-csrf\n${token}`).digest("base64url");
}
