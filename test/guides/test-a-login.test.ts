import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { chromium, describeWith } from "../support/needs.ts";
import { runAsUser, type UserRun } from "../support/run-as-user.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "test/guides/test-a-login");
const recipes = join(root, "examples/recipes");
const page = readFileSync(join(root, "docs/guides/test-a-login.md"), "utf8");

// Goal: the guide shows what is there, and what it prints is printed.
// Method: code is looked up in the files that it is said to be of; the examples that fail are run
// as a user runs them, and each shown line must come, in order, with moments and codes masked.
describe("docs/guides/test-a-login.md", () => {
  test("shows each file whole, so that it can be followed from the page alone", () => {
    const files = [folder, recipes].flatMap((of) => filesOf(of).map((name) => join(of, name)));
    const blocks = shown("ts|js|sh|python");
    const titles = blocks.map(({ title }) => title);
    // That one is needed in this tree alone.
    const names = files.map((path) => basename(path)).filter((name) => name !== "vitest.config.ts");
    expect(titles.toSorted()).toEqual(names.toSorted());
    for (const { title, text } of blocks) {
      const path = files.find((file) => basename(file) === title) ?? "";
      expect(text, title).toBe(readFileSync(path, "utf8"));
    }
  });

  test("has no block of code that is a part of a file: each has its imports", () => {
    const fences = [...page.matchAll(/^```(\S+)(.*)$/gm)].map(([fence]) => fence);
    const untitled = fences.filter((fence) => /^```(ts|js|python)/.test(fence));
    expect(untitled.filter((fence) => !fence.includes("title="))).toEqual([]);
    for (const { text, title } of shown("ts|js|python")) {
      expect(text, title).toMatch(/^(import|from) /m);
    }
  });

  test("says what the recipe for a shell prints", () => {
    const [said] = [...page.matchAll(/^\$ sh log-in\.sh\n(.*?)```/gms)].map(([, text]) => text);
    const says = readFileSync(join(recipes, "log-in.sh"), "utf8").matchAll(
      /^expect .* "([^"]+)"$/gm,
    );
    expect(said).toBe([...says].map(([, words]) => `ok      ${words}\n`).join(""));
  });

  test("shows what Vitest prints of the tests that fail, without any seed", async () => {
    const { status, output } = await run(join(root, "node_modules/vitest/vitest.mjs"), [
      ...["run", "--config", "vitest.config.ts", "--no-color"],
    ]);
    expect(status).toBe(1);
    expect(output).toContain("Tests  3 failed (3)");
    expectShown("vitest", output);
    expect(output).not.toMatch(/secret=|[A-Z2-7]{32}|[0-9a-f]{40}/);
  });
});

describeWith(chromium, "docs/guides/test-a-login.md, in a browser", (executablePath) => {
  const cli = join(dirname(fileURLToPath(import.meta.resolve("@playwright/test"))), "cli.js");
  const playwright = (file: string): Promise<UserRun> =>
    run(cli, ["test", file, "--reporter=list"], { CHROMIUM: executablePath });

  test("shows tests that pass", async () => {
    const { status, output } = await playwright("login.e2e.ts");
    expect(output).toContain("2 passed");
    expect(status).toBe(0);
  });

  test("shows what Playwright prints of the tests that fail, and they leave a picture", async () => {
    const { status, output } = await playwright("findings.e2e.ts");
    expect(status).toBe(1);
    expect(output).toContain("2 failed");
    expectShown("playwright", output);
    expect(output).toContain('Received: "??????", display shown\n\n    ╭──');
    expect(output).not.toContain("JBSWY3DPEHPK3PXP");
    const left = readdirSync(join(folder, "test-output/findings.e2e.ts-takes-each-code-once"));
    const picture = left.find((name) => /^key-\d{9}\.svg$/.test(name));
    expect(picture).toBeDefined();
  });
});

/** Returns the names of the files of a folder, without what a run leaves there. */
function filesOf(of: string): readonly string[] {
  return readdirSync(of).filter((name) => /\.(ts|mjs|sh|py)$/.test(name));
}

/** Returns the guide's blocks of that language, with what they are said to be of. */
function shown(language: string): readonly { readonly title: string; readonly text: string }[] {
  const fence = new RegExp(`\`\`\`(?:${language}) title="([^"]+)"\\n(.*?)\`\`\``, "gs");
  return [...page.matchAll(fence)].map(([, title = "", text = ""]) => ({ title, text }));
}

function expectShown(title: string, output: string): void {
  const blocks = shown("console").filter((block) => block.title === title);
  expect(blocks.length).toBeGreaterThan(0);
  const printed = lines(output);
  for (const { text } of blocks) {
    let at = 0;
    for (const line of lines(text)) {
      const next = printed.indexOf(line, at);
      expect(next, `found no line like: ${line}`).toBeGreaterThanOrEqual(0);
      at = next + 1;
    }
  }
}

/** Returns the lines that are not empty, without what differs from run to run. */
function lines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) =>
      line
        .trim()
        .replaceAll(root, "")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<moment>")
        .replace(/^(Next code in|On the glass)( +)[\d.]+/, "$1$2<digits>")
        .replace(/─{3,}$/, ""),
    )
    .filter((line) => line !== "");
}

/** Runs a program of Node as a user in the guide's folder does. */
function run(program: string, words: readonly string[], more: object = {}): Promise<UserRun> {
  const env = { NODE_OPTIONS: "--conditions=jeton-source", ...more };
  return runAsUser(process.execPath, [program, ...words], { cwd: folder, env });
}
