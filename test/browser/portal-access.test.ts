import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { portalPages } from "./portal-pages.ts";
import { PortalSite } from "./portal-site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA, which RGAA checks too, and what axe counts as good practice beside it. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** WCAG 1.4.10: 320 pixels are a display of 1280 seen at 400 %, 640 the same at 200 %. */
const narrowWidths = [320, 640];

/** Self-help pages are all made alike: one with drawings and one without stand for them. */
const pages = portalPages.filter(
  ({ name }) => !name.startsWith("help-") || ["help-display", "help-fraud"].includes(name),
);

// Goal: every page can be used by everyone (WCAG 2.2 AA, RGAA 4).
// Method: axe on every page, in French by day and in English by night, so that each language and each
// set of colours is met everywhere; then the page is made narrow, and nothing may stand beside it.
describeWith(chromium, "every page of the portal", (executablePath) => {
  let site: PortalSite;
  beforeAll(async () => {
    site = await PortalSite.open(executablePath);
    // Colours that are on their way from one to another are neither.
    await site.page.emulateMedia({ reducedMotion: "reduce" });
  }, 60_000);
  afterAll(() => site.close(), 60_000);

  test.each(pages)("is sound: $name", { timeout: 60_000 }, async ({ open }) => {
    const { page } = site;
    await site.startAnew();
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(site);
    await isSound("fr", "light");
    const french = await page.title();
    // A page that answers a form is drawn again by sending the form again, as a browser does.
    await page.context().addCookies([{ name: "jeton_language", value: "en", url: site.url }]);
    await page.reload();
    await isSound("en", "dark");
    expect(await page.title()).not.toBe(french);
    for (const width of narrowWidths) {
      await page.setViewportSize({ width, height: 900 });
      const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(needed, `${width} px`).toBeLessThanOrEqual(width);
    }
  });

  async function isSound(language: string, colorScheme: "light" | "dark"): Promise<void> {
    const { page } = site;
    await page.emulateMedia({ colorScheme });
    expect(await page.getAttribute("html", "lang")).toBe(language);
    expect(await page.locator("h1").count()).toBe(1);
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run({ runOnly: ${JSON.stringify(tags)} })`,
    );
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id} (${help}): ${html}`),
    );
    expect(found, `${language}, ${colorScheme}`).toEqual([]);
  }
});
