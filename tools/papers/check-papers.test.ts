import { describe, expect, test } from "vitest";
import { checkCitations, lawsPage } from "./check-citations.ts";
import { checkLinks } from "./check-links.ts";
import type { Papers } from "./text-file.ts";

const laws = "# Laws\n\n## Law 1: Agreement\n\n## Law 2: Single use\n";

function papersWith(files: Readonly<Record<string, string>>): Papers {
  const all = { [lawsPage]: laws, "README.md": `[laws](${lawsPage})`, ...files };
  const texts = Object.entries(all).map(([path, text]) => ({ path, text }));
  const folders = Object.keys(all).flatMap((path) =>
    path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/")),
  );
  return { texts, paths: new Set(folders) };
}

/** Returns what is found in one more file, line and beginning. */
function found(
  check: (papers: Papers) => readonly { path: string; line: number; problem: string }[],
  files: Readonly<Record<string, string>>,
): readonly string[] {
  return check(papersWith(files)).map(({ path, line, problem }) => `${path}:${line}: ${problem}`);
}

describe("checkCitations()", () => {
  test.each([
    "(law 1)",
    "laws 1 and 2",
    "Laws 1, 2",
    "outlaw 9 and a lawful 7",
    "RFC 4226 §5.3",
    "CMD_CURSOR_STYLE",
  ])("finds nothing in: %s", (text) => {
    expect(found(checkCitations, { "a.ts": text })).toEqual([]);
  });

  test.each([
    ["a law that is not on the page", "// law 3", "law 3"],
    ["the last of a list", "laws 1, 2 and 14", "law 14"],
    ["the end of a range", "laws 1 to 13", "law 13"],
    ["a law over the end of a comment's line", "/*\n * By law\n * 12 nothing\n */", "law 12"],
    ["a paper that is not in the tree", "// DESIGN §4 (RFC 1)", '"DESIGN"'],
    ["a section of nothing", "// see §4", "the section"],
  ])("finds %s", (_, text, problem) => {
    const problems = found(checkCitations, { "a.ts": text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`Cannot find ${problem}`);
  });

  test("tells the line", () => {
    expect(found(checkCitations, { "a.ts": "\n\n// law 7" })[0]).toMatch(/^a\.ts:3: /);
  });
});

describe("checkLinks()", () => {
  test("follows links to files, folders, headings and other sites", () => {
    const text =
      "[a](docs) [b](docs/design/laws.md#law-2-single-use) [c](https://a.example) [d](#up)\n# Up";
    expect(found(checkLinks, { "a.md": text })).toEqual([]);
  });

  test.each([
    ["a file that is not there", { "a.md": "[a](b.md)" }, "a.md:1: Cannot follow"],
    ["a heading that is not there", { "a.md": `[a](${lawsPage}#law-3)` }, "a.md:1: Cannot follow"],
    ["a page that no link leads to", { "docs/b.md": "[self](b.md)" }, "docs/b.md:1: Cannot reach"],
    [
      "a page that a comment names",
      { "a.ts": "// see docs/b.md" },
      "a.ts:1: Cannot find docs/b.md",
    ],
  ])("finds %s", (_, files, problem) => {
    const problems = found(checkLinks, files);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test("does not follow what stands in code", () => {
    expect(found(checkLinks, { "a.md": "`[a](b.md)`\n```\n[c](d.md)\n```\n" })).toEqual([]);
  });
});
