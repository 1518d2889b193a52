import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile, Violation } from "../layers/workspace.ts";

const ignored = new Set(["node_modules", "dist", "coverage", "test-output", ".git", ".jeton"]);
const read = /\.(ts|tsx|mjs|js|md|c|h|pml|ya?ml)$/;

/** Everything that people read: sources, comments and pages. Other files count by their path only. */
export type Papers = {
  readonly texts: readonly SourceFile[];
  /** Every file and folder, from the root, with "/". */
  readonly paths: ReadonlySet<string>;
};

/** Reads all texts below `root`. */
export function readPapers(root: string): Papers {
  const texts: SourceFile[] = [];
  const paths = new Set<string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (ignored.has(entry.name)) continue;
      paths.add(path);
      if (entry.isDirectory()) walk(path);
      else if (read.test(entry.name)) {
        texts.push({ path, text: readFileSync(join(root, path), "utf8") });
      }
    }
  };
  walk("");
  return { texts, paths };
}

/** Returns what is wrong at a place of a text. */
export function violationAt(file: SourceFile, index: number, problem: string): Violation {
  return { path: file.path, line: file.text.slice(0, index).split("\n").length, problem };
}
