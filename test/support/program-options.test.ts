import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Program, readOptions } from "./program-options.ts";

const program = {
  script: "thing",
  does: "Does a thing.",
  options: {
    count: { kind: "number", value: "N", min: 1, max: 9, help: "so many (default 3)" },
    store: { kind: "text", value: "KIND", oneOf: ["sqlite", "etcd"], help: "where" },
    hours: { kind: "number", value: "H", min: 0.5, isDecimal: true, help: "how long" },
    quick: { kind: "flag", help: "less of it" },
  },
  status: "0 done; 2 wrong use.",
} as const satisfies Program<object>;

describe("readOptions()", () => {
  test("gives what was given, and undefined for what was not", () => {
    expect(readOptions(program, ["--count", "7", "--store", "etcd", "--hours", "1.5"])).toEqual({
      kind: "run",
      values: { count: 7, store: "etcd", hours: 1.5, quick: false },
    });
    expect(readOptions(program, [])).toEqual({
      kind: "run",
      values: { count: undefined, store: undefined, hours: undefined, quick: false },
    });
  });

  test("prints a usage with a line for each option", () => {
    expect(readOptions(program, ["--quick", "--help"])).toEqual({
      kind: "help",
      text: `Usage: npm run thing -- [options]

Does a thing.

  --count N     so many (default 3)
  --store KIND  where
  --hours H     how long
  --quick       less of it
  --help        print this text, start nothing

Exit status: 0 done; 2 wrong use.
`,
    });
  });

  const listed = 'wanted what "npm run thing -- --help" lists';
  test.each([
    [["--quik"], `unknown option "--quik", ${listed}`],
    [["more"], `unexpected argument "more", ${listed}`],
    [["--quick=yes"], `option "--quick" does not take an argument, ${listed}`],
    [["--count", "0"], 'found --count "0", wanted a whole number from 1 to 9'],
    [["--count", "1e1"], 'found --count "1e1", wanted a whole number from 1 to 9'],
    [["--hours", "0.2"], 'found --hours "0.2", wanted a number of at least 0.5'],
    [["--store", "paper"], 'found --store "paper", wanted sqlite, etcd'],
  ])("refuses %j, and says what was wanted", (words, problem) => {
    const wanted = { kind: "wrong", problem: `Cannot run npm run thing: ${problem}` };
    expect(readOptions(program, words)).toEqual(wanted);
  });
});

// Goal: no program of the tests or tools starts its work for someone who only asks what it does.
const root = fileURLToPath(new URL("../../", import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const programs = Object.entries(scripts).flatMap(([script, command]) => {
  const file = /^node tools\/run-source\.mjs ((?:test|tools)\/\S+)$/u.exec(command)?.[1];
  return file === undefined ? [] : [[script, file] as const];
});

async function run(file: string, word: string) {
  const child = spawn(process.execPath, ["tools/run-source.mjs", file, word], { cwd: root });
  const [out, error, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("exit", resolve)),
  ]);
  return { out, error, status };
}

describe("each program of the tests and tools that npm runs", () => {
  test("is found in package.json", () => {
    expect(programs.length).toBeGreaterThanOrEqual(17);
  });

  test.each(programs)("says what it does, and starts nothing: %s", async (script, file) => {
    const helped = await run(file, "--help");
    expect(helped).toMatchObject({ error: "", status: 0 });
    expect(helped.out).toMatch(new RegExp(`^Usage: npm run ${script} -- `, "u"));
    expect(helped.out).toContain("Exit status: ");
  });

  test("starts nothing for an option that it does not know", async () => {
    const wanted = 'wanted what "npm run pictures -- --help" lists';
    expect(await run("test/browser/take-pictures.ts", "--no-such-option")).toEqual({
      out: "",
      error: `Cannot run npm run pictures: unknown option "--no-such-option", ${wanted}\n`,
      status: 2,
    });
  });
});
