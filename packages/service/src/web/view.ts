import type { Context } from "hono";
import { html } from "hono/html";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type Language, type Translate, translator } from "../i18n/messages.ts";
import type { AssetName, Assets } from "./assets.ts";
import { languageOf } from "./language.ts";
import type { Brand, Contact, LegalLinks, LocalText, PortalPorts } from "./portal-ports.ts";
import { csrfToken, type Session } from "./session.ts";

/** Pages that can be opened by their address. */
export const pagePaths = {
  login: "/portal",
  pin: "/portal/pin",
  confirm: "/portal/confirm",
  home: "/portal/home",
  "new-key": "/portal/new-key",
  "out-of-step": "/portal/out-of-step",
  keypad: "/portal/keypad",
  "new-keypad": "/portal/new-key/keypad",
  "block-key": "/portal/block-key",
  "recovery-codes": "/portal/recovery-codes",
  "change-pin": "/portal/change-pin",
  "new-pin": "/portal/change-pin/new",
  "confirm-new-pin": "/portal/change-pin/confirm",
  assistance: "/portal/assistance",
  request: "/portal/assistance/request",
  "help-refused": "/portal/assistance/refused",
  "help-locked": "/portal/assistance/locked",
  "help-out-of-step": "/portal/assistance/out-of-step",
  "help-identifier": "/portal/assistance/identifier",
  "help-pin": "/portal/assistance/pin",
  "help-password": "/portal/assistance/password",
  "help-new": "/portal/assistance/new",
  "help-display": "/portal/assistance/display",
  "help-lost": "/portal/assistance/lost",
  "help-application": "/portal/assistance/application",
  "help-fraud": "/portal/assistance/fraud",
} as const;

export type PageName = keyof typeof pagePaths;

/** What every page needs to be drawn. */
export type View = {
  readonly language: Language;
  readonly t: Translate;
  readonly assetUrl: Assets["url"];
  readonly contact: Contact | null;
  readonly brand: BrandView;
};

/** What an installation made of the pages, as they are drawn. */
export type BrandView = {
  /** Null where the pages have their own. */
  readonly name: string | null;
  readonly tagline: string | null;
  readonly logo: AssetName | null;
  readonly sheets: readonly AssetName[];
  readonly mailDomain: string | null;
  readonly warnings: readonly LocalText[];
  readonly links: LegalLinks;
};

/** What a page with a form needs besides. */
export type FormView = View & {
  readonly csrf: string;
  /** Names a form that decides a PASSCODE, or by which a mail is sent: a new one for each page that is given out. */
  readonly formId?: string;
};

/** What the portal's routes share. */
export type PortalParts = { readonly ports: PortalPorts; readonly assets: Assets };

export function viewOf(c: Context, { ports, assets }: PortalParts): View {
  const language = languageOf(c);
  const contact = ports.contact ?? null;
  const brand = brandView(language, ports.brand ?? {});
  return { language, t: translator(language), assetUrl: assets.url, contact, brand };
}

function brandView(language: Language, brand: Brand): BrandView {
  const { name, tagline, mailDomain = null, warnings = [], links = {} } = brand;
  const inLanguage = (text: LocalText | undefined) =>
    text === undefined ? null : localText({ language }, text);
  return {
    name: inLanguage(name),
    // A name of its own does not stand above words about this program.
    tagline: inLanguage(tagline) ?? (name === undefined ? null : ""),
    logo: brand.logo === undefined ? null : `brand-logo${brand.logo.extension}`,
    sheets: brand.colours === undefined ? [] : ["brand-colours.css"],
    ...{ mailDomain, warnings, links },
  };
}

/** Returns the text in the page's language. */
export function localText(view: Pick<View, "language">, text: LocalText): string {
  return typeof text === "string" ? text : text[view.language];
}

export function formViewOf(c: Context, parts: PortalParts, session: Session): FormView {
  const { ports } = parts;
  const csrf = csrfToken(ports.keyring, session);
  return { ...viewOf(c, parts), csrf, formId: newFormId(ports) };
}

/** Returns the name of a form that is given out now. */
export function newFormId({ random }: Pick<PortalPorts, "random">): string {
  return Buffer.from(random(16)).toString("base64url");
}

/** Statuses with which a page is answered. */
export type PageStatus = 200 | 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

/** Returns a whole document. */
export function answerPage(
  c: Context,
  status: PageStatus,
  page: JSX.Element,
): Response | Promise<Response> {
  c.header("content-language", languageOf(c));
  c.header("vary", "Cookie, Accept-Language");
  return c.html(html`<!doctype html>${page}`, status);
}
