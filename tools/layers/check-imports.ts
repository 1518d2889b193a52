import { importsOf } from "./imports-of.ts";
import { type Layer, layerTable, sharedByTests } from "./layer-table.ts";
import { resolveRelative } from "./resolve-relative.ts";
import { isInside, isTest, type SourceFile, type Violation, type Workspace } from "./workspace.ts";

/** Returns each import that the table forbids, and each package that the table does not know. */
export function checkImports(
  workspace: Workspace,
  table: readonly Layer[] = layerTable,
): readonly Violation[] {
  return [
    ...workspace.manifests.flatMap(({ folder }) => {
      if (folder === "" || table.some((layer) => layer.folder === folder)) return [];
      const problem = `Cannot check ${folder}: found no row for it in the table of layers`;
      return [{ path: `${folder}/package.json`, line: 1, problem }];
    }),
    ...workspace.files.flatMap((file) => {
      const layer = layerOf(file.path, table);
      return layer === undefined ? [] : checkFile(file, layer, table);
    }),
  ];
}

/** Returns the row of the package in which the file lies: of several around it the deepest one. */
function layerOf(path: string, table: readonly Layer[]): Layer | undefined {
  return table
    .filter(({ folder }) => isInside(path, folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

function checkFile(file: SourceFile, layer: Layer, table: readonly Layer[]): readonly Violation[] {
  const { path } = file;
  const may = [
    ...layer.may,
    ...layer.parts.filter((part) => isPart(path, part.path)).flatMap((part) => part.may),
    ...(isTest(path) ? layer.tests : []),
  ];
  return importsOf(file).flatMap(({ name, line }) => {
    const target = name === null ? null : resolveRelative(path, name);
    if (target !== null && layerOf(target, table) === layer) return [];
    const problem = problemOf(path, name, layer.folder, may);
    return problem === null ? [] : [{ path, line, problem }];
  });
}

/** Returns what is wrong with an import of something outside of the file's own package. */
function problemOf(
  path: string,
  name: string | null,
  folder: string,
  may: readonly string[],
): string | null {
  if (name === null) return "Cannot follow an import: found an expression, wanted a literal";
  const target = resolveRelative(path, name);
  if (target === null) {
    if (may.some((allowed) => matches(allowed, name))) return null;
    return `Cannot import "${name}": ${folder} may import ${may.join(", ")}`;
  }
  if (isTest(path) && sharedByTests.some((shared) => isInside(target, shared))) return null;
  return `Cannot import "${name}": it leaves ${folder}, wanted a package's name`;
}

function isPart(path: string, part: string): boolean {
  return part.endsWith("/") ? path.startsWith(part) : path === part;
}

function matches(allowed: string, name: string): boolean {
  return allowed.endsWith("*") ? name.startsWith(allowed.slice(0, -1)) : name === allowed;
}
