import { codeAt, codeParameters, stepAt, timeStep } from "@jeton/core";
import type { Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "./chromium.ts";
import { DeskStage, firstPassword } from "./desk-stage.ts";

export const staffPassword = "correct horse battery";

const application = codeParameters({ periodSeconds: 30 });

/** The help desk on a port of its own, with a browser in which someone of the staff sits. */
export class DeskSite {
  readonly stage: DeskStage = new DeskStage();
  readonly #browser: TestBrowser;
  /** What the application on the phone was given. */
  #secret: Uint8Array = new Uint8Array();

  private constructor(browser: TestBrowser) {
    this.#browser = browser;
  }

  static async open(
    executablePath: string,
    looking: Parameters<typeof openBrowser>[1] = {},
  ): Promise<DeskSite> {
    const site = new DeskSite(await openBrowser(executablePath, looking));
    await site.stage.open();
    await site.stage.play();
    return site;
  }

  get page(): Page {
    return this.#browser.page;
  }

  /** What pages complained of, and what the service did. */
  get complaints(): readonly unknown[] {
    return [...this.#browser.complaints, ...this.stage.errors];
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.stage.close();
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.stage.url + path);
  }

  /** Sends the form of the page. */
  async send(): Promise<void> {
    await this.page.locator("main form button[type=submit]").first().click();
    await this.page.waitForLoadState();
  }

  /** The code that the application shows; each one serves once, so the next one is waited for. */
  nextStaffCode(): string {
    this.stage.time.advance(30_000);
    const step = stepAt(this.stage.time.now(), application) ?? 0;
    return codeAt(this.#secret, timeStep(step), application);
  }

  /** Makes an account and goes as far as the page on which its second factor is enrolled. */
  async goToEnrolment(
    name: string,
    role: "desk" | "officer" | "auditor",
    scope: readonly string[] | null = null,
  ): Promise<void> {
    await this.stage.addStaff(name, role, scope);
    await this.goTo("/desk/login");
    await this.page.fill("#name", name);
    await this.page.fill("#password", firstPassword);
    await this.send();
    const secret = (await this.page.locator(".secret-text").textContent()) ?? "";
    this.#secret = fromBase32(secret.replaceAll(" ", ""));
  }

  /** Enrols and logs in: the page is the first one of the desk then. */
  async enterAs(
    name: string,
    role: "desk" | "officer" | "auditor",
    scope: readonly string[] | null = null,
  ): Promise<void> {
    await this.goToEnrolment(name, role, scope);
    await this.page.fill("#password", staffPassword);
    await this.page.fill("#passwordAgain", staffPassword);
    await this.page.fill("#code", this.nextStaffCode());
    await this.send();
    await this.page.fill("#name", name);
    await this.giveFactors();
    await this.page.waitForURL(/\/desk$/u);
  }

  /** Gives both factors on the page that asks for them. */
  async giveFactors(): Promise<void> {
    await this.page.fill("#password", staffPassword);
    await this.page.fill("#code", this.nextStaffCode());
    await this.send();
  }

  /** Presses the tabulator until the focus is on what has this name. */
  async tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await this.page.keyboard.press("Tab");
      const focused = await this.page.evaluate<string>(
        "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()",
      );
      if (focused === name) return;
    }
    throw new Error(`The tabulator does not lead to ${name}`);
  }
}

function fromBase32(text: string): Uint8Array {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/gu) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
