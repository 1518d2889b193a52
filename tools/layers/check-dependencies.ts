import { isBuiltin } from "node:module";
import { importsOf } from "./imports-of.ts";
import { resolveRelative } from "./resolve-relative.ts";
import { isTest, type Manifest, manifestOf, type Violation, type Workspace } from "./workspace.ts";

/**
 * Returns each import of a package that is not declared where it is used, and each declared
 * package that nothing uses. Tests may also use what the root declares for development.
 */
export function checkDependencies(workspace: Workspace): readonly Violation[] {
  const root = workspace.manifests.find(({ folder }) => folder === "");
  const used = new Map<Manifest, Set<string>>();
  const undeclared = workspace.files.flatMap((file) => {
    const manifest = manifestOf(workspace, file.path);
    if (manifest === null) return [];
    const usedHere = used.get(manifest) ?? new Set<string>();
    used.set(manifest, usedHere);
    const helps = isTest(file.path) || manifest === root;
    return importsOf(file).flatMap(({ name, line }) => {
      if (name === null || isBuiltin(name) || resolveRelative(file.path, name) !== null) return [];
      const wanted = packageOf(name);
      // What only a test imports is no reason for a dependency of the package.
      usedHere.add(isTest(file.path) ? `test:${wanted}` : wanted);
      const declared = [
        ...manifest.dependencies,
        ...(helps ? [...manifest.devDependencies, ...(root?.devDependencies ?? [])] : []),
        // The root has the whole workspace at hand, and its tools may use it.
        ...(manifest === root ? workspace.manifests.map((each) => each.name) : []),
      ];
      if (declared.includes(wanted)) return [];
      const problem = `Cannot import "${name}": ${manifestPath(manifest)} does not declare ${wanted}`;
      return [{ path: file.path, line, problem }];
    });
  });
  const unused = workspace.manifests
    .filter((manifest) => manifest !== root)
    .flatMap((manifest) => checkUse(manifest, used.get(manifest) ?? new Set()));
  return [...undeclared, ...unused];
}

function checkUse(manifest: Manifest, used: ReadonlySet<string>): readonly Violation[] {
  const testsOnly = manifest.folder === "test";
  const isUsed = (name: string, tests: boolean) =>
    used.has(name) || (tests && used.has(`test:${name}`));
  const idle = [
    ...manifest.dependencies.filter((name) => !isUsed(name, testsOnly)),
    ...manifest.devDependencies.filter((name) => !isUsed(name.replace(/^@types\//, ""), true)),
  ];
  return idle.map((name) => ({
    path: manifestPath(manifest),
    line: 1,
    problem: `Cannot keep the dependency "${name}": found no import of it in ${manifest.folder}`,
  }));
}

/** "@noble/hashes/hmac.js" is a file of the package "@noble/hashes". */
function packageOf(name: string): string {
  const [first = "", second = ""] = name.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

function manifestPath({ folder }: Manifest): string {
  return folder === "" ? "package.json" : `${folder}/package.json`;
}
