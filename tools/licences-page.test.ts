import { describe, expect, test } from "vitest";
import { licencesPage } from "./licences-page.ts";

describe("licencesPage()", () => {
  const page = licencesPage({
    "": { version: "0.1.0", license: "MIT" },
    "packages/core": { version: "0.1.0", license: "MIT" },
    "node_modules/@jeton/core": { link: true },
    "node_modules/b": { version: "2.0.0", license: "MIT" },
    "node_modules/a/node_modules/b": { version: "1.0.0", license: "ISC" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/tool": { version: "3.0.0", license: "Apache-2.0", dev: true },
    "node_modules/c/node_modules/b": { version: "2.0.0", license: "MIT" },
  });
  const rows = page
    .split("\n")
    .filter((line) => /^\| [^|]+ \| \d/.test(line) && !/\| \d+ \|$/.test(line));

  test("lists each package once for each version, in order, tools apart", () => {
    expect(rows).toEqual([
      "| a | 1.0.0 | not stated |",
      "| b | 1.0.0 | ISC |",
      "| b | 2.0.0 | MIT |",
      "| tool | 3.0.0 | Apache-2.0 |",
    ]);
  });

  test("leaves out the workspace's own packages and counts the licences", () => {
    expect(page).not.toContain("@jeton/core |");
    expect(page).toContain("| MIT | 1 |\n| not stated | 1 |\n");
  });
});
