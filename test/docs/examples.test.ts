import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runExample, runExampleTimes } from "../support/run-example.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

// Their code is files, which test/guides runs.
const testedElsewhere = ["docs/guides/test-a-login.md", "docs/guides/write-a-store.md"];

const pages = [
  "README.md",
  "firmware-sim/README.md",
  "firmware-sim/key/README.md",
  "packages/core/README.md",
  "packages/validator/README.md",
  "packages/cli/README.md",
  "hw/driver/README.md",
  "hw/emulator/README.md",
  "hw/glass/README.md",
  ...readdirSync(join(root, "docs/guides"))
    .map((name) => `docs/guides/${name}`)
    .filter((page) => !testedElsewhere.includes(page))
    // Guides that show commands and pages only have no program to run.
    .filter((page) => readFileSync(join(root, page), "utf8").includes("```ts\n")),
];

// Goal: what the docs show runs, and prints what they say that it prints.
// Method: all TypeScript of a page is one program; what stands behind a console.log is expected.
describe("the examples in", () => {
  test.each(pages)("%s", async (page) => {
    const { program, expected } = exampleIn(page);
    expect(expected.length).toBeGreaterThan(0);
    // Other lines are pictures, which the page shows as they are.
    const printed = (await runExample(program))
      .split("\n")
      .filter((line) => expected.includes(line));
    expect(printed).toEqual(expected);
  });

  test("docs/guides/verify-in-your-server.md can be started again, as a server is", async () => {
    const { program, expected } = exampleIn("docs/guides/verify-in-your-server.md");
    const [first = "", second = ""] = await runExampleTimes(program, 2);
    expect(first.trim().split("\n")).toEqual(expected);
    // The key is in service: what is left is the log-in.
    expect(second.trim().split("\n")).toEqual(expected.slice(-2));
  });
});

/** All TypeScript of a page as one program, and what it prints by its own word. */
function exampleIn(page: string): {
  readonly program: string;
  readonly expected: readonly string[];
} {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
  const program = blocks.join("\n");
  const expected = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(
    ([, line = ""]) => line,
  );
  return { program, expected };
}
