import { defineConfig } from "vitest/config";

// A test's tier is decided by its place, or by its name where it stands beside its source:
//   unit     beside its source: one package in one process
//   laws     a folder of test/ that plays laws, with whatever stores are at hand; NAME.laws.test.ts
//   outside  all other folders of test/: browsers, servers, commands, emulators; NAME.outside.test.ts
const lawFolders =
  "test/{agreement,conformance,contracts,faults,model,model-checking,oracle,traps,world}";
const beside = ["**/src/**/*.test.{ts,tsx}", "tools/**/*.test.ts"];
const namedLaws = "**/*.laws.test.{ts,tsx}";
const namedOutside = "**/*.outside.test.{ts,tsx}";
const never = ["**/node_modules/**", "**/dist/**"];

function tier(name: string, include: string[], exclude: string[]) {
  return {
    extends: true as const,
    test: { name, include, exclude: [...never, ...exclude] },
  };
}

export default defineConfig({
  resolve: { conditions: ["jeton-source", "node"] },
  ssr: { resolve: { conditions: ["jeton-source", "node"] } },
  test: {
    projects: [
      tier("unit", beside, [namedLaws, namedOutside]),
      tier("laws", [`${lawFolders}/**/*.test.ts`, namedLaws], [namedOutside]),
      tier(
        "outside",
        ["test/**/*.test.ts", namedOutside],
        [`${lawFolders}/**/!(*.outside).test.ts`, namedLaws],
      ),
    ],
    setupFiles: ["test/support/bounded-properties.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
