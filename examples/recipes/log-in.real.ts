import { expect, test } from "@jeton/key/playwright";

test("logs in with a simulated key", async ({ page, newKey }) => {
  const account = { name: `pw-${crypto.randomUUID()}`, password: "correct-horse" };
  const submit = async (path: string, fields: Record<string, string>) => {
    await page.goto(path);
    for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
    await page.getByRole("button").click();
  };
  await submit("/sign-up", account);
  const key = newKey({ otpauth: (await page.locator("output").textContent()) ?? "" });

  // A code that stays on the glass for 10 seconds more: time to type it and press the button.
  const code = await key.nextCode({ minValiditySeconds: 10 });
  await submit("/", { ...account, code });
  await expect(page.getByRole("heading")).toHaveText("Welcome");

  await submit("/", { ...account, code });
  await expect(page.getByRole("status")).toHaveText("Refused");
});
