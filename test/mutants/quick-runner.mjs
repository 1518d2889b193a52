// A test runner for Stryker. Vitest starts a thread and loads all modules for each mutant, some seconds; this one
// makes one file of all tests and sources, loads it once and runs of it what reaches the mutant.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { determineHitLimitReached, toMutantRunResult } from "@stryker-mutator/api/test-runner";
import { build } from "esbuild";

const vitest = fileURLToPath(new URL("vitest-in-one.mjs", import.meta.url));

export class QuickRunner {
  static inject = [commonTokens.options];
  #paths;
  #entries;
  #script;
  #tests = [];
  /** How long each test took at first: the quick ones go first, since the first that fails ends the run. */
  #took = new Map();

  constructor({ quickTests, quickEntries, slowTests }) {
    this.#entries = quickEntries;
    this.#paths = quickTests.flatMap((path) => testsIn(path, slowTests));
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { outputFiles } = await build(bundleOf(this.#paths, this.#entries));
    this.#script = new Script(`(function (require, module, exports) {${outputFiles[0].text}\n})`);
  }

  async dryRun() {
    const space = mutantSpace();
    space.activeMutant = undefined;
    this.#load();
    const tests = this.#paths.map((id) => ({ id, name: id, status: 0, timeSpentMs: 0 }));
    for (const test of this.#tests) tests.push(await this.#run(test, space));
    for (const { id, timeSpentMs } of tests) this.#took.set(id, timeSpentMs);
    const { mutantCoverage } = space;
    this.#forgetLoading(mutantCoverage.perTest);
    return { status: "complete", tests, mutantCoverage };
  }

  /** What a test reaches while it runs, it may judge alone: to load all files anew takes longest. */
  #forgetLoading(perTest) {
    const isLoading = new Set(this.#paths);
    const reached = new Set(
      Object.keys(perTest).flatMap((id) => (isLoading.has(id) ? [] : Object.keys(perTest[id]))),
    );
    for (const path of this.#paths) {
      for (const id of Object.keys(perTest[path] ?? {}))
        if (reached.has(id)) delete perTest[path][id];
    }
  }

  async mutantRun({ activeMutant: { id }, testFilter, hitLimit, mutantActivation }) {
    const space = mutantSpace();
    const isStatic = mutantActivation === "static";
    const paths = new Set(this.#paths.filter((path) => testFilter?.includes(path)));
    const isLoadedAnew = isStatic || paths.size > 0 || this.#tests.length === 0;
    space.activeMutant = isStatic ? id : undefined;
    space.mutantOfLoading = (path) => (isStatic || paths.has(path) ? id : undefined);
    space.hitCount = 0;
    space.hitLimit = hitLimit;
    try {
      if (isLoadedAnew) this.#load();
    } catch (error) {
      this.#tests = [];
      const [killer = this.#paths[0]] = paths;
      return { status: "killed", killedBy: [killer], failureMessage: String(error), nrOfTests: 1 };
    }
    space.activeMutant = id;
    const tests = [];
    for (const test of this.#chosen(testFilter, paths)) {
      const result = await this.#run(test, space);
      tests.push(result);
      if (result.status === 1) break;
    }
    // What a mutant made while it was loaded is left to no other one.
    if (isStatic || paths.size > 0) this.#tests = [];
    const limited = determineHitLimitReached(space.hitCount, hitLimit);
    return toMutantRunResult(limited ?? { status: "complete", tests });
  }

  #chosen(testFilter, paths) {
    const wanted = testFilter && new Set(testFilter);
    const isWanted = ({ id, path }) => !wanted || wanted.has(id) || paths.has(path);
    const took = ({ id }) => this.#took.get(id) ?? 0;
    return this.#tests.filter(isWanted).sort((one, next) => took(one) - took(next));
  }

  /** Runs the file anew: nothing of its modules is left from before. */
  #load() {
    const module = { exports: {} };
    const require = createRequire(join(process.cwd(), "package.json"));
    this.#script.runInThisContext()(require, module, module.exports);
    this.#tests = module.exports.tests;
  }

  async #run({ id, run }, space) {
    const start = performance.now();
    space.currentTestId = id;
    try {
      await run();
      return { id, name: id, status: 0, timeSpentMs: performance.now() - start };
    } catch (error) {
      const failureMessage = String(error?.message ?? error);
      return { id, name: id, status: 1, failureMessage, timeSpentMs: performance.now() - start };
    } finally {
      space.currentTestId = undefined;
    }
  }
}

/** Where Stryker's changes in the sources look which of them is active. */
function mutantSpace() {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

/** Returns a test file as it is, of a folder all that are not slow. */
function testsIn(path, slow) {
  if (path.endsWith(".ts")) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".test.ts"));
  return names.map((name) => `${path}/${name}`).filter((each) => !slow.includes(each));
}

function bundleOf(paths, entries) {
  const loading = paths.map(
    (path) => `inFile(${JSON.stringify(path)}, () => require("./${path}"));`,
  );
  const contents = [
    `const { inFile, tests } = require("vitest");`,
    `require("./test/mutants/same-draws.ts");`,
    // Before the tests: what the sources make when they are loaded is no test's.
    ...entries.map((entry) => `require("${entry}");`),
    ...loading,
    "module.exports = { tests };",
  ].join("\n");
  return {
    stdin: { contents, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["jeton-source"],
    alias: { vitest },
    // They hold machine code, or ask for some that is not there.
    external: ["better-sqlite3", "pg"],
    plugins: [sourcesOfCopy],
    logLevel: "error",
  };
}

/**
 * The copy has no `node_modules` of its own, and the links in the one that it sees lead to the sources that
 * were not changed: packages of this workspace are looked up in the copy.
 */
const sourcesOfCopy = {
  name: "sources of the copy",
  setup({ onResolve, onLoad }) {
    const sources = ownSources();
    onResolve({ filter: /^@jeton\// }, ({ path }) => {
      const source = sources.get(path);
      return source === undefined ? undefined : { path: source };
    });
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const url = JSON.stringify(pathToFileURL(path).href);
      return { contents: text.replaceAll("import.meta.url", url), loader: "ts" };
    });
  },
};

function ownSources() {
  const sources = new Map();
  for (const folder of readdirSync("packages")) {
    const manifest = readFileSync(join("packages", folder, "package.json"), "utf8");
    const { name, exports = {} } = JSON.parse(manifest);
    for (const [path, { "jeton-source": source }] of Object.entries(exports)) {
      if (source !== undefined)
        sources.set(name + path.slice(1), resolve("packages", folder, source));
    }
  }
  return sources;
}
