import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { parseAccept } from "hono/utils/accept";
import { type Language, languages } from "../i18n/messages.ts";

const cookieName = "jeton_language";
const yearSeconds = 365 * 24 * 60 * 60;

/** Returns the language that was chosen, else the one that the browser prefers, else French. */
export function languageOf(c: Context): Language {
  const chosen = asLanguage(getCookie(c, cookieName));
  return chosen ?? preferredLanguage(c.req.header("accept-language")) ?? languages[0];
}

/** Keeps the language that was chosen for a year. */
export function keepLanguage(c: Context, language: Language, secure: boolean): void {
  setCookie(c, cookieName, language, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure,
    maxAge: yearSeconds,
  });
}

/** Returns the text as a language of ours, or null. */
export function asLanguage(text: string | undefined): Language | null {
  return languages.find((language) => language === text) ?? null;
}

function preferredLanguage(header: string | undefined): Language | null {
  if (header === undefined) return null;
  for (const { type, q } of parseAccept(header)) {
    const language = asLanguage(type.split("-", 1)[0]?.toLowerCase());
    if (language !== null && q > 0) return language;
  }
  return null;
}
