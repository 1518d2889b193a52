import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Listening, listen } from "@jeton/http";
import { createApp } from "@jeton/service";
import type { Page } from "playwright-core";
import { holder, openStage, pin, type Stage } from "../support/stage.ts";
import { openBrowser, type TestBrowser } from "./chromium.ts";

const applications = [
  { name: "Notes", url: "https://notes.example/", description: "Saisie des notes et bulletins" },
  { name: "Agenda", url: "https://agenda.example/", description: "Emplois du temps, salles" },
  { name: "Courrier", url: "https://courrier.example/", description: "Messagerie professionnelle" },
];
const contact = { phone: "01 23 45 67 89", email: "assistance@exemple.fr", hours: "8 h – 18 h" };

type Brand = NonNullable<Parameters<typeof createApp>[0]["brand"]>;

/** A real portal on a port of its own, in virtual time, with a browser in front of it. */
export class PortalSite {
  readonly #browser: TestBrowser;
  readonly #folder: string = mkdtempSync(join(tmpdir(), "jeton-portal-"));
  readonly #errors: unknown[] = [];
  #server: Listening | null = null;
  #stage: Stage | null = null;

  private constructor(browser: TestBrowser) {
    this.#browser = browser;
  }

  static async open(
    executablePath: string,
    looking: Parameters<typeof openBrowser>[1] = {},
  ): Promise<PortalSite> {
    const site = new PortalSite(await openBrowser(executablePath, looking));
    await site.startAnew();
    return site;
  }

  /** A portal in which nothing has happened yet, for a browser that was nowhere. */
  async startAnew(brand: Brand = {}): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.context().clearCookies();
    await this.#server?.close();
    const stage = await openStage();
    const app = createApp({
      ...stage.ports,
      secureCookies: false,
      frameAncestors: "none",
      applications,
      contact,
      brand,
      startPath: "/portal",
      onError: (error) => this.#errors.push(error),
    });
    this.#stage = stage;
    this.#server = await listen(app, { host: "127.0.0.1", port: 0 });
  }

  get stage(): Stage {
    return present(this.#stage);
  }

  get url(): string {
    return present(this.#server).url;
  }

  get page(): Page {
    return this.#browser.page;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Fills the fields, by their names, sends their form and waits for the page that answers. */
  async send(fields: Readonly<Record<string, string>>): Promise<void> {
    const names = Object.keys(fields);
    for (const name of names) await this.page.fill(`[name="${name}"]`, fields[name] ?? "");
    const field = this.page.locator(`[name="${names[0]}"]`);
    await this.press(this.page.locator("form").filter({ has: field }).locator("[type=submit]"));
  }

  /** Presses a button that leads to another page, and waits for that one. */
  async press(button: ReturnType<Page["locator"]>): Promise<void> {
    const answered = this.page.waitForEvent("load", { timeout: 20_000 });
    await button.click();
    await answered;
  }

  /** Logs in with the present code, and lets its step pass. */
  async logIn(): Promise<void> {
    await this.go("/portal");
    await this.send({ identifier: holder, passcode: pin + this.stage.code() });
    this.stage.advance(60);
  }

  /** Makes a small file of this name and answers its path. */
  file(name: string, bytes: Uint8Array): string {
    const path = join(this.#folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  /** Ends all of it. Throws when a page or the server complained. */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server?.close();
    rmSync(this.#folder, { recursive: true, force: true });
    const complaints = [...this.#browser.complaints, ...this.#errors.map(String)];
    if (complaints.length > 0) throw new Error(`The portal complained: ${complaints.join("; ")}`);
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error("Cannot use the portal: it was not started");
  return value;
}
