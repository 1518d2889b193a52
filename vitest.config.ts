import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { type Tier, testFilesOf } from "./tools/test-tiers.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** `tools/test-tiers.ts` has the rule by which a test file belongs to a tier. */
function tier(name: Tier) {
  const include = testFilesOf(name, root);
  // Unit tests share their modules: loading all of them anew for each file takes longer than the tests.
  if (name === "unit") return { extends: true as const, test: { name, include, isolate: false } };
  const how = name === "alone" ? byThemselves : besideEachOther;
  return { extends: true as const, test: { name, include, ...how } };
}

/**
 * Other tests wait for servers and for time: two files at once even on two processors, of which Vitest
 * would use one. They come after the unit tests.
 */
const besideEachOther = {
  maxWorkers: Math.max(2, availableParallelism() - 1),
  sequence: { groupOrder: 1 },
};

/** What measures times is disturbed by whatever runs beside it. */
const byThemselves = { maxWorkers: 1, sequence: { groupOrder: 2 } };

export default defineConfig({
  resolve: { conditions: ["jeton-source", "node"] },
  ssr: { resolve: { conditions: ["jeton-source", "node"] } },
  test: {
    projects: [tier("unit"), tier("laws"), tier("outside"), tier("alone")],
    setupFiles: ["test/support/bounded-properties.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
