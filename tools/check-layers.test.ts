import { describe, expect, test } from "vitest";
import { checkExports } from "./layers/check-exports.ts";
import { checkFunctions } from "./layers/check-functions.ts";
import { checkWorkspace } from "./layers/check-workspace.ts";
import { importsOf } from "./layers/imports-of.ts";
import { layerTable } from "./layers/layer-table.ts";
import type { Manifest, Workspace } from "./layers/workspace.ts";

const manifests: readonly Manifest[] = [
  ["", "jeton", [], ["vitest", "typescript"]],
  ["packages/core", "@jeton/core", ["@noble/hashes"], []],
  ["packages/cli", "@jeton/cli", ["@jeton/core", "commander"], []],
  ["packages/store", "@jeton/store", ["@jeton/core", "better-sqlite3"], ["@types/better-sqlite3"]],
  ["packages/service", "@jeton/service", ["@jeton/core", "@jeton/store", "hono"], []],
  ["firmware-sim/key", "@jeton/key", ["@jeton/core", "@noble/hashes"], []],
  ["firmware-sim", "@jeton/sim", ["@jeton/cli", "@jeton/key"], []],
  ["test", "@jeton/test", ["@jeton/core"], []],
].map(([folder, name, dependencies, devDependencies]) => ({
  folder: String(folder),
  name: String(name),
  dependencies: [dependencies ?? []].flat(),
  devDependencies: [devDependencies ?? []].flat(),
  entries: [{ name: ".", source: "src/index.ts" }],
}));

/** A small workspace in which every rule is kept. */
const kept: Readonly<Record<string, string>> = {
  "packages/core/src/index.ts": 'export { a } from "./a.ts";',
  "packages/core/src/a.ts": 'import { hmac } from "@noble/hashes/hmac.js"; export const a = hmac;',
  "packages/core/src/a.test.ts":
    'import "vitest"; import "node:fs"; import "../../../test/arbitraries/b.ts";',
  "packages/cli/src/index.ts": 'import "commander"; import type {} from "@jeton/core/units";',
  "packages/store/src/index.ts": 'import "better-sqlite3"; import {} from "@jeton/core";',
  "packages/service/src/index.ts": 'import "hono/jsx"; import "@jeton/core";',
  "packages/service/src/commands/store.ts": 'import "@jeton/store"; import "node:fs";',
  "packages/service/src/login.test.ts": 'import "@jeton/store";',
  "firmware-sim/key/src/code.ts": 'import "@noble/hashes/hmac.js"; import "@jeton/core/units";',
  "firmware-sim/src/commands/code.ts": 'import "@jeton/cli"; import "@jeton/key";',
  "test/arbitraries/b.ts": 'import "@jeton/core";',
  "tools/check.ts": 'import ts from "typescript";',
};

function workspaceWith(changes: Readonly<Record<string, string>>): Workspace {
  const files = Object.entries({ ...kept, ...changes });
  return { files: files.map(([path, text]) => ({ path, text })), manifests };
}

/** Returns the violations of the small workspace with these files added or replaced. */
function found(changes: Readonly<Record<string, string>>): readonly string[] {
  return checkWorkspace(workspaceWith(changes)).map(
    ({ path, line, problem }) => `${path}:${line}: ${problem}`,
  );
}

describe("checkWorkspace()", () => {
  test("finds nothing where every rule is kept", () => {
    expect(found({})).toEqual([]);
  });

  test.each([
    ["packages/core/src/b.ts", "node:fs"],
    ["packages/core/src/b.ts", "@jeton/cli"],
    ["packages/core/src/b.ts", "vitest"],
    ["packages/core/src/b.test.ts", "@jeton/store"],
    ["packages/cli/src/b.ts", "@jeton/core"],
    ["packages/store/src/b.ts", "@jeton/service"],
    ["packages/service/src/b.ts", "@jeton/store"],
    ["packages/service/src/b.ts", "@jeton/sim"],
    ["packages/service/src/commands/main.ts", "@jeton/store"],
    ["packages/service/src/b.ts", "hono-extra"],
    ["firmware-sim/src/b.ts", "@jeton/core"],
    ["firmware-sim/src/b.ts", "@jeton/cli"],
    ["firmware-sim/src/commands/b.ts", "@jeton/core"],
    ["firmware-sim/src/b.test.ts", "@jeton/core"],
    ["firmware-sim/key/src/b.ts", "@jeton/core"],
    ["firmware-sim/key/src/b.ts", "@jeton/core/otp"],
    ["firmware-sim/key/src/b.ts", "@jeton/core/otpauth"],
    ["firmware-sim/key/src/b.ts", "@jeton/sim"],
    ["firmware-sim/key/src/b.ts", "node:fs"],
    ["firmware-sim/key/src/b.test.ts", "@jeton/core"],
  ])("refuses that %s imports %s", (path, name) => {
    const first = found({ [path]: `// one line before\nimport {} from "${name}";\n` })[0];
    expect(first).toMatch(`${path}:2: Cannot import "${name}": `);
    expect(first).toMatch(/ may import /);
  });

  test.each([
    'import type { A } from "node:fs";',
    'export { a } from "node:fs";',
    'export * from "node:fs";',
    'import "node:fs";',
    'const a = await import("node:fs");',
    "const a = await import(`node:fs`);",
    'const a = require("node:fs");',
    'import a = require("node:fs");',
    'type A = import("node:fs").Stats;',
    'type A = typeof import("node:fs");',
  ])("sees the import in: %s", (text) => {
    expect(found({ "packages/core/src/b.ts": text })).toEqual([
      'packages/core/src/b.ts:1: Cannot import "node:fs": packages/core may import @noble/*',
    ]);
  });

  test("refuses an import that only running the file would tell", () => {
    expect(found({ "packages/core/src/b.ts": "await import(name);" })).toEqual([
      "packages/core/src/b.ts:1: Cannot follow an import: found an expression, wanted a literal",
    ]);
  });

  test("refuses a relative import that leaves the package, but for what tests share", () => {
    const leaving = 'import "../../core/src/a.ts";';
    expect(found({ "packages/cli/src/b.ts": leaving })[0]).toMatch("it leaves packages/cli");
    expect(found({ "packages/cli/src/b.test.ts": leaving })[0]).toMatch("it leaves packages/cli");
    const shared = 'import "../../../test/arbitraries/b.ts";';
    expect(found({ "packages/cli/src/b.ts": shared })[0]).toMatch("it leaves packages/cli");
    expect(found({ "packages/cli/src/b.test.ts": shared })).toEqual([]);
  });

  test("takes a package inside another package's folder for one of its own", () => {
    const into = 'import "../key/src/code.ts";';
    expect(found({ "firmware-sim/src/b.ts": into })[0]).toMatch("it leaves firmware-sim,");
    expect(found({ "firmware-sim/key/src/b.ts": 'import "./code.ts";' })).toEqual([]);
    const outOf = 'import "../../src/commands/code.ts";';
    expect(found({ "firmware-sim/key/src/b.ts": outOf })[0]).toMatch("leaves firmware-sim/key,");
  });

  test("refuses a ring of files, imports of types included, and tells it once", () => {
    const ring = found({
      "packages/core/src/b.ts": 'import type {} from "./c.ts";',
      "packages/core/src/c.ts": 'import "./d.ts";',
      "packages/core/src/d.ts": '\nimport { a } from "./b.ts";',
    });
    expect(ring).toEqual([
      "packages/core/src/d.ts:2: Cannot import in a ring: packages/core/src/b.ts -> packages/core/src/c.ts -> packages/core/src/d.ts -> packages/core/src/b.ts",
    ]);
  });

  test("refuses an import that runs up or sideways between rooms, and a room without a floor", () => {
    const file = (path: string, text = "") => ({ [`packages/core/src/${path}`]: text });
    const rooms = { ...file("base/b.ts"), ...file("codes/c.ts"), ...file("seals/s.ts") };
    expect(found({ ...rooms, ...file("clock/d.ts", 'import "../codes/c.ts";') })).toEqual([]);
    expect(found({ ...rooms, ...file("e.ts", 'import "./codes/c.ts";') })).toEqual([]);
    expect(found({ ...rooms, ...file("base/d.ts", 'import "../codes/c.ts";') })).toEqual([
      'packages/core/src/base/d.ts:1: Cannot import "../codes/c.ts": codes is not below base',
    ]);
    expect(found({ ...rooms, ...file("seals/d.ts", 'import "../codes/c.ts";') })).toEqual([
      'packages/core/src/seals/d.ts:1: Cannot import "../codes/c.ts": codes is not below seals',
    ]);
    expect(found({ ...rooms, ...file("base/d.ts", 'import "../a.ts";') })).toEqual([
      'packages/core/src/base/d.ts:1: Cannot import "../a.ts": a.ts stands above all rooms',
    ]);
    expect(found(file("attic/a.ts"))).toEqual([
      "packages/core/src/attic/a.ts:1: Cannot place the room attic: found no floor for it in the table of rooms",
    ]);
  });

  test("refuses a file of 300 lines, unless it was generated", () => {
    expect(found({ "packages/core/src/b.ts": "\n".repeat(299) })).toEqual([]);
    expect(found({ "packages/core/src/b.ts": "\n".repeat(300) })).toEqual([
      "packages/core/src/b.ts:300: Cannot keep a file so long: found 300 lines, wanted fewer than 300",
    ]);
    expect(found({ "packages/core/src/b.test.ts": "\n".repeat(300) })).toHaveLength(1);
    expect(found({ "packages/core/src/b.generated.ts": "\n".repeat(900) })).toEqual([]);
  });

  test("refuses a function of 70 lines, unless it is a named exception", () => {
    const body = (lines: number) => `function a() {\n${"a();\n".repeat(lines - 2)}}`;
    expect(found({ "packages/core/src/b.ts": body(69) })).toEqual([]);
    expect(found({ "packages/core/src/b.ts": `\n${body(70)}` })).toEqual([
      "packages/core/src/b.ts:2: Cannot keep a function so long: found 70 lines in a, wanted fewer than 70",
    ]);
    const arrow = `const b = () => {\n${"b();\n".repeat(70)}};`;
    expect(found({ "packages/core/src/b.ts": arrow })[0]).toMatch("72 lines in b,");
    const workspace = workspaceWith({ "packages/core/src/b.ts": body(80) });
    expect(checkFunctions(workspace, ["packages/core/src/b.ts#a"])).toEqual([]);
    expect(checkFunctions(workspaceWith({}), ["packages/core/src/a.ts#gone"])).toEqual([
      {
        path: "packages/core/src/a.ts",
        line: 1,
        problem:
          'Cannot keep the exception "packages/core/src/a.ts#gone": the function is short, or gone',
      },
    ]);
  });

  test("refuses a package that is not declared where it is used", () => {
    expect(found({ "packages/core/src/b.ts": 'import "@noble/ciphers/chacha.js";' })).toEqual([
      'packages/core/src/b.ts:1: Cannot import "@noble/ciphers/chacha.js": packages/core/package.json does not declare @noble/ciphers',
    ]);
    expect(found({ "test/b.ts": 'import "@jeton/store";' })[0]).toMatch("does not declare");
    expect(found({ "tools/b.ts": 'import "left-pad";' })[0]).toMatch("package.json does not");
  });

  test("refuses a declared package that nothing uses, or that only tests use", () => {
    const unused =
      'packages/core/package.json:1: Cannot keep the dependency "@noble/hashes": found no import of it in packages/core';
    expect(found({ "packages/core/src/a.ts": "" })).toEqual([unused]);
    const moved = {
      "packages/core/src/a.ts": "",
      "packages/core/src/b.test.ts": kept["packages/core/src/a.ts"] ?? "",
    };
    expect(found(moved)).toEqual([unused]);
  });

  test("refuses declared types of a package that nothing uses", () => {
    expect(found({ "packages/store/src/index.ts": 'import "@jeton/core";' })).toEqual([
      expect.stringMatching('the dependency "better-sqlite3"'),
      expect.stringMatching('the dependency "@types/better-sqlite3"'),
    ]);
  });

  test("refuses a package without a row in the table", () => {
    const none = { dependencies: [], devDependencies: [], entries: [] };
    const workspace = { files: [], manifests: [{ folder: "packages/x", name: "x", ...none }] };
    expect(checkWorkspace(workspace)).toEqual([
      {
        path: "packages/x/package.json",
        line: 1,
        problem: "Cannot check packages/x: found no row for it in the table of layers",
      },
    ]);
  });
});

describe("checkExports()", () => {
  const index = 'export { a, type B } from "./a.ts"; export const c = 1; export function d() {}';
  const exportsOf = (changes: Readonly<Record<string, string>>, page = "", kept: string[] = []) =>
    checkExports(
      workspaceWith({ "firmware-sim/key/src/index.ts": index, ...changes }),
      [{ path: "README.md", text: page }],
      [{ from: "@jeton/key", names: kept, why: "a reason" }],
      ["@jeton/key"],
    ).map(({ path, problem }) => `${path}: ${problem}`);
  const refused = (name: string) =>
    `firmware-sim/key/src/index.ts: Cannot export ${name} of @jeton/key: nobody outside of the package takes it`;

  test("refuses a name that only the package's own files and tests take", () => {
    const own = 'import { a, c } from "@jeton/key"; import { d } from "./index.ts";';
    expect(exportsOf({ "firmware-sim/key/src/b.test.ts": own })).toEqual(
      ["a", "B", "c", "d"].map(refused),
    );
  });

  test.each([
    'import { a as x, type B, c, d } from "@jeton/key";',
    'export { a, type B, c, d as y } from "@jeton/key";',
    'import * as key from "@jeton/key"; key.a(key.c, key.d); type X = key.B;',
    'const { a, B, c: { x }, d } = await import("@jeton/key");',
    'type X = import("@jeton/key").a | import("@jeton/key").B.C; import { c, d } from "@jeton/key";',
    'const all = await import("@jeton/key");',
  ])("sees that another package takes it by: %s", (text) => {
    expect(exportsOf({ "test/b.ts": text })).toEqual([]);
  });

  test("lets a page's program take it, and the table keep it", () => {
    const page = "```ts\nimport { a, c } from '@jeton/key';\n```\nimport { d } from '@jeton/key'";
    expect(exportsOf({}, page)).toEqual([refused("B"), refused("d")]);
    expect(exportsOf({}, page, ["B", "d"])).toEqual([]);
  });

  test("refuses a name of the table that somebody takes, or that is gone", () => {
    const all = 'import { a, B, c, d } from "@jeton/key";';
    const stale = (name: string) =>
      `tools/layers/export-table.ts: Cannot keep ${name} of @jeton/key in the table: it is taken, or gone`;
    expect(exportsOf({ "test/b.ts": all }, "", ["d", "e"])).toEqual([stale("d"), stale("e")]);
  });
});

describe("importsOf()", () => {
  test("reads no import out of comments and strings", () => {
    const text = '// import "a"\n/* import("b") */ const c = \'import "d"\'; // require("e")';
    expect(importsOf({ path: "a.ts", text })).toEqual([]);
  });
});

describe("layerTable", () => {
  test("has one row a folder, and parts only inside of it", () => {
    expect(new Set(layerTable.map(({ folder }) => folder)).size).toBe(layerTable.length);
    for (const { folder, parts } of layerTable) {
      for (const part of parts) expect(part.path.startsWith(`${folder}/`)).toBe(true);
    }
  });
});

test("only what people look at may know the directory of holders: nothing that decides a log-in", () => {
  const name = "@jeton/store/directory";
  const allows = (may: readonly string[]) =>
    may.some((each) => each === name || (each.endsWith("*") && name.startsWith(each.slice(0, -1))));
  const allowed = layerTable.flatMap(({ folder, may, parts }) => [
    ...(allows(may) ? [folder] : []),
    ...parts.filter((part) => allows(part.may)).map(({ path }) => path),
  ]);
  const deciding = /^packages\/(?:core|store|validator|service)(?:\/|$)/u;
  expect(allowed.filter((path) => deciding.test(path))).toEqual(["packages/service/src/holders/"]);
});
