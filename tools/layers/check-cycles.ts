import { importsOf } from "./imports-of.ts";
import { resolveRelative } from "./resolve-relative.ts";
import type { Violation, Workspace } from "./workspace.ts";

type Edge = { readonly to: string; readonly line: number };

/** Returns each ring of files that import each other, once; imports of types count. */
export function checkCycles(workspace: Workspace): readonly Violation[] {
  const paths = new Set(workspace.files.map(({ path }) => path));
  const edges = new Map<string, readonly Edge[]>(
    workspace.files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ name, line }) => {
        const to = name === null ? null : resolveRelative(file.path, name);
        return to !== null && paths.has(to) ? [{ to, line }] : [];
      }),
    ]),
  );
  const done = new Set<string>();
  const violations: Violation[] = [];

  const visit = (path: string, trail: readonly string[]): void => {
    if (done.has(path)) return;
    for (const { to, line } of edges.get(path) ?? []) {
      const start = [...trail, path].indexOf(to);
      if (start < 0) {
        visit(to, [...trail, path]);
      } else {
        const ring = [...[...trail, path].slice(start), to].join(" -> ");
        violations.push({ path, line, problem: `Cannot import in a ring: ${ring}` });
      }
    }
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return violations;
}
