import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, dockerCompose, systemdAnalyze } from "../support/needs.ts";
import { deployFile, deployPath } from "./deploy-file.ts";

// Goal: who copies these files has ones that their programs take. No machine was booted with them.
const folder = mkdtempSync(join(tmpdir(), "jeton-units-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWith(systemdAnalyze, "the units of systemd", (program) => {
  const units = ["jeton.service", "jeton-backup.service", "jeton-backup.timer"];
  const analyze = (...words: readonly string[]) =>
    spawnSync(program, words, { cwd: folder, encoding: "utf8" });

  beforeAll(() => {
    const jeton = deployFile("systemd/jeton.service", [["/usr/bin/node", process.execPath]]);
    const backup = deployFile("systemd/jeton-backup.service", [
      ["/opt/jeton-deploy/backup.sh", deployPath("backup.sh")],
    ]);
    writeFileSync(join(folder, "jeton.service"), jeton);
    writeFileSync(join(folder, "jeton-backup.service"), backup);
    writeFileSync(join(folder, "jeton-backup.timer"), deployFile("systemd/jeton-backup.timer", []));
  });

  test.each(units)("%s holds", (unit) => {
    const { stderr } = analyze("verify", "--recursive-errors=no", join(folder, unit));
    expect(stderr).toBe("");
  });

  test("a unit with a mistake does not", () => {
    writeFileSync(
      join(folder, "wrong.service"),
      "[Service]\nExecStart=relative\nProtektHome=yes\n",
    );
    const { stderr } = analyze("verify", "--recursive-errors=no", join(folder, "wrong.service"));
    expect(stderr).toContain("ProtektHome");
  });

  test("the service may do little: systemd calls it well protected", () => {
    const words = ["security", "--offline=true", "--threshold=15", join(folder, "jeton.service")];
    const { status, stdout } = analyze(...words);
    expect(stdout).toContain("OK");
    expect(status).toBe(0);
  });
});

describeWith(dockerCompose, "the compose file", (program) => {
  const check = (env: NodeJS.ProcessEnv) =>
    spawnSync(program, ["-f", "compose.yaml", "config", "--quiet"], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: folder, ...env },
    });

  beforeAll(() => {
    copyFileSync(deployPath("container/compose.yaml"), join(folder, "compose.yaml"));
    for (const secret of ["master-key", "database-password"]) {
      writeFileSync(join(folder, secret), "");
    }
  });

  test("holds", () => {
    expect(check({ JETON_HOST_NAME: "login.example.org" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  test("says what it lacks", () => {
    const { status, stderr } = check({});
    expect(status).not.toBe(0);
    expect(stderr).toContain("by which name browsers come");
  });
});
