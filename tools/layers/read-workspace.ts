import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest, SourceFile, Workspace } from "./workspace.ts";

const ignored = new Set(["node_modules", "dist", "coverage", "test-output"]);

/** Reads all TypeScript files and package.json files of the workspace at `root`. */
export function readWorkspace(root: string): Workspace {
  const folders = packageFolders(root);
  return {
    files: [...folders, "tools"].flatMap((folder) => sourceFiles(root, folder, folders)),
    manifests: ["", ...folders].map((folder) => readManifest(root, folder)),
  };
}

/** Returns the folders that the root's `workspaces` names; "packages/*" stands for all within. */
function packageFolders(root: string): readonly string[] {
  const { workspaces } = readJson(join(root, "package.json"));
  return strings(workspaces).flatMap((pattern) => {
    if (!pattern.endsWith("/*")) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(join(root, folder, "package.json")));
  });
}

/** Returns the sources below `folder`, without those of a package that lies inside of it. */
function sourceFiles(
  root: string,
  folder: string,
  packages: readonly string[],
): readonly SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const skips = ignored.has(entry.name) || packages.includes(path);
      return skips ? [] : sourceFiles(root, path, packages);
    }
    if (!/\.tsx?$/.test(entry.name)) return [];
    return [{ path, text: readFileSync(join(root, path), "utf8") }];
  });
}

function readManifest(root: string, folder: string): Manifest {
  const content = readJson(join(root, folder, "package.json"));
  return {
    folder,
    name: String(content.name),
    // A peer is brought by whoever uses the package, and as much declared as any.
    dependencies: [content.dependencies, content.peerDependencies].flatMap((each) =>
      Object.keys(each ?? {}),
    ),
    devDependencies: Object.keys(content.devDependencies ?? {}),
    entries: Object.entries(content.exports ?? {}).flatMap(([name, conditions]) => {
      const source: unknown = (conditions as Readonly<Record<string, unknown>>)["jeton-source"];
      return typeof source === "string" ? [{ name, source: source.replace("./", "") }] : [];
    }),
  };
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof content === "object" && content !== null) return content as Record<string, unknown>;
  throw new TypeError(`Cannot read ${path}: expected an object`);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
