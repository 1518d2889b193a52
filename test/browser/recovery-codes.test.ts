import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { pin } from "../support/stage.ts";
import { axeFindings } from "./axe-findings.ts";
import { overflows } from "./narrow-widths.ts";
import { PortalSite } from "./portal-site.ts";

// Goal: the codes, which are shown once, can be read and printed by everyone.
// Method: have them made in both languages; axe, a narrow window, and the page as it comes onto paper.
describeWith(chromium, "the page with new recovery codes", (executablePath) => {
  let site: PortalSite;
  beforeAll(async () => {
    site = await PortalSite.open(executablePath);
    await site.page.emulateMedia({ reducedMotion: "reduce" });
  }, 60_000);
  afterAll(() => site.close(), 60_000);

  test.each([
    ["fr", "light"],
    ["en", "dark"],
  ] as const)(
    "is sound and fits a telephone and a sheet: %s",
    { timeout: 60_000 },
    async (language, colorScheme) => {
      const { page } = site;
      await site.startAnew();
      await site.stage.commission();
      await page.context().addCookies([{ name: "jeton_language", value: language, url: site.url }]);
      await page.emulateMedia({ colorScheme, media: "screen" });
      await site.logIn();
      await site.go("/portal/recovery-codes");
      site.stage.advance(60);
      await site.send({ passcode: pin + site.stage.code() });
      const codes = page.locator(".recovery-codes ul[translate] li");
      expect(await codes.count()).toBe(8);
      expect(await page.getAttribute("html", "lang")).toBe(language);
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 900 });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(390);
      await page.emulateMedia({ media: "print", colorScheme });
      for (const hidden of [".top", ".bottom", ".screen-only"]) {
        expect(await page.locator(hidden).first().isVisible()).toBe(false);
      }
      expect(await codes.first().isVisible()).toBe(true);
      const colours =
        "(() => { const s = getComputedStyle(document.querySelector('.recovery-codes')); return s.color + s.backgroundColor; })()";
      expect(await page.evaluate<string>(colours)).toBe("rgb(0, 0, 0)rgb(255, 255, 255)");
      await page.emulateMedia({ media: "screen", colorScheme });
      await page.reload();
      expect(await codes.count()).toBe(0);
    },
  );
});
