import type { KeyOptions } from "@jeton/key/playwright";
import { defineConfig } from "@playwright/test";

const pin = "7294";
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

export default defineConfig<KeyOptions>({
  testMatch: "*.e2e.ts",
  outputDir: "test-output",
  workers: 1, // one server, one time
  use: {
    browserName: "chromium",
    // A browser of the system instead of one that `playwright install` downloads.
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" },
    keyOptions: { seedBase32: secret },
    keyTime: { kind: "virtual" },
  },
  webServer: {
    command: "npx tsx server.ts",
    env: { PIN: pin, SECRET: secret },
    wait: { stdout: /"port":(?<login_port>\d+)/ },
  },
});
