import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runOnTerminal } from "../../../test/support/on-a-terminal.ts";

const command = fileURLToPath(new URL("../../bin/jeton-sim.mjs", import.meta.url));
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-fleet-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fleet(...words: string[]) {
  return spawnSync(process.execPath, [command, "fleet", ...words], {
    encoding: "utf8",
    timeout: 50_000,
  });
}

describe("jeton-sim fleet", () => {
  test("prints a table, and writes report, figures and page", () => {
    const [html, csv, page] = ["f.html", "f.csv", "f.md"].map((name) => join(folder, name));
    const { status, stdout, stderr } = fleet(
      ...["--keys", "300", "--years", "1", "--workers", "2"],
      ...["--html", html ?? "", "--csv", csv ?? "", "--markdown", page ?? ""],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n")[0]).toMatch(/^HABIT +PERIOD +POLICY +LOGINS/);
    expect(stdout).toMatch(/weekly +60 s +belief +\d+ +0 /);
    const report = readFileSync(html ?? "", "utf8");
    expect(report.match(/<svg/g)).toHaveLength(5);
    // Nothing from outside and no script: the page can be mailed and kept.
    expect(report).not.toMatch(/<script|(?:src|href)="?http/);
    expect(readFileSync(csv ?? "", "utf8")).toMatch(
      /^habit,period_s,.*\r\nweekly,60,office,300,1,1,/,
    );
    expect(readFileSync(page ?? "", "utf8")).toContain("| weekly | 60 s | belief |");
  });

  test("comes to the same on one processor and on two", () => {
    const given = ["--keys", "600", "--years", "1", "--policy", "belief", "--json"];
    const one = fleet(...given, "--workers", "1");
    expect(one.stdout).toContain('"name":"belief"');
    expect(fleet(...given, "--workers", "2").stdout).toBe(one.stdout);
  });

  test("plays several habits and periods in one go, each as it would be alone", () => {
    const given = ["--keys", "250", "--years", "1", "--policy", "belief", "--json"];
    const both = ["--habit", "weekly", "--habit", "drawer", "--period", "60"];
    const together = JSON.parse(fleet(...given, ...both).stdout) as unknown[];
    const alone = ["weekly", "drawer"].flatMap(
      (habit) => JSON.parse(fleet(...given, "--habit", habit).stdout) as unknown[],
    );
    expect(together).toHaveLength(2);
    expect(together).toEqual(alone);
  });

  // Goal: nobody waits before an empty screen. Method: on a terminal, the bar is the first thing shown, at
  // 0 %, so it was drawn before any key was played.
  test("shows its bar from the start", async () => {
    const words = ["fleet", "--keys", "200", "--years", "1", "--policy", "fixed-1"];
    const { status, shown } = await runOnTerminal([command, ...words]);
    expect(status).toBe(0);
    expect(shown).toMatch(/^\rkeys \[ {30}\] 0 %/);
    expect(shown).toContain("fixed-1");
  });

  test.each([
    [["--habit", "sometimes"], /^Cannot read --habit: found "sometimes", wanted one of daily, /],
    [["--policy", "hope"], /^Cannot read --policy: found "hope", wanted one of fixed-1, /],
    [["--period", "5"], /^Cannot read --period: found "5", wanted whole seconds from 10 to 86400/],
    [["--keys", "0"], /^Cannot read --keys: found 0, wanted 1 to 10000000/],
    [["--years", "21"], /^Cannot read --years: found 21, wanted 1 to 20/],
    [["--place", "moon"], /place/],
  ] as const)("calls %j wrong use: status 2, one line, no file", (words, line) => {
    const file = join(folder, "none.csv");
    const { status, stdout, stderr } = fleet(...words, "--csv", file);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(line);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(existsSync(file)).toBe(false);
  });

  test("says before it begins that a file cannot be written", () => {
    const { status, stderr } = fleet("--csv", join(folder, "missing", "f.csv"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Cannot write ".*f\.csv": there is no such file or folder, wanted/);
  });
});
