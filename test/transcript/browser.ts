import { createHash } from "node:crypto";
import type { createApp } from "@jeton/service";
import { CookieJar } from "../support/cookie-jar.ts";

export const origin = "https://jeton.test";

type App = Pick<ReturnType<typeof createApp>, "request">;
type Fields = Readonly<Record<string, string>>;

/** A page as the transcript looks at it. */
export type Page = {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly location: string | null;
};

/** A file that goes with a form. */
export type SentFile = {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
};

/** A browser without script: keeps cookies, and gives back the token of the page it saw last. */
export class Browser {
  readonly #app: App;
  readonly #language: string;
  /** Time stands still for it: what is not ended by the server lasts. */
  readonly #cookies = new CookieJar(() => 0);
  #csrf = "";
  #attempt = "";

  constructor(app: App, language = "fr") {
    this.#app = app;
    this.#language = language;
  }

  get(path: string, headers: Fields = {}): Promise<Page> {
    return this.ask(path, { headers });
  }

  /** Sends the form of the page that was seen last. */
  post(path: string, fields: Fields, headers: Fields = {}): Promise<Page> {
    const form = { csrf: this.#csrf, ...(this.#attempt && { attempt: this.#attempt }), ...fields };
    const body = new URLSearchParams(form).toString();
    return this.send(path, body, "application/x-www-form-urlencoded", headers);
  }

  /** Sends a body as it is. */
  send(path: string, body: string, type: string, headers: Fields = {}): Promise<Page> {
    const own = { "content-type": type, origin, "sec-fetch-site": "same-origin" };
    return this.ask(path, { method: "POST", body, headers: { ...own, ...headers } });
  }

  /** Sends a form with one file. */
  upload(path: string, fields: Fields, file: SentFile): Promise<Page> {
    const mark = "transcript-boundary";
    const part = (name: string, more: string, value: string) =>
      `--${mark}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const texts = Object.entries({ csrf: this.#csrf, ...fields });
    const about = `; filename="${file.name}"\r\ncontent-type: ${file.type}`;
    const body = [
      ...texts.map(([name, value]) => part(name, "", value)),
      ...[part(file.field, about, file.content), `--${mark}--\r\n`],
    ];
    return this.send(path, body.join(""), `multipart/form-data; boundary=${mark}`);
  }

  async ask(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers({ "accept-language": this.#language });
    const cookie = this.#cookies.header();
    if (cookie !== "") headers.set("cookie", cookie);
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const answer = await this.#app.request(origin + path, { ...init, headers });
    this.#cookies.keepFrom(answer);
    const html = await answer.text();
    this.#csrf = /name="csrf" value="([^"]+)"/u.exec(html)?.[1] ?? this.#csrf;
    this.#attempt = /name="attempt" value="([^"]+)"/u.exec(html)?.[1] ?? "";
    const location = answer.headers.get("location");
    return { status: answer.status, headers: answer.headers, html, location };
  }
}

/** Returns a page with what is random in it, and the versions of its assets, masked. */
export function maskPage(html: string): string {
  return html
    .replaceAll(/(name="(?:csrf|attempt|upload|challenge)" value=")[^"]+/gu, "$1TOKEN")
    .replaceAll(/(name="session" value=")[0-9a-f]+/gu, "$1SESSION")
    .replaceAll(/(class="challenge-question"[^>]*>)[^<]+/gu, "$1QUESTION")
    .replaceAll(/(activation-code">)(?:[A-Z]{8}|[A-Z]{5} [A-Z]{5})/gu, "$1CODE")
    .replaceAll(/[A-Z]{4} [A-Z]{4} [A-Z]{4} (?=[1-8])/gu, "CODE ")
    .replaceAll(/(class="(?:secret-text|uri)">)[^<]+/gu, "$1SECRET")
    .replaceAll(/<svg[^>]*class="qr-code".*?<\/svg>/gsu, "QR")
    .replaceAll(/\d{8}-\d{4}-[0-9A-Z]{4}/gu, "NUMBER")
    .replaceAll(/(shown=)[0-9a-f]{32}/gu, "$1PAGE")
    .replaceAll(/\/assets\/[^/"]+\//gu, "/assets/VERSION/");
}

/** Returns a short hash of a page, masked. */
export function pageHash(html: string): string {
  return createHash("sha256").update(maskPage(html)).digest("hex").slice(0, 16);
}

export function pageTitle(html: string): string {
  return readable(/<title>(.*?)<\/title>/su.exec(html)?.[1] ?? "");
}

/** Returns what a page says at its head and at its fields, and the names of its fields. */
export function pageParts(html: string): readonly string[] {
  const notices = [
    ...html.matchAll(/<section class="[^"]*" role="(?:alert|status)".*?<\/section>/gsu),
  ];
  const problems = [...html.matchAll(/<p class="problem"[^>]*>.*?<\/p>/gsu)];
  const fields = [...html.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/gu)];
  return [
    ...notices.map(([text]) => `notice  ${readable(text)}`),
    ...problems.map(([text]) => `problem ${readable(text)}`),
    ...(fields.length === 0 ? [] : [`fields  ${fields.map(([, name]) => name).join(" ")}`]),
  ];
}

function readable(html: string): string {
  return html
    .replaceAll(/<[^>]+>/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
