import { defineConfig } from "vitest/config";

// For the guide: tests that fail, on purpose.
export default defineConfig({
  resolve: { conditions: ["jeton-source", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["jeton-source", "node", "import", "default"] } },
  test: { include: ["*.example.ts"] },
});
