import { expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { DeskSite } from "./desk-site.ts";

const limit = 120_000;

// Goal: several keys are suspended at once by somebody who has no mouse, in both languages.
// Method: the tabulator, blank and Enter only; the trail says what was done.
describeWith(chromium, "an act on many keys", (executablePath) => {
  test.each([
    ["fr-FR", "Suspendre", "Continuer avec les clés choisies", "Motif", "Fait pour 2 clés."],
    ["en-GB", "Suspend", "Go on with the chosen keys", "Reason", "Done for 2 keys."],
  ])("goes by keyboard only (%s)", { timeout: limit }, async (locale, act, goOn, reason, done) => {
    const desk = await DeskSite.open(executablePath, { locale });
    try {
      await desk.enterAs("marie", "desk");
      const { page, stage } = desk;
      await desk.goTo("/desk/keys?group=in-service");
      const chosen: string[] = [];
      while (chosen.length < 2) {
        await page.keyboard.press("Tab");
        const serial = await page.evaluate<string | null>(
          "document.activeElement.type === 'checkbox' ? document.activeElement.value : null",
        );
        if (serial === null || chosen.includes(serial)) continue;
        await page.keyboard.press("Space");
        chosen.push(serial);
      }
      await desk.tabTo(goOn);
      await page.keyboard.press("Enter");
      await page.getByLabel(reason).waitFor();
      await desk.tabTo(reason);
      await page.keyboard.type("box lost");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText(done, { exact: true }).waitFor();
      expect(await page.locator("h1").textContent()).toBe(act);
      for (const serial of chosen) {
        const stored = await stage.ports.store.load(serial);
        expect(stored?.record.state.kind).toBe("suspended");
        const events = await stage.ports.store.events(serial, { afterSequence: 0, limit: 500 });
        expect(events.at(-1)).toMatchObject({ kind: "suspended", actor: "staff:marie" });
      }
      expect(desk.complaints).toEqual([]);
    } finally {
      await desk.close();
    }
  });
});
