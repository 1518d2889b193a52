import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** A browser of its own for one test: nothing is left of an earlier one. */
export type TestBrowser = {
  readonly page: Page;
  /** What pages complained of: script errors, blocked resources. A good page has none. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
};

// Without these the browser looks for hosts that tests must not depend on.
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chromium at `executablePath` with a fresh profile. */
export async function openBrowser(
  executablePath: string,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly locale?: string;
    readonly script?: boolean;
    readonly scale?: number;
    readonly colorScheme?: "light" | "dark";
  } = {},
): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), "jeton-browser-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: quiet,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    deviceScaleFactor: options.scale ?? 1,
    colorScheme: options.colorScheme ?? "light",
    locale: options.locale ?? "fr-FR",
    javaScriptEnabled: options.script ?? true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refused log-in is a page with status 403, which the browser notes as an error.
    const isStatus = message.text().includes("the server responded with a status of");
    if (message.type() === "error" && !isStatus) complaints.push(message.text());
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, complaints, close };
}
