import { expect, test } from "@jeton/key/playwright";
import type { Page } from "@playwright/test";

const password = "correct-horse";

async function submit(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  await page.goto(path);
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
  await page.getByRole("button").click();
}

test("logs in with a simulated key", async ({ page, newKey }) => {
  const account = { name: `pw-${crypto.randomUUID()}`, password };
  await submit(page, "/sign-up", account);
  const key = newKey({ otpauth: (await page.locator("output").textContent()) ?? "" });

  // A code that stays on the glass for 10 seconds more: time to type it and press the button.
  const code = await key.nextCode({ minValiditySeconds: 10 });
  await submit(page, "/", { ...account, code });
  await expect(page.getByRole("heading")).toHaveText("Welcome");

  await submit(page, "/", { ...account, code });
  await expect(page.getByRole("status")).toHaveText("Refused");
});

test("logs in with a key that has a button and a counter", async ({ page, newCounterKey }) => {
  const account = { name: `pw-${crypto.randomUUID()}`, password };
  await page.goto("/sign-up");
  await page.locator("#name").fill(account.name);
  await page.locator("#password").fill(password);
  await page.locator("select").selectOption("hotp");
  await page.getByRole("button").click();
  const key = newCounterKey({ otpauth: (await page.locator("output").textContent()) ?? "" });

  key.press(); // a press that nobody used does no harm
  for (let login = 0; login < 2; login += 1) {
    await submit(page, "/", { ...account, code: await key.nextCode() });
    await expect(page.getByRole("heading")).toHaveText("Welcome");
  }
  await submit(page, "/", { ...account, code: key.code() });
  await expect(page.getByRole("status")).toHaveText("Refused");
});
