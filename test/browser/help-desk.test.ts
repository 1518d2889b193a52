import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { DeskSite } from "./desk-site.ts";
import { stagePin } from "./desk-stage.ts";

const limit = 120_000;

// Goal: a call is solved in a minute: search, why it failed, the act, what to say.
// Method: calls as they come in, in both languages, as someone of the staff answers them.
describeWith(chromium, "a call at the help desk", (executablePath) => {
  let site: DeskSite | null = null;
  beforeEach(async () => {
    site = null;
  });
  afterEach(async () => {
    const complaints = site?.complaints ?? [];
    await site?.close();
    expect(complaints).toEqual([]);
  }, limit);

  async function open(looking: Parameters<typeof DeskSite.open>[1] = {}): Promise<DeskSite> {
    site = await DeskSite.open(executablePath, looking);
    return site;
  }

  test("a forgotten PIN, by keyboard only", { timeout: limit }, async () => {
    const desk = await open();
    await desk.enterAs("marie", "desk");
    const { page } = desk;
    // The search has the focus: the identifier can be typed as it is heard.
    await page.keyboard.type("jeanne");
    await page.keyboard.press("Enter");
    await page.getByText("Le code est juste, le code PIN est faux, 3 fois de suite.").waitFor();
    await desk.tabTo("Effacer le code PIN");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Confirmez votre identité" }).waitFor();
    await desk.tabTo("Mot de passe");
    await page.keyboard.type("correct horse battery");
    await desk.tabTo("Code à 6 chiffres, ou PASSCODE de votre clé");
    await page.keyboard.type(desk.nextStaffCode());
    await page.keyboard.press("Enter");
    // Before the page is there, the focus is still on the one that goes.
    await page.getByLabel("Motif").waitFor();
    await desk.tabTo("Motif");
    await page.keyboard.type("PIN oublié, rappelée au 01 70 00 00 34");
    await desk.tabTo("Effacer le code PIN");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Code PIN effacé" }).waitFor();
    await page.getByText("Motif : PIN oublié, rappelée au 01 70 00 00 34").waitFor();
    // The holder does what she was told: the digits alone begin the commissioning again.
    const { stage } = desk;
    expect(await stage.logIn("jeanne.dupont", stage.nextCode("2604417-3"))).toBe("choose-pin");
  });

  test("a key whose clock ran away, in English", { timeout: limit }, async () => {
    const desk = await open({ locale: "en-GB" });
    const { stage, page } = desk;
    stage.key("2604420-7").setOffset(40 * 86_400_000);
    await desk.enterAs("paul", "desk");
    for (const _ of [1, 2]) {
      await stage.logIn("paul.durand", stagePin + stage.nextCode("2604420-7"));
    }
    await page.fill("#q", "2604420");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Why it does not work" }).waitFor();
    // The caller reads two codes aloud: they are typed where the cure is told.
    stage.key("2604420-7").setOffset(3 * 3_600_000);
    await page.fill("#first", stage.nextCode("2604420-7"));
    await page.fill("#second", stage.nextCode("2604420-7"));
    await page.getByRole("button", { name: "Resynchronise" }).click();
    await page.getByText("Its clock is 3 h 0 min ahead.").waitFor();
    expect(await stage.logIn("paul.durand", stagePin + stage.nextCode("2604420-7"))).toBe(
      "accepted",
    );
  });

  test("a request that is answered, without client script", { timeout: limit }, async () => {
    const desk = await open({ script: false });
    const { page } = desk;
    await desk.enterAs("marie", "desk");
    await page.getByRole("link", { name: "Connexion refusée depuis ce matin" }).click();
    await page.getByText("Le code est juste, le code PIN est faux, 3 fois de suite.").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /Télécharger/u }).click();
    expect((await download).suggestedFilename()).toContain("cran");
    const width = () =>
      page
        .locator("img.preview")
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    await vi.waitFor(async () => expect(await width()).toBeGreaterThan(0));
    await page.fill("#note", "Rappelée, PIN effacé.");
    await desk.send();
    await page.getByText("Rappelée, PIN effacé.").waitFor();
    await page.getByRole("button", { name: "Clore la demande" }).click();
    await page.getByRole("button", { name: "Rouvrir la demande" }).waitFor();
  });

  test("keys of a file, previewed and taken in", { timeout: limit }, async () => {
    const desk = await open();
    const { page } = desk;
    await desk.enterAs("marie", "officer");
    await page.getByRole("link", { name: "Importer" }).click();
    await desk.giveFactors();
    const seed = "00112233445566778899aabbccddeeff00112233";
    const buffer = Buffer.from(`serial,seed\n2604430-6,${seed}\n2604417-3,${seed}\n`);
    await page.selectOption("#kind", "csv");
    await page.setInputFiles("#file", { name: "livraison.csv", mimeType: "text/csv", buffer });
    await desk.send();
    await page.getByText("déjà là, inchangée").first().waitFor();
    await page.getByRole("button", { name: "Mettre en stock 1 clé" }).click();
    await page.getByText("1 clé traitée").waitFor();
    await page.getByRole("link", { name: "2604430-6" }).click();
    await page.getByText("Cette clé est en stock : elle n’est attribuée à personne.").waitFor();
  });
});
