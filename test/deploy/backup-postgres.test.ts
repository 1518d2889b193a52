import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";
import { describeWith } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { deployPath } from "./deploy-file.ts";

// Goal: backup.sh saves a PostgreSQL store too, and pg_restore brings it back: no code of before passes again.
const seed = "3132333435363738393031323334353637383930";

describeWith(postgres, "backup.sh on PostgreSQL", (path) => {
  let server: PostgresServer;
  const data = mkdtempSync(join(tmpdir(), "jeton-backup-pg-"));
  beforeAll(async () => {
    server = await startPostgres(path);
  });
  afterAll(async () => {
    rmSync(data, { recursive: true, force: true });
    await server.remove();
  });

  test("writes what pg_restore brings back", { timeout: 180_000 }, async () => {
    const url = await server.createDatabase();
    const run = async (words: readonly string[], store: string, input = "") => {
      const env = { JETON_DATA: data, JETON_STORE: store };
      const { stdout, stderr, status } = await jeton(words, { env, input });
      return { stdout: stdout.trim(), stderr, status };
    };
    const add = ["keys", "add", "100", "--seed-file", "-", "--period", "30"];
    expect(await run(add, url, seed)).toMatchObject({ status: 0 });
    expect(await run(["keys", "assign", "100", "camille"], url)).toMatchObject({ status: 0 });

    const env = {
      PATH: `${server.programs}:${process.env.PATH}`,
      ...{ JETON_DATA: data, JETON_STORE: url },
    };
    const made = spawnSync(deployPath("backup.sh"), [join(data, "backups")], {
      ...{ encoding: "utf8", env },
    });
    expect(made).toMatchObject({ status: 0, stderr: "" });

    const at = String(Math.floor(Date.now() / 1000));
    const { stdout: code } = await run(["code", "--seed-hex", seed, "--at", at], url);
    expect(await run(["authenticate", "camille"], url, code)).toMatchObject({
      stdout: "choose-pin",
    });

    const restored = await server.createDatabase();
    const words = ["--exit-on-error", "--no-owner", "--dbname", restored, made.stdout.trim()];
    execFileSync(join(server.programs, "pg_restore"), words, { stdio: "pipe" });
    const again = await run(["authenticate", "camille"], restored, code);
    expect(again).toMatchObject({ stdout: "refused", status: 1 });
    expect(again.stderr).toContain("began a new history");
    expect(await run(["audit", "verify"], restored)).toMatchObject({ status: 0 });
  });
});
