import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { holder, pin } from "../support/stage.ts";
import { request } from "./portal-pages.ts";
import { PortalSite } from "./portal-site.ts";

// Goal: what holders do, they do with the keyboard alone, and with what their screen reader says.
// Method: Tab and Enter only; where the focus is, is read as assistive technology reads it.
describeWith(chromium, "the portal with a keyboard", (executablePath) => {
  let site: PortalSite;
  beforeAll(async () => {
    site = await PortalSite.open(executablePath);
  }, 60_000);
  beforeEach(() => site.startAnew(), 60_000);
  afterAll(() => site.close(), 60_000);

  /** Presses Tab until what has the focus is called so; answers how often. */
  async function tabTo(name: string | RegExp): Promise<number> {
    const { page } = site;
    for (let tabs = 1; tabs <= 40; tabs += 1) {
      await page.keyboard.press("Tab");
      const named = page
        .locator("*:focus")
        .and(
          page
            .getByRole("link", { name })
            .or(page.getByRole("button", { name }))
            .or(page.getByLabel(name)),
        );
      if ((await named.count()) > 0) return tabs;
    }
    throw new Error(`Cannot reach ${name} with 40 tabs`);
  }

  async function answered(key: string): Promise<void> {
    const { page } = site;
    const loaded = page.waitForEvent("load", { timeout: 20_000 });
    await page.keyboard.press(key);
    await loaded;
  }

  const heading = () => site.page.locator("h1").textContent();

  test("goes from the log-in page to a new PIN", { timeout: 60_000 }, async () => {
    const { stage, page } = site;
    await stage.commission();
    await site.go("/portal");
    await page.keyboard.press("Tab");
    expect(await page.locator("*:focus").textContent()).toBe("Aller au contenu");
    await tabTo("Identifiant");
    await page.keyboard.type(holder);
    await page.keyboard.press("Tab");
    await page.keyboard.type(pin + stage.code());
    await answered("Enter");
    expect(await heading()).toBe("Vos applications");
    stage.advance(60);

    await tabTo("Changer mon code PIN");
    await answered("Enter");
    await tabTo("PASSCODE actuel");
    await page.keyboard.type(pin + stage.code());
    await answered("Enter");
    await tabTo("Nouveau code PIN");
    await page.keyboard.type("zx81q");
    await tabTo("Nouveau code PIN, une seconde fois");
    await page.keyboard.type("zx81q");
    await answered("Enter");
    stage.advance(60);
    await tabTo("Nouveau PASSCODE");
    await page.keyboard.type(`zx81q${stage.code()}`);
    await answered("Enter");
    expect(await page.getByRole("status").first().textContent()).toContain(
      "Votre code PIN est changé",
    );
  });

  test("is put at what is wrong, and leads from there to the field", {
    timeout: 60_000,
  }, async () => {
    const { page } = site;
    await site.go("/portal/assistance/request");
    await site.send({ name: "Dupont", email: "jeanne" });
    const focused = page.locator("*:focus");
    expect(await focused.getAttribute("role")).toBe("alert");
    expect(await focused.locator("h2").textContent()).toContain("5 champs sont à corriger");
    await tabTo(/^Prénom/u);
    await page.keyboard.press("Enter");
    expect(await page.locator("*:focus").getAttribute("id")).toBe("firstName");
  });

  test("writes to the help desk, a screenshot with it", { timeout: 60_000 }, async () => {
    const { page } = site;
    await site.go("/portal/assistance");
    await tabTo("Écrire à l’assistance");
    await answered("Enter");
    const picture = site.file("écran.png", await page.screenshot());
    await page.setInputFiles('[name="files"]', picture);
    await page.locator(".previews canvas").waitFor();
    expect(await page.locator(".previews").textContent()).toBe("écran.png");
    await site.send(request);
    expect(await heading()).toBe("Votre demande est envoyée");
    const [document] = await site.stage.ports.documents.list("ticket", {
      ...{ prefix: "", after: null, limit: 1, newestFirst: true },
    });
    expect(document?.body).toContain('"name":"écran.png","mediaType":"image/png"');
    expect(await page.locator(".ticket-number").textContent()).toBe(document?.id);
  });

  test("sends a form once, however often it is sent", { timeout: 60_000 }, async () => {
    const { stage, page } = site;
    await stage.commission();
    await site.go("/portal");
    await page.fill('[name="identifier"]', holder);
    await page.fill('[name="passcode"]', pin + stage.code());
    const loaded = page.waitForEvent("load", { timeout: 20_000 });
    await page.locator("[type=submit]").dblclick();
    await loaded;
    expect(await heading()).toBe("Vos applications");
  });

  test("counts the seconds, and says when the next code is due", { timeout: 60_000 }, async () => {
    const { stage, page } = site;
    await site.go("/portal/new-key");
    stage.advance(37);
    await site.send({ identifier: holder, passcode: stage.code() });
    await site.send({ pin: "zx81q", pinAgain: "zx81q" });
    expect(await page.locator(".countdown-text").textContent()).toContain("environ");
    await page.locator(".countdown.ready").waitFor({ timeout: 15_000 });
    expect(await page.locator(".countdown [role=status]").textContent()).toContain(
      "Votre clé doit maintenant afficher un autre code",
    );
  });

  test("goes back past a refused form without an error", { timeout: 60_000 }, async () => {
    const { page } = site;
    await site.go("/portal");
    await site.send({ identifier: holder, passcode: "0000000000" });
    await site.press(page.getByRole("link", { name: "Que faire ?" }));
    await page.goBack();
    expect(await page.locator("#refused").textContent()).toContain("Connexion refusée");
    expect(await page.inputValue('[name="identifier"]')).toBe(holder);
    await page.goBack();
    expect(await page.locator(".alert").count()).toBe(0);
    expect(await heading()).toBe("Connexion");
  });

  test("lets the time to finish run, and gives more by one key", { timeout: 60_000 }, async () => {
    const { stage, page } = site;
    await site.go("/portal/new-key");
    await site.send({ identifier: holder, passcode: stage.code() });
    const left = page.locator(".time-left-now");
    const first = await left.textContent();
    expect(first).toMatch(/Il vous reste (?:9 min 5\d|10 min 00) s/u);
    await expect.poll(() => left.textContent(), { timeout: 10_000 }).not.toBe(first);
    stage.advance(500);
    await tabTo("Demander plus de temps");
    await answered("Enter");
    expect(await page.locator(".time-left [role=status]").textContent()).toContain(
      "Vous avez maintenant jusqu’à",
    );
    expect(await left.textContent()).toMatch(/Il vous reste (?:9|10) min/u);
  });

  test("is read by the names of its parts", { timeout: 60_000 }, async () => {
    const { page } = site;
    await site.go("/portal");
    for (const role of ["banner", "main", "contentinfo"] as const) {
      expect(await page.getByRole(role).count()).toBe(1);
    }
    const field = page.getByLabel("Mot de passe ou Passcode OTP", { exact: true });
    expect(await field.getAttribute("autocomplete")).toBe("one-time-code");
    const described = (await field.getAttribute("aria-describedby")) ?? "";
    expect(await page.locator(`#${described}`).textContent()).toContain(
      "PASSCODE = votre code PIN",
    );
    await page.getByRole("button", { name: "Afficher la saisie : Mot de passe" }).click();
    expect(await field.getAttribute("type")).toBe("text");
  });
});
