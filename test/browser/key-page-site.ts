import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keyPage } from "@jeton/playground";
import type { Locator, Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "./chromium.ts";
import { glassCode } from "./glass-code.ts";

/** The page of a key and its validator, from a disk, in a browser without a network. */
export class KeyPageSite {
  readonly #folder: string;
  readonly #browser: TestBrowser;
  /** What the page asked for besides itself. */
  readonly asked: string[] = [];

  private constructor(folder: string, browser: TestBrowser) {
    this.#folder = folder;
    this.#browser = browser;
    this.page.on("request", (request) => {
      if (request.url().split("#")[0] !== this.url) this.asked.push(request.url());
    });
  }

  static async open(
    executablePath: string,
    options: Parameters<typeof openBrowser>[1] = {},
  ): Promise<KeyPageSite> {
    const folder = mkdtempSync(join(tmpdir(), "jeton-key-page-"));
    writeFileSync(join(folder, "key-page.html"), await keyPage());
    const browser = await openBrowser(executablePath, { locale: "en-GB", ...options });
    await browser.page.context().setOffline(true);
    return new KeyPageSite(folder, browser);
  }

  get page(): Page {
    return this.#browser.page;
  }

  get url(): string {
    return pathToFileURL(join(this.#folder, "key-page.html")).href;
  }

  /** Loads the page anew with a key that this fragment describes, and stops its time. */
  async begin(fragment: string): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(`${this.url}#at=1800000000000&${fragment}`);
    await this.press("Stop");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
    await this.drawn();
  }

  /** Waits until the page has drawn what was done: two frames, the second at least 50 ms later. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      "new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60))",
    );
  }

  code(): Promise<string> {
    return glassCode(this.page.locator("#picture"));
  }

  /** Returns the page's true time, Unix ms. */
  async now(): Promise<number> {
    return Number(await this.page.locator("#now").getAttribute("data-at"));
  }

  text(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  /** Throws Error when the page complained of anything but what is `expected`. */
  async close(expected: RegExp | null = null): Promise<void> {
    const complaints = this.#browser.complaints.filter((each) => expected?.test(each) !== true);
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  }
}
