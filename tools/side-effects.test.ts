import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { readWorkspace } from "./layers/read-workspace.ts";
import { isInside, isTest, type SourceFile } from "./layers/workspace.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { files, manifests } = readWorkspace(root);

type Manifest = { readonly private?: boolean; readonly sideEffects?: false | readonly string[] };

const packages = manifests
  .filter(({ folder }) => folder !== "")
  .map(({ folder }) => {
    const text = readFileSync(`${root}/${folder}/package.json`, "utf8");
    return { folder, manifest: JSON.parse(text) as Manifest };
  })
  .filter(({ manifest }) => manifest.private !== true);

// Goal: a bundler leaves out what is not used, and nothing that is: `sideEffects` is true of each package.
// Method: a module has an effect of its own when a statement stands at its top that is no declaration, or
// when it imports something for its effect alone. What a constant's value does is not looked into.
describe("sideEffects in the manifest of", () => {
  test.each(packages)("$folder names the modules that do something by themselves", (each) => {
    const { folder, manifest } = each;
    const effective = files
      .filter(({ path }) => isInside(path, `${folder}/src`) && !isTest(path))
      .filter(actsByItself)
      .map(({ path }) => path.replace(folder, "."));
    const named = manifest.sideEffects === false ? [] : manifest.sideEffects;
    const ofSource = named?.filter((pattern) => !pattern.startsWith("./bin/"));
    const isNamedBy = (path: string) => ofSource?.filter((each) => matches(each, path)) ?? [];
    expect(effective.filter((path) => isNamedBy(path).length === 0)).toEqual([]);
    expect(new Set(effective.flatMap(isNamedBy))).toEqual(new Set(ofSource));
  });
});

function actsByItself({ path, text }: SourceFile): boolean {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements.some((statement) => {
    if (ts.isImportDeclaration(statement)) return statement.importClause === undefined;
    return !(
      ts.isExportDeclaration(statement) ||
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isVariableStatement(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isModuleDeclaration(statement)
    );
  });
}

/** Whether a path is one that a pattern with * for any part of a name means. */
function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
  return new RegExp(`^${escaped}$`).test(path);
}
