import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { testFilesOf, tierOf } from "./test-tiers.ts";

describe("tierOf()", () => {
  const isThere = (path: string) => ["packages/a/src/b.ts", "packages/a/src/c.tsx"].includes(path);

  test.each([
    ["packages/a/src/b.test.ts", "unit"],
    ["packages/a/src/c.test.tsx", "unit"],
    ["packages/a/src/several-files.test.ts", "laws"],
    ["packages/a/src/b.laws.test.ts", "laws"],
    ["packages/a/src/b.outside.test.ts", "outside"],
    ["test/oracle/http/measure.test.ts", "laws"],
    ["test/oracle/programs.outside.test.ts", "outside"],
    ["test/oracle/times.alone.test.ts", "alone"],
    ["test/browser/first-login.test.ts", "outside"],
    ["test/browser/first-login.laws.test.ts", "laws"],
    ["test/a-new-folder/b.test.ts", "outside"],
  ])("sorts %s into %s", (path, tier) => {
    expect(tierOf(path, isThere)).toBe(tier);
  });
});

test("a unit test replaces no module: it shares them with all others", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const replacing = testFilesOf("unit", root).filter((path) =>
    /^vi\.(?:mock|doMock)\(/m.test(readFileSync(join(root, path), "utf8")),
  );
  expect(replacing).toEqual([]);
});
