import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["jeton-source", "node"] },
  ssr: { resolve: { conditions: ["jeton-source", "node"] } },
  test: {
    include: ["**/src/**/*.test.{ts,tsx}", "test/**/*.test.ts", "tools/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
