import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

/** Where the service is reached by https its cookies go nowhere else. */
type Cookies = { readonly secureCookies: boolean };

/**
 * Gives the browser one of our cookies. Without `maxAge`, in seconds, it forgets the cookie when it closes.
 *
 * SameSite=Strict: no other site can make the browser send it, not even by a link. Someone who
 * comes from another site would therefore look signed out; the portal answers such an arrival with
 * a page that opens the same address again, from the portal itself.
 */
export function giveCookie(
  c: Context,
  { secureCookies }: Cookies,
  cookie: { readonly name: string; readonly value: string; readonly maxAge?: number },
): void {
  const { name, value, ...lasting } = cookie;
  const options = { path: "/", httpOnly: true, sameSite: "Strict", ...lasting } as const;
  if (secureCookies) setCookie(c, name, value, { ...options, secure: true, prefix: "host" });
  else setCookie(c, name, value, options);
}

/** Returns the value of one of our cookies in the request. */
export function givenCookie(
  c: Context,
  { secureCookies }: Cookies,
  name: string,
): string | undefined {
  return secureCookies ? getCookie(c, name, "host") : getCookie(c, name);
}
