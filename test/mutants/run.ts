// `npm run mutants -- attempt|clock|key|pin [FILE ...]`: changes the sources of a part, one thing at a time, and looks
// whether a test fails. Takes hours; with files it takes minutes for each. What was tried before and did not
// change since is not tried again. Exit status 1 when a test fails without a change, 2 for wrong use.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parts, slow } from "./parts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const stryker = fileURLToPath(
  new URL("node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url),
);
const [name = "", ...files] = process.argv.slice(2);
const part =
  parts[name] ?? fail(`found no part "${name}", expected ${Object.keys(parts).join(" or ")}`);
if (!existsSync(stryker))
  fail("Stryker is not there (npm ci --ignore-scripts --prefix test/mutants)");

const output = "test-output/mutants";
mkdirSync(join(root, output), { recursive: true });
const configuration = join(output, `${name}.config.json`);
writeFileSync(join(root, configuration), JSON.stringify(options(), null, 2));
const { status } = spawnSync(process.execPath, [stryker, "run", configuration], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status === 0 ? 0 : 1);

function options() {
  return {
    plugins: ["./test/mutants/stryker-plugins.mjs"],
    testRunner: "quick",
    quickTests: part.tests,
    slowTests: slow,
    mutate: files.length > 0 ? files : part.sources,
    ignorers: ["messages"],
    coverageAnalysis: "perTest",
    concurrency: 1,
    incremental: true,
    incrementalFile: `${output}/${name}.json`,
    tempDirName: `${output}/copy-${name}`,
    reporters: ["survivors", "progress-append-only", "json"],
    jsonReporter: { fileName: `${output}/${name}-latest.json` },
    ignorePatterns: ["dist", "test-output", "hw/firmware", "docs/pictures", "*.tsbuildinfo"],
    // Types are not looked at, and no mark against them is written into the copy.
    disableTypeChecks: false,
    // A mutant that never ends is stopped by its count of steps; the time is for those without a loop.
    timeoutMS: 30_000,
    timeoutFactor: 3,
    allowEmpty: true,
  };
}

function fail(why: string): never {
  console.error(`Cannot try mutants: ${why}`);
  process.exit(2);
}
