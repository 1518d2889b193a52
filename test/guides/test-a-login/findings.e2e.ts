import { expect } from "@jeton/key/playwright";
import { pin, test } from "./browser-log-in.ts";

test("takes each code once", async ({ key, logIn, page }) => {
  const passcode = await key.nextPasscode(pin);
  await logIn(passcode);
  await expect(page.getByRole("heading")).toHaveText("Welcome");
  await logIn(passcode);
  await expect(page.getByRole("status")).toHaveText("Refused", { timeout: 1000 });
});

test("can be read", ({ key }) => {
  key.inject("dead-line", { line: "COM1" });
  expect(key).toBeReadable();
});
