import { test as keyTest } from "@jeton/key/playwright";

export const pin = "7294";

/** What a holder does in a browser; `tellServer` says the key's time to the login. */
export const test = keyTest.extend<{ logIn: (passcode: string) => Promise<void> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names off it
  baseURL: async ({}, use) => {
    await use(`http://127.0.0.1:${process.env.LOGIN_PORT}`);
  },
  tellServer: async ({ request }, use) => {
    await use(async (time) => {
      await request.post("/test/time", { data: time });
    });
  },
  logIn: async ({ page }, use) => {
    await use(async (passcode) => {
      await page.goto("/");
      await page.getByLabel("PASSCODE").fill(passcode);
      await page.getByRole("button", { name: "Log in" }).click();
    });
  },
});
