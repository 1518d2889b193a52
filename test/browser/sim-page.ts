import { randomBytes } from "node:crypto";
import { unixMilliseconds } from "@jeton/core";
import { type Listening, listen } from "@jeton/http";
import { createSimApp, KeyHouse } from "@jeton/sim/serve";
import type { Locator, Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "./chromium.ts";
import { glassCode } from "./glass-code.ts";

/** The control page of a house in virtual time, in a browser as a tester has it. */
export class SimPage {
  readonly house: KeyHouse;
  readonly #browser: TestBrowser;
  readonly #server: Listening;
  #isServed = true;

  private constructor(house: KeyHouse, browser: TestBrowser, server: Listening) {
    this.house = house;
    this.#browser = browser;
    this.#server = server;
  }

  static async open(
    executablePath: string,
    options: Parameters<typeof openBrowser>[1] = {},
  ): Promise<SimPage> {
    const house = new KeyHouse({
      kind: "virtual",
      startsAt: unixMilliseconds(1_800_000_010_000),
    });
    const app = createSimApp({
      house,
      apply: (operation) => house.apply(operation),
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      host: "127.0.0.1",
      token: null,
      onError: (error) => {
        throw error;
      },
    });
    const server = await listen(app, { host: "127.0.0.1", port: 0 });
    const browser = await openBrowser(executablePath, { locale: "en-GB", ...options });
    await browser.page.goto(server.url);
    return new SimPage(house, browser, server);
  }

  get page(): Page {
    return this.#browser.page;
  }

  /** The card of a key. */
  card(serial: string): Locator {
    return this.page.locator(`article[data-serial="${serial}"]`);
  }

  /** Reads the digits off the drawn glass, segment by segment; "?" where no digit is shown. */
  readDisplay(serial: string): Promise<string> {
    return glassCode(this.card(serial));
  }

  /** Waits until the display shows `text`. */
  async shows(serial: string, text: string): Promise<void> {
    const end = Date.now() + 10_000;
    while ((await this.readDisplay(serial)) !== text) {
      if (Date.now() > end) throw new Error("The page did not come to show what the key shows");
      await this.page.waitForTimeout(20);
    }
  }

  /** The server ends; pages that are open lose it. */
  async endServer(): Promise<void> {
    this.#isServed = false;
    await this.#server.close();
  }

  /** Throws Error when the page complained of anything but what is `expected`. */
  async close(expected: RegExp | null = null): Promise<void> {
    const complaints = this.#browser.complaints.filter((each) => expected?.test(each) !== true);
    await this.#browser.close();
    if (this.#isServed) await this.#server.close();
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  }
}
