import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { axeFindings } from "./axe-findings.ts";
import { overflows } from "./narrow-widths.ts";
import { portalPages } from "./portal-pages.ts";
import { PortalSite } from "./portal-site.ts";

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
    expect(await overflows(page)).toEqual([]);
  });

  async function isSound(language: string, colorScheme: "light" | "dark"): Promise<void> {
    const { page } = site;
    await page.emulateMedia({ colorScheme });
    expect(await page.getAttribute("html", "lang")).toBe(language);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await axeFindings(page), `${language}, ${colorScheme}`).toEqual([]);
  }
});
