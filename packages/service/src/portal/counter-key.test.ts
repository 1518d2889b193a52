import { expect, test } from "vitest";
import { addCounterKey, counterCode, counterHolder } from "../../test-support/counter-key.ts";
import { holder, openBrowser, openTestPortal, pin } from "../../test-support/test-portal.ts";

const words = {
  fr: { press: "Appuyez de nouveau sur le bouton de votre clé", wait: "Attendez le code suivant" },
  en: { press: "Press the button of your key again", wait: "Wait for the next code" },
} as const;

// Goal: the holder of a counter key is told to press its button once they showed a code of it, and nobody else.
test.each(["fr", "en"] as const)("the four steps of a counter key, in %s", async (language) => {
  const portal = await openTestPortal();
  await addCounterKey(portal.ports);
  const browser = openBrowser(portal, language);
  const say = words[language];
  const give = (identifier: string, passcode: string) =>
    browser.post("/portal/login", { identifier, passcode });
  await browser.get("/portal");

  // A stranger reads the same words whatever key somebody has, or none.
  const [time, counter, none] = [
    await give(holder, "000000"),
    await give(counterHolder, "000000"),
    await give("nobody", "000000"),
  ].map(({ text }) => text.replaceAll(/[A-Za-z0-9_-]{20,}/g, ""));
  expect(counter).toBe(time?.replace(holder, counterHolder));
  expect(counter).not.toContain(say.press);
  expect(none).not.toContain(say.press);

  expect((await give(counterHolder, counterCode(102))).location).toBe("/portal/pin");
  await browser.get("/portal/pin");
  await browser.post("/portal/pin", { pin, pinAgain: pin });
  const page = await browser.get("/portal/confirm");
  expect(page.text).toContain(say.press);
  expect(page.text).not.toContain(say.wait);
  expect(page.html).not.toContain("<progress");

  const again = await browser.post("/portal/confirm", { passcode: pin + counterCode(102) });
  expect(again.text).toContain(say.press);
  // The button was pressed once more than was typed.
  const done = await browser.post("/portal/confirm", { passcode: pin + counterCode(104) });
  expect(done.location).toBe("/portal/home?commissioned");
});
