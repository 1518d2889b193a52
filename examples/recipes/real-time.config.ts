import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "*.real.ts",
  outputDir: "test-output",
  use: {
    baseURL: process.env.LOGIN ?? "http://127.0.0.1:3000",
    // A browser of the system, if it has one; otherwise what `npx playwright install` downloaded.
    launchOptions: process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {},
  },
});
