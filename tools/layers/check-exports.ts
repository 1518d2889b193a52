import { exportedNames } from "./entries-of.ts";
import { heldPackages, type KeptNames, keptNames } from "./export-table.ts";
import { namesTaken } from "./names-taken.ts";
import { manifestOf, type SourceFile, type Violation, type Workspace } from "./workspace.ts";

/** Where a name is exported: the entry as it is imported, "@jeton/key/vitest". */
type Exported = { readonly name: string; readonly from: string; readonly path: string };

/**
 * Returns each name, of a value or of a type, that one of the packages `held` exports for nobody: no other
 * package, no test of another package and no program of a page takes it, and the table gives no reason to keep it.
 * Also returns each name of the table that is taken after all, or gone. `pages` are Markdown.
 */
export function checkExports(
  workspace: Workspace,
  pages: readonly SourceFile[],
  table: readonly KeptNames[] = keptNames,
  held: readonly string[] = heldPackages,
): readonly Violation[] {
  const taken = takenByOthers(workspace, pages);
  const isTaken = ({ from, name }: { readonly from: string; readonly name: string }): boolean =>
    taken.has(`${from} ${name}`) || taken.has(`${from} *`);
  const exported = allExported(workspace);
  const kept = table.flatMap(({ from, names }) => names.map((name) => ({ from, name })));
  return [
    ...exported
      .filter((each) => held.includes(packageOf(each.from)) && !isTaken(each))
      .filter(({ from, name }) => !kept.some((each) => each.from === from && each.name === name))
      .map(({ path, from, name }) => ({
        ...{ path, line: 1 },
        problem: `Cannot export ${name} of ${from}: nobody outside of the package takes it`,
      })),
    ...kept
      .filter((each) => isTaken(each) || !exported.some((other) => same(other, each)))
      .map(({ from, name }) => ({
        ...{ path: "tools/layers/export-table.ts", line: 1 },
        problem: `Cannot keep ${name} of ${from} in the table: it is taken, or gone`,
      })),
  ];
}

type Name = Pick<Exported, "from" | "name">;

function same(a: Name, b: Name): boolean {
  return a.from === b.from && a.name === b.name;
}

function allExported({ files, manifests }: Workspace): readonly Exported[] {
  return manifests.flatMap(({ folder, name: ownName, entries }) =>
    entries.flatMap(({ name, source }) => {
      const path = `${folder}/${source}`;
      const file = files.find((each) => each.path === path);
      const from = name === "." ? ownName : `${ownName}${name.slice(1)}`;
      return file === undefined
        ? []
        : exportedNames(file).map((exported) => ({ name: exported, from, path }));
    }),
  );
}

/** Returns what is taken of which entry, as "@jeton/key SimulatedKey". A package's own files count nothing. */
function takenByOthers(workspace: Workspace, pages: readonly SourceFile[]): ReadonlySet<string> {
  const byFiles = workspace.files.flatMap((file) => {
    const own = manifestOf(workspace, file.path);
    return namesTaken(file).filter(({ from }) => packageOf(from) !== own?.name);
  });
  const byPages = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/```(?:ts|tsx|js)\b[^\n]*\n(.*?)```/gs)].flatMap(([, code = ""]) =>
      namesTaken({ path: `${path}.ts`, text: code }),
    ),
  );
  return new Set([...byFiles, ...byPages].map(({ from, name }) => `${from} ${name}`));
}

/** "@jeton/key/vitest" is an entry of "@jeton/key". */
function packageOf(entry: string): string {
  return entry.split("/").slice(0, 2).join("/");
}
