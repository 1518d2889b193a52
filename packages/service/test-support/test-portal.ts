import {
  type CodeParameters,
  codeAt,
  codeParameters,
  createKeyring,
  defaultPolicy,
  type Keyring,
  type KeyStore,
  stepAt,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { openMemoryStore, sealedDocuments, sealedStore } from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  createStandIn,
  damagedStandIns,
  ensureDecoys,
  nodePorts,
  watchClock,
} from "@jeton/validator/parts";
import type { Hono } from "hono";
import { CookieJar } from "../../../test/support/cookie-jar.ts";
import { addHelpRoutes } from "../src/help/help-routes.tsx";
import { createPortal, type PortalPorts } from "../src/portal/portal.tsx";
import { againQuery } from "../src/web/again.ts";
import { shownQuery } from "../src/web/kept-page.ts";

/** A portal over a memory store, in virtual time, with a key assigned to "jdupont". */
export type TestPortal = {
  readonly app: Hono;
  readonly ports: PortalPorts;
  /** The code that the key shows so many steps from now. */
  readonly code: (stepsFromNow?: number) => string;
  readonly advance: (seconds: number) => void;
  /** Everything stored, to see whether something changed. */
  readonly stored: () => Promise<string>;
  readonly errors: readonly unknown[];
  /** What lies beneath the seals. */
  readonly bareStore: KeyStore;
  /** Edits a key's stored record, as someone who may write to the database. */
  readonly damage: (serial: string) => Promise<void>;
  /** Keyed names of the damaged keys that were loaded. */
  readonly damaged: readonly string[];
};

export const holder = "jdupont";
export const serial = "K-1";
export const origin = "http://jeton.test";

const seed = new Uint8Array(20).fill(7);

export async function openTestPortal(change: Partial<PortalPorts> = {}): Promise<TestPortal> {
  const parameters: CodeParameters = codeParameters();
  // 20 s into a step of 60 s.
  let now: UnixMilliseconds = unixMilliseconds(1_799_999_960_000);
  const errors: unknown[] = [];
  const opened = openMemoryStore();
  const keyring = change.keyring ?? testKeyring(1);
  const damaged: string[] = [];
  const store = sealedStore(opened, keyring, (name) => damaged.push(name));
  const ports: PortalPorts = {
    ...nodePorts,
    clock: () => now,
    store,
    documents: sealedDocuments(change.bareDocuments ?? opened.documents, keyring),
    bareDocuments: opened.documents,
    standIn: createStandIn(store, damagedStandIns),
    keyring,
    policy: { ...defaultPolicy, pinHashCost: { logN: 4, r: 8, p: 1 } },
    clockWatch: watchClock(),
    secureCookies: false,
    frameAncestors: "none",
    applications: [{ name: "Notes", url: "https://notes.test/", description: "Saisie des notes" }],
    onError: (error) => errors.push(error),
    ...change,
  };
  await ensureDecoys(ports);
  await addKey(ports, { serial, seed, parameters }, "staff:test");
  await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:test");
  return {
    app: createPortal(ports, addHelpRoutes),
    ports,
    code: (stepsFromNow = 0) =>
      codeAt(seed, timeStep((stepAt(now, parameters) ?? 0) + stepsFromNow), parameters),
    advance: (seconds) => {
      now = unixMilliseconds(now + seconds * 1000);
    },
    stored: async () => JSON.stringify(await ports.store.list({ after: null, limit: 1000 })),
    errors,
    async damage(of) {
      const found = await opened.load(of);
      if (found === null) throw new TypeError(`Cannot damage ${of}: it is not there`);
      await opened.replace(of, found.revision, { ...found.record, lastStep: null }, []);
    },
    damaged,
    bareStore: opened,
  };
}

export function testKeyring(...fills: readonly number[]): Keyring {
  return createKeyring(fills.map((fill) => new Uint8Array(32).fill(fill)));
}

/** A page as a test looks at it. */
export type Page = {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What is read, tags left out and blanks joined. */
  readonly text: string;
  readonly location: string | null;
};

/**
 * A browser without script: keeps cookies, and gives back the token of the page it saw last. A
 * header given as "" is left out.
 */
export type Browser = {
  readonly cookies: CookieJar;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Page>;
  /** Sends a form; what is shown again is opened at once. */
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
  /** Sends a body as it is; `%csrf%` in it becomes the token. */
  readonly send: (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
  readonly csrf: () => string;
};

export function openBrowser({ app, ports }: TestPortal, language = "fr"): Browser {
  const cookies = new CookieJar(ports.clock);
  let csrf = "";

  async function ask(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers({ "accept-language": language });
    const cookie = cookies.header();
    if (cookie !== "") headers.set("cookie", cookie);
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    for (const [name, value] of [...headers]) if (value === "") headers.delete(name);
    const response = await app.request(`${origin}${path}`, { ...init, headers });
    cookies.keepFrom(response);
    const html = await response.text();
    csrf = /name="csrf" value="([^"]+)"/u.exec(html)?.[1] ?? csrf;
    const text = html.replace(/<(style|script)[^>]*>.*?<\/\1>|<[^>]+>/gsu, " ");
    return {
      status: response.status,
      headers: response.headers,
      html,
      text: text.replace(/\s+/gu, " ").trim(),
      location: response.headers.get("location"),
    };
  }

  const form = {
    "content-type": "application/x-www-form-urlencoded",
    origin,
    "sec-fetch-site": "same-origin",
  };
  const send: Browser["send"] = async (path, body, headers = {}) => {
    const answer = await ask(path, {
      method: "POST",
      body: typeof body === "string" ? body.replaceAll("%csrf%", csrf) : body,
      headers: { ...form, ...headers },
    });
    return isShownAgain(answer) ? ask(answer.location, {}) : answer;
  };
  return {
    cookies,
    csrf: () => csrf,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields, headers = {}) =>
      send(path, new URLSearchParams({ csrf, ...fields }).toString(), headers),
    send,
  };
}

/** Whether the form is shown again: a browser opens that page by itself. */
function isShownAgain(page: Page): page is Page & { readonly location: string } {
  const { location } = page;
  return new RegExp(`[?&](?:${againQuery}|${shownQuery})=`, "u").test(location ?? "");
}

/** A browser in which the first code was given: step 3 is next. */
export async function browserAtPin(portal: TestPortal, language = "fr"): Promise<Browser> {
  const browser = openBrowser(portal, language);
  await browser.get("/portal");
  await browser.post("/portal/login", { identifier: holder, passcode: portal.code() });
  await browser.get("/portal/pin");
  return browser;
}

export const pin = "k7m2";

/** A browser in which a PIN was chosen, at the time of the next code: step 4 is next. */
export async function browserAtConfirm(portal: TestPortal, language = "fr"): Promise<Browser> {
  const browser = await browserAtPin(portal, language);
  await browser.post("/portal/pin", { pin, pinAgain: pin });
  await browser.get("/portal/confirm");
  portal.advance(60);
  return browser;
}

/** A browser whose holder is logged in, at the time of yet another code. */
export async function browserAtHome(portal: TestPortal, language = "fr"): Promise<Browser> {
  const browser = await browserAtConfirm(portal, language);
  await browser.post("/portal/confirm", { passcode: pin + portal.code() });
  await browser.get("/portal/home");
  portal.advance(60);
  return browser;
}

/** Returns a page without what is random in its forms. */
export function withoutTokens(html: string, csrf: string): string {
  return html
    .replaceAll(csrf, "TOKEN")
    .replaceAll(/name="attempt" value="[^"]+"/gu, 'name="attempt" value="TOKEN"');
}
