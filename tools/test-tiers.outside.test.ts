import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every test file of the tree, from the root. */
function testFiles(): readonly string[] {
  // Another test writes the last one, and removes it.
  const ignored = /(^|\/)(node_modules|dist|\.git|my-store-\w+)(\/|$)/;
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.test\.tsx?$/.test(path) && !ignored.test(path))
    .toSorted();
}

// Goal: no test is forgotten by a tier, and none runs twice. Method: the runner lists what it would run.
test("each test file is in exactly one tier", () => {
  const listed = execFileSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "list", "--filesOnly", "--json"],
    { cwd: root, encoding: "utf8" },
  );
  const files = JSON.parse(listed) as readonly { file: string; projectName: string }[];
  expect(new Set(files.map(({ projectName }) => projectName))).toEqual(
    new Set(["unit", "laws", "outside", "alone"]),
  );
  const paths = files.map(({ file }) => relative(root, file));
  expect(paths.filter((path) => !path.includes("/my-store-")).toSorted()).toEqual(testFiles());
});
