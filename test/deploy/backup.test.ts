import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stopProcess } from "../contracts/source-process.ts";
import { commandPath, jeton, servedAt } from "../support/jeton.ts";
import { describeWith, sqlite3 } from "../support/needs.ts";
import { deployPath } from "./deploy-file.ts";

// Goal: a backup made by the script while the service runs, put back by the script, is the store again, and no
// code that was used since the backup passes once more (law 2).
const seed = "3132333435363738393031323334353637383930";
let data: string;
let backups: string;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), "jeton-backup-"));
  backups = join(data, "backups");
  await run(["keys", "add", "100", "--seed-file", "-", "--period", "30"], seed);
  await run(["keys", "assign", "100", "camille"]);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function run(words: readonly string[], input = ""): Promise<string> {
  const ended = await jeton([...words, "--data", data], { input });
  if (ended.status !== 0) throw new Error(`jeton ${words.join(" ")}: ${ended.stderr}`);
  return ended.stdout;
}

function script(name: string, ...words: readonly string[]) {
  const env = { PATH: process.env.PATH, JETON_DATA: data };
  return spawnSync(deployPath(name), words, { encoding: "utf8", env });
}

async function present(code: string): Promise<string> {
  const { stdout } = await jeton(["authenticate", "camille", "--data", data], { input: code });
  return stdout.trim();
}

/** The code that the key shows now: by the command that knows no store. */
async function codeNow(): Promise<string> {
  const at = String(Math.floor(Date.now() / 1000));
  const { stdout } = await jeton(["code", "--seed-hex", seed, "--at", at, "--period", "30"]);
  return stdout.trim();
}

describeWith(sqlite3, "backup.sh and restore.sh", () => {
  test("bring the store back, and let no code of before pass again", {
    timeout: 180_000,
  }, async () => {
    const words = [commandPath, "serve", "--port", "0", "--data", data];
    const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    try {
      await servedAt(server);
      const made = script("backup.sh", backups);
      expect(made).toMatchObject({ status: 0, stderr: "" });
      const refused = script("restore.sh", made.stdout.trim());
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toMatch(/^restore: process \d+ has the store open: stop the service/u);
    } finally {
      await stopProcess(server, "SIGTERM");
    }
    const [name = ""] = readdirSync(backups);
    const backup = join(backups, name);
    expect(statSync(backup).mode & 0o077).toBe(0);
    const code = await codeNow();
    expect(await present(code)).toBe("choose-pin");
    await run(["keys", "suspend", "100"]);
    expect(script("restore.sh", backup)).toMatchObject({ status: 0, stderr: "" });
    expect(await run(["keys", "list"])).not.toContain("suspended");
    expect(await present(code)).toBe("refused");
    expect(await run(["audit", "verify"])).toContain("1 key");
    expect(readdirSync(data).filter((each) => each.startsWith("before-"))).toHaveLength(1);
  });

  test("refuse what is no backup, and a folder without its master key", async () => {
    const before = readFileSync(join(data, "jeton.sqlite"));
    const file = join(data, "no-backup.sqlite");
    writeFileSync(file, "This is no database, whatever its name says. ".repeat(50));
    expect(script("restore.sh", file)).toMatchObject({ status: 1, stdout: "" });
    const made = script("backup.sh", backups).stdout.trim();
    rmSync(join(data, "master.key"));
    const { status, stderr } = script("restore.sh", made);
    expect([status, stderr]).toEqual([1, expect.stringContaining("put the master key")]);
    expect(readFileSync(join(data, "jeton.sqlite"))).toEqual(before);
  });

  test("say what is missing", () => {
    rmSync(join(data, "jeton.sqlite"));
    const { status, stderr } = script("backup.sh", backups);
    expect([status, stderr]).toEqual([1, `backup: there is no ${data}/jeton.sqlite\n`]);
    expect(readdirSync(backups)).toEqual([]);
  });
});
