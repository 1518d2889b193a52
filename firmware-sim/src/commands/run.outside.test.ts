import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../../bin/jeton-sim.mjs", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-run-"));
  writeFileSync(join(folder, "warm.csv"), "0,20\n10,30\n");
  writeFileSync(join(folder, "bad.csv"), "0,20\n10,hot\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the key in a pipe until it printed so many lines, then asks it to end. */
async function lines(count: number, ...words: string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [command, "run", ...words], { cwd: folder });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.split("\n").length > count) break;
  }
  child.kill("SIGTERM");
  if (child.exitCode === null) await once(child, "exit");
  expect(child.exitCode).toBe(0);
  return printed.trimEnd().split("\n").slice(0, count);
}

describe("jeton-sim run in a pipe", () => {
  test("prints each new code of a button key, which is held, in fast time", async () => {
    const words = ["--button", "30", "--time", "scaled:3600", "--temperature", "warm.csv"];
    const printed = await lines(3, ...words);
    for (const line of printed) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \d{6}$/);
    expect(new Set(printed).size).toBe(3);
  });

  test.each<[string, string[], number, RegExp]>([
    ["half a thousandth of a second", ["--button", "1.0005"], 2, /--button.*three decimals/],
    ["a display for no time", ["--button", "0"], 2, /shownMilliseconds/],
    ["a fault unheard of", ["--fault", "rust"], 2, /expected one of clock-jump/],
    ["a fault's value out of range", ["--fault", "shock:ppm=99999"], 2, /-1000 to 1000/],
    ["a hot place", ["--temperature", "900"], 2, /-60 to 125/],
    ["no place", ["--temperature", "moon"], 2, /laboratory, office, pocket, car, or a CSV file/],
    ["a file with a bad line", ["--temperature", "bad.csv"], 1, /line 2.* in "bad.csv"/],
    ["a crystal that is none", ["--crystal", "-1"], 2, /--crystal/],
    ["virtual time in a pipe", ["--time", "virtual"], 2, /stands still/],
  ])("calls %s wrong use: one line and nothing else", (_, words, expected, says) => {
    const run = spawnSync(process.execPath, [command, "run", ...words], {
      cwd: folder,
      encoding: "utf8",
      timeout: 20_000,
    });
    expect({ status: run.status, stdout: run.stdout }).toEqual({ status: expected, stdout: "" });
    expect(run.stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(run.stderr).toMatch(says);
  });

  test("lists every fault in its help", () => {
    const { stdout } = spawnSync(process.execPath, [command, "run", "--help"], {
      encoding: "utf8",
    });
    expect(stdout).toMatch(/clock-jump +the clock moves at once \(seconds: how far/);
    expect(stdout).toMatch(/dead-line +an electrode is broken/);
  });
});
