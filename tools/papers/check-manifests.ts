import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation, Workspace } from "../layers/workspace.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A package.json, whole, and the text of the LICENSE beside it; null where there is none. */
export type Published = {
  /** From the root; "" is the root itself. */
  readonly folder: string;
  readonly fields: Fields;
  readonly licence: string | null;
};

/** Reads the manifests of a workspace with what a registry shows of them. */
export function readPublished(root: string, { manifests }: Workspace): readonly Published[] {
  return manifests.map(({ folder }) => {
    const licence = join(root, folder, "LICENSE");
    return {
      folder,
      fields: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Fields,
      licence: existsSync(licence) ? readFileSync(licence, "utf8") : null,
    };
  });
}

/**
 * Returns what a registry would show wrongly. The root's package.json is the one place that has the
 * address of the repository, the licence and the versions of Node; all others repeat it.
 */
export function checkManifests(all: readonly Published[]): readonly Violation[] {
  const root = all.find(({ folder }) => folder === "");
  if (root === undefined) return [];
  return all.flatMap((each) => {
    const wanted = wantedFields(root, each);
    return [
      ...Object.entries(wanted).flatMap(([name, value]) =>
        JSON.stringify(each.fields[name]) === JSON.stringify(value)
          ? []
          : [violation(each, `Cannot keep "${name}": wanted ${JSON.stringify(value)}`)],
      ),
      ...(hasKeywords(each) ? [] : [violation(each, 'Cannot do without "keywords": found none')]),
      ...licenceProblems(each, root),
    ];
  });
}

/** Returns the fields that a manifest takes from the root's, and the files that it must pack. */
export function wantedFields(root: Published, each: Published): Fields {
  return { ...commonFields(root, each.folder), ...filesOf(each), ...scriptsOf(each) };
}

function commonFields(root: Published, folder: string): Fields {
  const { repository, homepage, bugs, license, engines } = root.fields;
  if (folder === "") return { repository, homepage, bugs, license, engines };
  const page = String(homepage).replace(/#.*/, "");
  return {
    repository: { ...(repository as Fields), directory: folder },
    homepage: `${page}/tree/main/${folder}#readme`,
    ...{ bugs, license, engines },
  };
}

/** What is packed must say so, the licence included. */
function filesOf({ fields }: Published): Fields {
  if (fields.private === true) return {};
  const files: readonly unknown[] = Array.isArray(fields.files) ? fields.files : [];
  return { files: files.includes("LICENSE") ? files : [...files, "LICENSE"] };
}

/** What is packed has another manifest than stands here: `tools/packed-manifest.mjs` makes it, and takes it back. */
function scriptsOf({ folder, fields }: Published): Fields {
  if (folder === "" || fields.private === true) return {};
  const scripts = (fields.scripts ?? {}) as Readonly<Record<string, string>>;
  const program = `node ${"../".repeat(folder.split("/").length)}tools/packed-manifest.mjs`;
  const strip = `${program} strip`;
  const { prepack = strip } = scripts;
  return {
    scripts: {
      ...scripts,
      prepack: prepack.endsWith(strip) ? prepack : `${prepack} && ${strip}`,
      postpack: `${program} restore`,
    },
  };
}

function hasKeywords({ fields: { keywords } }: Published): boolean {
  return Array.isArray(keywords) && keywords.length > 0;
}

function licenceProblems(each: Published, root: Published): readonly Violation[] {
  if (each.folder !== "" && each.fields.private === true) return [];
  if (each.licence !== null && each.licence === root.licence) return [];
  return [violation(each, "Cannot publish: its LICENSE is not the root's")];
}

function violation({ folder }: Published, problem: string): Violation {
  return { path: folder === "" ? "package.json" : `${folder}/package.json`, line: 1, problem };
}
