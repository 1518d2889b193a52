import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unixMilliseconds } from "@jeton/core";
import { type Demo, demoHolder, startDemo } from "@jeton/demo";
import { VirtualTime } from "@jeton/key";
import type { Frame, FrameLocator, Locator, Page } from "playwright-core";
import { openBrowser, type TestBrowser } from "./chromium.ts";
import { glassCode } from "./glass-code.ts";

/** The bench in virtual time with a browser in front of it, as its user has it. */
export class Bench {
  readonly holder: string = demoHolder;
  readonly time: VirtualTime = new VirtualTime(unixMilliseconds(1_800_000_010_000));
  readonly #directory: string = mkdtempSync(join(tmpdir(), "jeton-bench-"));
  readonly #executablePath: string;
  #demo: Demo | null = null;
  #browser: TestBrowser | null = null;

  constructor(executablePath: string) {
    this.#executablePath = executablePath;
  }

  get page(): Page {
    return present(this.#browser).page;
  }

  /** The portal, in its frame beside the key. */
  get portal(): FrameLocator {
    return this.page.frameLocator("iframe");
  }

  get demo(): Demo {
    return present(this.#demo);
  }

  async open(options: Parameters<typeof openBrowser>[1] = {}): Promise<void> {
    await this.startServer();
    this.#browser = await openBrowser(this.#executablePath, options);
    await this.page.goto(`${this.demo.url}/bench`);
  }

  /** Starts the server on what the data directory holds. */
  async startServer(): Promise<void> {
    const where = { dataDirectory: this.#directory, host: "127.0.0.1", port: 0 };
    this.#demo = await startDemo({ ...where, timeSource: this.time });
  }

  /** Stops the server and starts it again; the browser keeps its cookies and its page. */
  async restartServer(): Promise<void> {
    const port = Number(new URL(this.demo.url).port);
    const portalUrl = this.#portalFrame().url();
    // The page would rightly complain of the server that went away.
    await this.page.goto("about:blank");
    await this.demo.close();
    const where = { dataDirectory: this.#directory, host: "127.0.0.1", port };
    this.#demo = await startDemo({ ...where, timeSource: this.time });
    await this.page.goto(`${this.demo.url}/bench`);
    await this.#portalFrame().goto(portalUrl);
  }

  /** Loads the portal's present page again. */
  async reloadPortal(): Promise<void> {
    const frame = this.#portalFrame();
    await frame.goto(frame.url());
  }

  #portalFrame(): Frame {
    return present(this.page.frames()[1] ?? null);
  }

  /** Reads the digits off the segments of the key that the page draws. */
  readCode(): Promise<string> {
    return glassCode(this.page.locator("#key-picture"));
  }

  /** Lets the time of a step pass and waits until the page shows another code; answers it. */
  async nextCode(): Promise<string> {
    const before = await this.readCode();
    this.time.advance(this.demo.key.millisecondsLeft());
    // The picture's accessible name reads the digits one by one.
    const spoken = [...before].join(" ");
    const another = this.page.locator("#key-picture title").filter({ hasNotText: spoken });
    await another.waitFor({ state: "attached", timeout: 10_000 });
    return this.readCode();
  }

  async logIn(secret: string, identifier: string = this.holder): Promise<void> {
    await this.portal.locator('input[name="identifier"]').fill(identifier);
    await this.submitPasscode(secret);
  }

  async submitPasscode(secret: string): Promise<void> {
    await this.#send(this.portal.locator('input[name="passcode"]'), secret);
  }

  async choosePin(pin: string, again: string = pin): Promise<void> {
    await this.portal.locator('input[name="pin"]').fill(pin);
    await this.#send(this.portal.locator('input[name="pinAgain"]'), again);
  }

  /** Fills the last field of a form, sends it with Enter and waits for the page that answers. */
  async #send(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    const answered = this.#portalFrame().waitForNavigation();
    await field.press("Enter");
    await answered;
  }

  /** Waits until the portal shows a page with this heading. */
  async sees(heading: RegExp | string): Promise<void> {
    const found = this.portal.getByRole("heading", { name: heading }).first();
    await found.waitFor({ timeout: 10_000 });
  }

  /** Puts the key in service with this PIN and signs out. */
  async commission(pin: string): Promise<void> {
    await this.logIn(await this.readCode());
    await this.choosePin(pin);
    await this.sees("Attendez le code suivant");
    await this.submitPasscode(pin + (await this.nextCode()));
    await this.signOut();
  }

  async signOut(): Promise<void> {
    await this.portal.getByRole("button", { name: "Se déconnecter" }).click();
    await this.portal.locator('input[name="identifier"]').waitFor();
  }

  async close(): Promise<void> {
    const complaints = this.#browser?.complaints ?? [];
    await this.#browser?.close();
    await this.#demo?.close();
    rmSync(this.#directory, { recursive: true, force: true });
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error("Cannot use the bench: it was not opened");
  return value;
}
