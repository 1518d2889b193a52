import { DeskSite } from "./desk-site.ts";

/** Takes the pictures of the help desk for the docs, from the real pages. */
export async function takeDeskPictures(executablePath: string, folder: string): Promise<void> {
  const site = await DeskSite.open(executablePath, { width: 1280, height: 860 });
  const { page } = site;
  const shot = (name: string) => page.screenshot({ path: `${folder}desk-${name}.png` });
  try {
    await site.goToEnrolment("paul", "desk");
    await shot("enrolment");
    await page.context().clearCookies();
    await site.enterAs("marie", "officer");
    await shot("search");
    await site.goTo("/desk?q=jeanne");
    await page.setViewportSize({ width: 1280, height: 1240 });
    await shot("key");
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.locator(".why .button").click();
    await site.giveFactors();
    await page.fill("#reason", "PIN oublié ; rappelée au numéro de l’annuaire");
    await shot("act");
    await site.send();
    await shot("done");
    await site.goTo("/desk/import");
    const seed = "00112233445566778899aabbccddeeff0011223";
    const lines = [0, 1, 2, 3].map((digit) => `260443${digit}-0,${seed}${digit}`);
    const buffer = Buffer.from(`serial,seed\n${lines.join("\n")}\n2604417-3,${seed}4\n`);
    await page.selectOption("#kind", "csv");
    await page.setInputFiles("#file", { name: "livraison.csv", mimeType: "text/csv", buffer });
    await site.send();
    await shot("import");
    await site.goTo("/desk/language?lang=en&to=/desk/tickets");
    await page.locator(".tickets a").first().click();
    await shot("request-en");
    await page.setViewportSize({ width: 320, height: 860 });
    await site.goTo("/desk?q=karim");
    await shot("key-narrow-en");
  } finally {
    await site.close();
  }
}
