import { expect } from "@jeton/key/playwright";
import { pin, test } from "./browser-log-in.ts";

test("lets the holder in with each new code", async ({ key, logIn, page }) => {
  for (let login = 0; login < 3; login += 1) {
    await logIn(await key.nextPasscode(pin));
    await expect(page.getByRole("heading")).toHaveText("Welcome");
  }
});

test("refuses a code of two minutes ago", async ({ key, time, logIn, page }) => {
  const passcode = await key.nextPasscode(pin);
  await time.advance(120_000);
  await logIn(passcode);
  await expect(page.getByRole("status")).toHaveText("Refused");
  expect(await page.evaluate(() => Date.now())).toBe(time.now()); // the page's time, too
});
