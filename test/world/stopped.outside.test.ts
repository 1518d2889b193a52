import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const words = ["--years", "100000", "--seed", "1", "--mix", "stock", "--store", "sqlite"];

// A terminal sends the signal to all processes of a program; `kill` to one.
test.each([
  ["all of its processes", (pid: number) => process.kill(-pid, "SIGINT")],
  ["the program alone", (pid: number) => process.kill(pid, "SIGINT")],
])("a run whose Ctrl-C reaches %s prints what was played and leaves nothing", async (_, press) => {
  const folder = mkdtempSync(join(tmpdir(), "jeton-stopped-"));
  const child = spawn(
    process.execPath,
    ["tools/run-source.mjs", "test/world/run.ts", ...words],
    // A group of its own, so that the signal does not reach the tests.
    { cwd: root, detached: true, env: { ...process.env, TMPDIR: folder } },
  );
  try {
    let printed = "";
    const closed = once(child, "close");
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (data) => {
        printed += String(data);
        // A line of progress comes with the first world, and every 30 s, whatever was played.
        if (/years, [1-9]\d* days a minute/u.test(printed)) resolve();
      });
    });
    press(child.pid ?? 0);
    expect(await closed).toEqual([130, null]);
    const report = printed.slice(printed.indexOf("\nall\n"));
    expect(report).toMatch(/^\nall\nworlds +[1-9]\d* \(/u);
    expect(report).toMatch(/\nlaws broken +\{\}\n$/u);
    expect(readdirSync(folder).filter((name) => name.startsWith("jeton-"))).toEqual([]);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
