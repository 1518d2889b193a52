import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["jeton-source", "node"] },
  ssr: { resolve: { conditions: ["jeton-source", "node"] } },
  test: {
    include: ["**/src/**/*.test.{ts,tsx}", "test/**/*.test.ts", "tools/**/*.test.ts"],
    setupFiles: ["test/support/bounded-properties.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
