import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { ExternalProgram } from "./needs.ts";

/** What compiles the library that kills. */
export const compiler: ExternalProgram = { names: ["gcc", "cc"], debianPackage: "gcc" };

/** A program that can be killed with SIGKILL at any of its changes of files. */
export type KilledProgram = {
  /** A directory for its files, removed with `remove`. */
  readonly directory: string;
  /**
   * Runs it to the `killAt`th change of a file whose path contains `watched`, to its end for 0; every
   * second time half of what a last write holds gets through. Answers the signal that ended it.
   */
  readonly run: (options: {
    readonly words: readonly string[];
    readonly watched: string;
    readonly killAt: number;
  }) => Promise<unknown>;
  /** Returns how many changes the last run to its end has made. */
  readonly changes: () => number;
  readonly remove: () => void;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const librarySource = fileURLToPath(new URL("../faults/kill-at-write.c", import.meta.url));

/** Compiles the library that stands in front of the C library's, and bundles the program `entry`. */
export function killedProgram(gcc: string, entry: URL): KilledProgram {
  // Within the workspace, where the database's driver is found by name.
  mkdirSync(join(root, "test-output"), { recursive: true });
  const directory = mkdtempSync(join(root, "test-output", "killed-"));
  const library = join(directory, "kill-at-write.so");
  const warnings = ["-Wall", "-Wextra", "-Werror"];
  execFileSync(gcc, ["-shared", "-fPIC", "-O1", ...warnings, "-o", library, librarySource, "-ldl"]);
  // Dozens of processes are started: without the loader for TypeScript each is there sooner.
  const program = join(directory, "program.mjs");
  buildSync({
    entryPoints: [fileURLToPath(entry)],
    ...{ bundle: true, platform: "node", format: "esm", outfile: program },
    ...{ conditions: ["jeton-source"], external: externals, banner: { js: requireBanner } },
  });
  const counted = join(directory, "count");
  return {
    directory,
    run: ({ words, watched, killAt }) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [program, ...words], {
          env: {
            ...{ PATH: process.env.PATH, LD_PRELOAD: library, KILL_PATH: watched },
            ...{ KILL_AT: `${killAt}`, KILL_TORN: `${killAt % 2}` },
            ...(killAt === 0 && { KILL_COUNT: counted }),
          },
          stdio: ["ignore", "ignore", "inherit"],
        });
        child.once("error", reject);
        child.once("exit", (_code, by) => resolve(by));
      }),
    changes: () => Number(readFileSync(counted, "utf8")),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** What is not bundled: drivers with parts in C or that are loaded by name. */
const externals = ["better-sqlite3", "pg", "pg-connection-string"];

/** Some bundled libraries are CommonJS and load parts of Node themselves. */
const requireBanner =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
