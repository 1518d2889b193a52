import { afterEach, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { Bench } from "./bench.ts";

// Goal: whatever holders do wrong, they are refused and see the way out.
// Method: a person's mistakes, one by one, through the pages.
describeWith(chromium, "a holder's mistakes in a browser", (executablePath) => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench(executablePath);
    await bench.open();
  });

  afterEach(() => bench.close());

  test("the first code a second time is refused, and the page says to wait for another one", async () => {
    const first = await bench.readCode();
    await bench.logIn(first);
    await bench.sees("Choisissez votre code PIN");
    // The holder opens the portal again, as one does who is unsure.
    await bench.page.context().clearCookies();
    await bench.page.reload();
    await bench.logIn(first);
    await bench.sees("Connexion refusée");
    await seesText(/Attendez que la clé affiche un autre code/i);
    await bench.logIn(await bench.nextCode());
    await bench.sees("Choisissez votre code PIN");
  });

  test.each([
    ["twice different", "k7m2", "k7m3", /deux saisies/i],
    ["of 3 characters", "k7m", "k7m", /4 à 6 caractères/i],
    ["of 7 characters", "k7m2x9q", "k7m2x9q", /4 à 6 caractères/i],
    ["of one repeated character", "7777", "7777", /trop facile à deviner/i],
  ])("a PIN %s is not taken, and the field says why", async (_, pin, again, cure) => {
    await bench.logIn(await bench.readCode());
    await bench.choosePin(pin, again);
    const problem = bench.portal.locator('[aria-invalid="true"]').first();
    await problem.waitFor();
    await seesText(cure);
    await bench.choosePin("k7m2");
    await bench.sees("Attendez le code suivant");
  });

  test("a PASSCODE with the first code is refused, the one with the next code passes", async () => {
    const first = await bench.readCode();
    await bench.logIn(first);
    await bench.choosePin("k7m2");
    await bench.sees("Attendez le code suivant");
    await bench.submitPasscode(`k7m2${first}`);
    await bench.sees(/refusé/i);
    await seesText(/Attendez d’en voir un autre|un autre code/i);
    await bench.submitPasscode(`k7m2${await bench.nextCode()}`);
    await bench.sees("Votre clé est en service");
  });

  test("the digits alone are refused once the key is in service, and the page names the PASSCODE", async () => {
    await bench.commission("k7m2");
    await bench.logIn(await bench.nextCode());
    await bench.sees("Connexion refusée");
    await seesText(/code PIN,? (directement )?suivi/i);
    await bench.logIn(`k7m2${await bench.nextCode()}`);
    await bench.sees("Vos applications");
  });

  test("a wrong PIN spends the code: the right PIN with it is refused, the next code passes", async () => {
    await bench.commission("k7m2");
    const code = await bench.nextCode();
    await bench.logIn(`k7m3${code}`);
    await bench.sees("Connexion refusée");
    await bench.logIn(`k7m2${code}`);
    await bench.sees("Connexion refusée");
    await bench.logIn(`k7m2${await bench.nextCode()}`);
    await bench.sees("Vos applications");
  });

  test("the refusal reads the same for an unknown identifier as for a wrong PIN", async () => {
    await bench.commission("k7m2");
    await bench.logIn(`k7m3${await bench.nextCode()}`);
    await bench.sees("Connexion refusée");
    const wrongPin = await bench.portal.locator("main").textContent();
    await bench.logIn("k7m2123456", "nobody");
    await bench.sees("Connexion refusée");
    expect(await bench.portal.locator("main").textContent()).toBe(wrongPin);
  });

  async function seesText(text: RegExp): Promise<void> {
    await bench.portal.getByText(text).first().waitFor({ timeout: 10_000 });
  }
});
