import { afterEach, beforeEach, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { Bench } from "./bench.ts";

describeWith(chromium, "the four steps in a browser", (executablePath) => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench(executablePath);
  });

  afterEach(() => bench.close());

  test("put the key in service, its code read off the LCD, the server restarted in between", async () => {
    await bench.open();
    const first = await bench.readCode();
    expect(first).toBe(bench.demo.key.code());

    await bench.logIn(first);
    await bench.sees("Choisissez votre code PIN");
    await bench.choosePin("k7m2");
    await bench.sees("Attendez le code suivant");

    await bench.restartServer();
    await bench.sees("Attendez le code suivant");
    const second = await bench.nextCode();
    await bench.submitPasscode(`k7m2${second}`);
    await bench.sees("Votre clé est en service");

    await bench.signOut();
    await bench.restartServer();
    await bench.logIn(`k7m2${await bench.nextCode()}`);
    await bench.sees("Vos applications");
  });

  test("show the countdown to the next code, and say when it has passed", async () => {
    await bench.open();
    await bench.logIn(await bench.readCode());
    await bench.choosePin("k7m2");
    await bench.sees("Attendez le code suivant");
    const waiting = bench.portal.getByText(/votre clé affichera un autre code dans environ/i);
    await waiting.first().waitFor();
    bench.time.advance(60_000);
    await bench.reloadPortal();
    await bench.portal
      .getByText(/doit maintenant afficher un autre code/i)
      .first()
      .waitFor();
  });

  test("work in English and without client script", async () => {
    await bench.open({ script: false, locale: "en-GB" });
    const { page, demo } = bench;
    await page.goto(`${demo.url}/portal`);
    await page.fill('input[name="identifier"]', bench.holder);
    await page.fill('input[name="passcode"]', demo.key.code() ?? "");
    await page.click('button[type="submit"]:has-text("Log in")');
    expect(await page.textContent("h1")).toBe("Choose your PIN");
    await page.fill('input[name="pin"]', "k7m2");
    await page.fill('input[name="pinAgain"]', "k7m2");
    await page.click('button:has-text("Save the PIN")');
    expect(await page.textContent("h1")).toBe("Wait for the next code");
    bench.time.advance(60_000);
    await page.fill('input[name="passcode"]', `k7m2${demo.key.code()}`);
    await page.click('button:has-text("Put my key in service")');
    await page.getByRole("heading", { name: "Your key is in service" }).waitFor();
  });
});
