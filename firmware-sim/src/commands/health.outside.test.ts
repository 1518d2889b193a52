import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const command = fileURLToPath(new URL("../../bin/jeton-sim.mjs", import.meta.url));

test("jeton-sim health prints two tables, and writes the page with both", {
  timeout: 120_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "jeton-health-"));
  const page = join(folder, "page.md");
  const words = ["health", "--keys", "100", "--days", "6", "--markdown", page];
  const run = spawnSync(process.execPath, [command, ...words], { encoding: "utf8" });
  const text = readFileSync(page, "utf8");
  rmSync(folder, { recursive: true });
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(run.stdout).toMatch(/^HABIT +PLACE +DAYS +DRIFTING +FOUND/);
  expect(run.stdout).toMatch(/daily +office +6 +1 /);
  expect(text).toContain("`jeton-sim health --keys 100 --days 6 --period 60 --seed 1`");
  expect(text).toMatch(/^\| daily \| car \|/m);
});
