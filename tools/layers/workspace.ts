/** A TypeScript file; its path goes from the root of the repository, with "/". */
export type SourceFile = { readonly path: string; readonly text: string };

/** What a package.json declares. */
export type Manifest = {
  /** The package's folder from the root; "" is the root itself. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** What `exports` names: "." or "./vitest", and the file of its source, from the package's folder. */
  readonly entries: readonly { readonly name: string; readonly source: string }[];
};

/** All that is checked, as data. */
export type Workspace = {
  readonly files: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
};

/** A rule that is broken, and where. */
export type Violation = { readonly path: string; readonly line: number; readonly problem: string };

/** Returns whether the file is a test or helps tests only. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)test(-support)?\//.test(path);
}

/** Returns whether `path` is `folder` or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** Returns the manifest of the package in which the file lies: the deepest one. */
export function manifestOf(workspace: Workspace, path: string): Manifest | null {
  const around = workspace.manifests.filter(({ folder }) => isInside(path, folder));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}
