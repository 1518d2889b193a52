import { afterEach, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { DeskSite } from "./desk-site.ts";
import { stagePin } from "./desk-stage.ts";

const limit = 120_000;

// Goal: a caller's task takes few clicks. Method: each task from the desk's first page, whose search has the
// focus. A click on a link or a button counts, and so does the key that sends a form; typing does not. The
// factors of the staff were confirmed within the last minutes, else their page is one more.
describeWith(chromium, "what callers want, counted in clicks", (executablePath) => {
  let desk: DeskSite;
  let clicks = 0;
  beforeEach(async () => {
    desk = await DeskSite.open(executablePath);
    clicks = 0;
  }, limit);
  afterEach(async () => {
    const { complaints } = desk;
    await desk.close();
    expect(complaints).toEqual([]);
  }, limit);

  /** Logs in, and confirms both factors as an act wants it. */
  async function enter(): Promise<void> {
    await desk.enterAs("marie", "desk");
    await desk.goTo("/desk/key/clear-pin?serial=2604417-3");
    await desk.giveFactors();
    await desk.goTo("/desk");
  }

  async function search(text: string): Promise<void> {
    await desk.page.keyboard.type(text);
    clicks += 1;
    await desk.page.keyboard.press("Enter");
    await desk.page.waitForLoadState();
  }

  async function click(name: string): Promise<void> {
    clicks += 1;
    await desk.page
      .getByRole("main")
      .locator("a, button")
      .getByText(name, { exact: true })
      .first()
      .click();
    await desk.page.waitForLoadState();
  }

  test("found by a surname, by a request's number, by a serial's last digits: 1", {
    timeout: limit,
  }, async () => {
    await enter();
    const number = (await desk.page.locator(".tickets small").first().textContent())?.trim() ?? "";
    const subject = (await desk.page.locator(".tickets a").first().textContent()) ?? "";
    for (const [text, heading] of [
      ["dupont", "Clé 2604417-3"],
      ["4417", "Clé 2604417-3"],
      [number, subject],
    ] as const) {
      clicks = 0;
      await search(text);
      await desk.page.getByRole("heading", { name: heading }).waitFor();
      expect(clicks).toBe(1);
      await desk.goTo("/desk");
    }
  });

  test("a forgotten PIN: at most 3", { timeout: limit }, async () => {
    await enter();
    await search("dupont");
    await click("Effacer le code PIN");
    await desk.page.getByLabel("Motif").fill("PIN oublié");
    await click("Effacer le code PIN");
    await desk.page.getByRole("heading", { name: "Code PIN effacé" }).waitFor();
    expect(clicks).toBeLessThanOrEqual(3);
  });

  test("a refused code of a clock that ran away: at most 2", { timeout: limit }, async () => {
    const { stage, page } = desk;
    stage.key("2604420-7").setOffset(40 * 86_400_000);
    await enter();
    for (const _ of [1, 2])
      await stage.logIn("paul.durand", stagePin + stage.nextCode("2604420-7"));
    await search("durand");
    stage.key("2604420-7").setOffset(3 * 3_600_000);
    await page.fill("#first", stage.nextCode("2604420-7"));
    await page.fill("#second", stage.nextCode("2604420-7"));
    await click("Resynchroniser");
    await page.getByText("Son horloge").first().waitFor();
    expect(clicks).toBeLessThanOrEqual(2);
    const again = await stage.logIn("paul.durand", stagePin + stage.nextCode("2604420-7"));
    expect(again).toBe("accepted");
  });

  test("a lost key with its replacement: at most 3", { timeout: limit }, async () => {
    await enter();
    await search("dupont");
    await click("Remplacer par une autre clé");
    await desk.page.getByLabel("Motif").fill("perdue dans le train");
    await desk.page.fill("#serial", "2604422-3");
    await click("Remplacer par une autre clé");
    await desk.page.getByRole("heading", { name: "Clé 2604422-3" }).waitFor();
    expect(clicks).toBeLessThanOrEqual(3);
    expect(await desk.stage.logIn("jeanne.dupont", desk.stage.nextCode("2604422-3"))).toBe(
      "choose-pin",
    );
  });
});
