/** A package as package-lock.json has it. */
export type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  /** A package of this workspace. */
  readonly link?: boolean;
};

/** One row of the page. */
type Row = { readonly name: string; readonly version: string; readonly licence: string };

/** Returns the page of all dependencies: what an installed package brings, then our tools. */
export function licencesPage(packages: Readonly<Record<string, Locked>>): string {
  const foreign = Object.entries(packages).filter(
    ([path, { link }]) => path.includes("node_modules/") && link !== true,
  );
  const isTool = ({ dev, devOptional }: Locked) => dev === true || devOptional === true;
  const used = rowsOf(foreign.filter(([, locked]) => !isTool(locked)));
  const tools = rowsOf(foreign.filter(([, locked]) => isTool(locked)));
  return [
    "# Licences of all dependencies",
    "",
    "`tools/generate-licences.ts` writes this page from `package-lock.json`, and `npm run lint` fails when it is",
    "stale. Jeton itself is under the [MIT licence](../../LICENSE). `npm run sbom` prints the same as a CycloneDX",
    "bill of materials.",
    "",
    "| Licence | Packages |",
    "| --- | ---: |",
    ...counted([...used, ...tools]).map(([licence, count]) => `| ${licence} | ${count} |`),
    "",
    "## What the packages use",
    "",
    "Dependencies that are no development tools, those of the private packages (`test`, `packages/demo`, `packages/playground`) included.",
    "Each package brings its own few: `@jeton/core` the two of `@noble` alone.",
    "",
    ...table(used),
    "## What only the workspace uses",
    "",
    "Compilers, linters, test runners, libraries to compare with. None of it is installed with a package.",
    "",
    ...table(tools),
  ].join("\n");
}

function rowsOf(entries: readonly (readonly [string, Locked])[]): readonly Row[] {
  const rows = entries.map(([path, { version = "", license }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    licence: license ?? "not stated",
  }));
  const distinct = new Map(rows.map((row) => [`${row.name} ${row.version}`, row]));
  return [...distinct.values()].toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.version, b.version),
  );
}

/** By code points, so that the page is the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function counted(rows: readonly Row[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { licence } of rows) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}

function table(rows: readonly Row[]): readonly string[] {
  return [
    "| Package | Version | Licence |",
    "| --- | --- | --- |",
    ...rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
  ];
}
