import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type Browser, maskPage, type Page, pageTitle, type SentFile } from "./browser.ts";

type Fields = Readonly<Record<string, string>>;

/** Sets of headers, each with the name by which the lines of a transcript point at it. */
export class HeaderSets {
  readonly #names = new Map<string, string>();

  nameOf(headers: Headers): string {
    const lines = [...headers]
      .filter(([name]) => name !== "location")
      .map(([name, value]) => `  ${name}: ${maskHeader(name, value)}`);
    const text = lines.join("\n");
    const name = this.#names.get(text) ?? `H${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  toString(): string {
    return [...this.#names].map(([text, name]) => `${name}\n${text}`).join("\n");
  }
}

function maskHeader(name: string, value: string): string {
  return name === "set-cookie" ? value.replace(/^([^=]+)=[^;]+/u, "$1=VALUE") : value;
}

/** Returns the addresses of what a page shows that its policy (`img-src 'self'`) refuses: `data:`, other sites. */
function picturesElsewhere(html: string): readonly string[] {
  const shown =
    /\s(?:src|srcset|poster|xlink:href)="([^"]*)"|<image\b[^>]*\shref="([^"]*)"|url\(([^)]*)\)/gu;
  return [...html.matchAll(shown)]
    .map(([, attribute, image, style]) => attribute ?? image ?? style ?? "")
    .filter((address) => !/^(#|\/assets\/)/u.test(address));
}

/** Someone who goes through pages in one browser; each page they see is a line. */
export class Walk {
  readonly browser: Browser;
  readonly #headers: HeaderSets;
  readonly #lines: string[];

  constructor(title: string, browser: Browser, headers: HeaderSets) {
    this.browser = browser;
    this.#headers = headers;
    this.#lines = [title];
  }

  get(path: string, headers: Fields = {}): Promise<Page> {
    return this.#seen(`GET ${path}`, this.browser.get(path, headers));
  }

  /** Sends the form of the page that was seen last, and opens the page to which it leads. */
  post(note: string, path: string, fields: Fields, headers: Fields = {}): Promise<Page> {
    return this.#followed(note, path, this.browser.post(path, fields, headers));
  }

  upload(note: string, path: string, fields: Fields, file: SentFile): Promise<Page> {
    return this.#followed(note, path, this.browser.upload(path, fields, file));
  }

  send(note: string, path: string, body: string, type: string): Promise<Page> {
    return this.#followed(note, path, this.browser.send(path, body, type));
  }

  ask(note: string, path: string, init: RequestInit): Promise<Page> {
    return this.#seen(`${init.method} ${path} (${note})`, this.browser.ask(path, init));
  }

  toString(): string {
    return this.#lines.join("\n");
  }

  async #followed(note: string, path: string, answer: Promise<Page>): Promise<Page> {
    const page = await this.#seen(`POST ${path} (${note})`, answer);
    return page.location === null ? page : this.get(page.location);
  }

  async #seen(what: string, answer: Promise<Page>): Promise<Page> {
    const page = await answer;
    const { status, headers, location, html } = page;
    expect(picturesElsewhere(html)).toEqual([]);
    expect(saysNothing(html), what).toEqual([]);
    const hash = createHash("sha256").update(maskPage(html)).digest("hex");
    const rest =
      location === null
        ? `"${maskPage(pageTitle(html))}" ${html.length === 0 ? "empty" : hash}`
        : `to ${maskPage(location)}`;
    const line = `  ${status} ${maskPage(what)} ${rest} ${this.#headers.nameOf(headers)}`;
    this.#lines.push(line);
    return page;
  }
}

/** Elements that have something to say and say nothing, as those in which a value stands that is no text. */
function saysNothing(html: string): readonly string[] {
  const empty =
    /<(dd|dt|h[1-6]|p|strong|label|legend|li|button|th|caption|option|a)\b(?![^>]*role="status")[^>]*>\s*<\/\1>|\[object /gu;
  return [...html.matchAll(empty)].map(([found]) => found);
}
