// `npm run mutants`: changes the sources of a part, one thing at a time, and looks whether a test fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { programOptions } from "../support/program-options.ts";
import { parts, slow } from "./parts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const stryker = fileURLToPath(
  new URL("node_modules/@stryker-mutator/core/bin/stryker.js", import.meta.url),
);
const { part: name, file } = programOptions({
  script: "mutants",
  does: `Changes the sources of a part, one thing at a time, and looks whether a test fails. Takes hours; minutes for
one file. What was tried before and did not change since is not tried again.`,
  options: {
    part: {
      kind: "text",
      value: "NAME",
      oneOf: Object.keys(parts),
      help: Object.keys(parts).join(", "),
    },
    file: {
      kind: "text",
      value: "PATH",
      help: "only this file of the part (default: all of them)",
    },
  },
  status: "0 all were tried; 1 a test fails without a change; 2 wrong use.",
});
const part = parts[name ?? ""] ?? fail(`found no --part, wanted ${Object.keys(parts).join(", ")}`);
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
    mutate: file === undefined ? part.sources : [file],
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
