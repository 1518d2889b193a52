import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export type Tier = "unit" | "laws" | "outside" | "alone";

const ignored = new Set(["node_modules", "dist", "coverage", "test-output", ".git", ".jeton"]);
const lawFolders =
  /^test\/(agreement|conformance|contracts|faults|model|model-checking|oracle|traps|world)\//;

/**
 * Returns the tier of a test file: the rule by which all of them are sorted. `isThere` says whether a
 * file exists.
 *
 *     NAME.alone.test.ts     alone    measures times: nothing else may run beside it
 *     NAME.outside.test.ts   outside  starts programs, servers, browsers, emulators
 *     NAME.laws.test.ts      laws     replaces modules, or takes long
 *     test/…                 laws     in a folder that plays laws, with whatever stores are at hand
 *     test/…                 outside  in any other folder
 *     NAME.test.ts           unit     beside NAME.ts, of which it is the test
 *     NAME.test.ts           laws     beside no such file: what it states spans several
 */
export function tierOf(path: string, isThere: (path: string) => boolean): Tier {
  const name = /\.(alone|outside|laws)\.test\.tsx?$/.exec(path)?.[1];
  if (name === "alone" || name === "outside" || name === "laws") return name;
  if (path.startsWith("test/")) return lawFolders.test(path) ? "laws" : "outside";
  const source = path.replace(/\.test\.tsx?$/, "");
  return isThere(`${source}.ts`) || isThere(`${source}.tsx`) ? "unit" : "laws";
}

/** Returns the test files of a tier, from the root. */
export function testFilesOf(tier: Tier, root: string): string[] {
  const isThere = (path: string) => existsSync(join(root, path));
  return allTestFiles(root, "").filter((path) => tierOf(path, isThere) === tier);
}

function allTestFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : allTestFiles(root, path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
