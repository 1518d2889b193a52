import { afterAll, beforeAll, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { axeFindings } from "./axe-findings.ts";
import { DeskSite } from "./desk-site.ts";
import { overflows } from "./narrow-widths.ts";
import { peopleImportPages } from "./people-import-pages.ts";

type Visit = readonly [name: string, go: (site: DeskSite) => Promise<void>];

const at = (path: string) => (site: DeskSite) => site.goTo(path);
/** Every kind of page, each in the state in which it has most to show. Acts are all made alike. */
const visits: readonly Visit[] = [
  ["first page", at("/desk")],
  ["search that finds several", at("/desk?q=26044")],
  ["search that finds people", at("/desk?q=0692")],
  ["someone without a key", at("/desk?q=marchand")],
  ["schools", at("/desk/people")],
  ["people of a school", at("/desk/people?school=0692800X")],
  ["key of someone who left", at("/desk?q=paul.durand")],
  ["key in trouble", at("/desk?q=jeanne")],
  ["key in stock", at("/desk?q=2604422")],
  ["key after an act", at("/desk/key?serial=2604417-3&done=resynchronise&steps=-3")],
  ["act that wants a reason", at("/desk/key/clear-pin?serial=2604417-3")],
  ["act that has a choice", at("/desk/key/replace?serial=2604417-3")],
  ["act with terms", at("/desk/key/hand-over?serial=2604421-5")],
  ["temporary code", at("/desk/key/issue-temporary-code?serial=2604417-3")],
  [
    "act with a mistake",
    async (site) => {
      await site.goTo("/desk/key/resynchronise?serial=2604417-3");
      await site.page.fill("#first", "12");
      await site.page.fill("#second", "123456");
      await site.send();
    },
  ],
  ["letters", at("/desk/letters?serial=2604421-5&serial=2604422")],
  ["keys", at("/desk/keys")],
  ["keys of one state", at("/desk/keys?group=in-service")],
  ["keys by their last use", at("/desk/keys?used=never&sort=age")],
  [
    "an act on many keys",
    async (site) => {
      await site.goTo("/desk/keys");
      await site.page.locator("button[name=all]").click();
    },
  ],
  ["health of the keys", at("/desk/fleet")],
  ["requests", at("/desk/tickets?state=any")],
  [
    "a request",
    async (site) => {
      await site.goTo("/desk/tickets");
      await site.page.locator(".tickets a").first().click();
    },
  ],
  ["import", at("/desk/import")],
  [
    "preview of an import",
    async (site) => {
      await site.goTo("/desk/import");
      const seed = "00112233445566778899aabbccddeeff00112233";
      const buffer = Buffer.from(`serial,seed\nX-1,${seed}\n2604417-3,${seed}\nX-2,zz\n`);
      await site.page.selectOption("#kind", "csv");
      await site.page.setInputFiles("#file", { name: "x.csv", mimeType: "text/csv", buffer });
      await site.send();
    },
  ],
  [
    "file of no use for an import",
    async (site) => {
      await site.goTo("/desk/import");
      const file = { name: "x.xml", mimeType: "text/xml", buffer: Buffer.from("<x>") };
      await site.page.setInputFiles("#file", file);
      await site.send();
      await site.page.locator("summary").click();
    },
  ],
  ["assignment by a list", at("/desk/assign-many")],
  ...peopleImportPages,
  ["journal", at("/desk/journal")],
  ["nothing", at("/desk/nothing")],
  [
    "a second key on its way",
    async (site) => {
      await site.goTo("/desk/key/send-second-key?serial=2604417-3");
      await site.page.fill("#serial", "2604422-3");
      await site.send();
    },
  ],
];

/** What says more to somebody with a scope. */
const scopedVisits: readonly Visit[] = [
  ["keys of a scope", at("/desk/keys")],
  ["health of the keys of a scope", at("/desk/fleet")],
  ["requests of a scope", at("/desk/tickets")],
  ["key in stock within a scope", at("/desk/key?serial=2604422")],
  ["someone without a key in a scope", at("/desk?q=marchand")],
  ["journal of a scope", at("/desk/journal")],
];

const asksFactors = /import|wants a reason|a second key/u;

// Goal: every page can be used by everyone (WCAG 2.2 AA, RGAA 4).
// Method: axe on every page, in French by day and in English by night; then the page is made
// narrow, and nothing may stand beside it.
describeWith(chromium, "every page of the help desk", (executablePath) => {
  let site: DeskSite;
  beforeAll(async () => {
    site = await DeskSite.open(executablePath);
    // Colours that are on their way from one to another are neither.
    await site.page.emulateMedia({ reducedMotion: "reduce" });
  }, 120_000);
  afterAll(async () => {
    const { complaints } = site;
    await site.close();
    expect(complaints).toEqual([]);
  }, 120_000);

  test("is sound: log-in, enrolment, both factors again", { timeout: 120_000 }, async () => {
    await site.goTo("/desk");
    await isSound("log-in");
    await site.page.fill("#name", "nobody");
    await site.page.fill("#password", "x");
    await site.send();
    await isSound("log-in refused");
    await site.goToEnrolment("paul", "desk");
    await isSound("enrolment");
    await site.send();
    await site.page.context().clearCookies();
    await site.enterAs("marie", "officer");
    await site.goTo("/desk/import");
    await isSound("both factors again");
    await site.giveFactors();
  });

  test.each(visits)("is sound: %s", { timeout: 120_000 }, async (name, go) => {
    if (asksFactors.test(name)) await confirmed();
    // A clock that rings adds its banner to each page.
    ring(name.startsWith("key"));
    await isSound(name, () => go(site));
  });

  test("is sound: log-in of somebody with a scope", { timeout: 120_000 }, async () => {
    await site.page.context().clearCookies();
    await site.enterAs("anne", "officer", ["0692*", "RECTORAT*"]);
    await isSound("first page of a scope");
  });

  test.each(scopedVisits)("is sound: %s", { timeout: 120_000 }, async (name, go) => {
    await isSound(name, () => go(site));
  });

  /** The acts that ask for both factors again are open to who gave them a short while ago. */
  async function confirmed(): Promise<void> {
    await site.goTo("/desk/confirm");
    if (await site.page.locator("#password").isVisible()) await site.giveFactors();
  }

  function ring(isRinging: boolean): void {
    const { ports } = site.stage;
    for (let key = 0; key < 8; key += 1) {
      const shift = isRinging ? 120_000 : 0;
      ports.clockWatch.note({ serial: `ring-${key}`, at: ports.clock(), shift });
    }
  }

  /** `again`: opens the page anew; what a form is answered with is drawn in the language in which it was sent. */
  async function isSound(
    name: string,
    again: () => Promise<unknown> = () => site.page.reload(),
  ): Promise<void> {
    const { page } = site;
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const [language, colorScheme] of [
      ["fr", "light"],
      ["en", "dark"],
    ] as const) {
      await page
        .context()
        .addCookies([{ name: "jeton_language", value: language, url: site.stage.url }]);
      await again();
      await page.emulateMedia({ colorScheme });
      expect(await page.getAttribute("html", "lang")).toBe(language);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await axeFindings(page), `${name}, ${language}, ${colorScheme}`).toEqual([]);
    }
    expect(await overflows(page), name).toEqual([]);
  }
});
