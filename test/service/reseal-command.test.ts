import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";

const seedHex = "3132333435363738393031323334353637383930";

describe("jeton keys reseal", () => {
  let data: string;
  const keyFile = () => join(data, "master.key");
  const on = (...words: string[]) => jeton([...words, "--data", data]);

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), "jeton-reseal-"));
    await jeton(["keys", "add", "K1", "--seed-file", "-", "--data", data], { input: seedHex });
    await on("keys", "assign", "K1", "camille");
  });

  afterEach(() => rmSync(data, { recursive: true, force: true }));

  test("puts a new master key in the place of the old one, and codes pass as before", async () => {
    const before = readFileSync(keyFile(), "utf8");
    const ended = await on("keys", "reseal", "--new-master-key");
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    expect(ended.stdout).toMatch(
      /^17 keys sealed anew; master key [0-9a-f]{8} is the only one now/,
    );
    const after = readFileSync(keyFile(), "utf8");
    expect(after).toMatch(/^[0-9a-f]{64}\n$/);
    expect(after).not.toBe(before);

    const at = String(Math.floor(Date.now() / 1000));
    const code = (await jeton(["code", "--seed-hex", seedHex, "--at", at])).stdout;
    const answer = await jeton(["authenticate", "camille", "--data", data], { input: code });
    expect(answer.stdout).toBe("choose-pin\n");
    expect(JSON.parse((await on("audit", "verify", "--json")).stdout)).toMatchObject({
      broken: [],
    });

    writeFileSync(keyFile(), before);
    expect((await on("keys", "list")).status).toBe(1);
  });

  test("can be run again after it was cut off behind the new key, and twice", async () => {
    const before = readFileSync(keyFile(), "utf8");
    writeFileSync(keyFile(), `${"ab".repeat(32)}\n${before}`);
    expect((await on("keys", "list")).status).toBe(0);
    expect((await on("keys", "reseal")).stdout).toMatch(/^17 keys sealed anew/);
    expect(readFileSync(keyFile(), "utf8")).toBe(`${"ab".repeat(32)}\n`);
    expect((await on("keys", "reseal")).stdout).toMatch(/^0 keys sealed anew/);
  });

  test("lets no key go while an event before the last checkpoint is altered", async () => {
    await on("audit", "checkpoint");
    const db = new Database(join(data, "jeton.sqlite"));
    const query = "SELECT sql FROM sqlite_schema WHERE name = 'events_never_changed'";
    const guard = db.prepare<[], string>(query).pluck().get();
    db.exec("DROP TRIGGER events_never_changed");
    db.exec("UPDATE events SET actor = 'staff:eve' WHERE serial = 'K1' AND sequence = 1");
    db.exec(guard ?? "");
    db.close();
    const ended = await on("keys", "reseal", "--new-master-key");
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toContain("the audit trail is broken, see jeton audit verify");
    expect(readFileSync(keyFile(), "utf8")).toMatch(/^[0-9a-f]{64}\n[0-9a-f]{64}\n$/);
  });

  test("leaves everything as it was when the file's key is not the store's", async () => {
    writeFileSync(keyFile(), `${"cd".repeat(32)}\n`);
    const ended = await on("keys", "reseal", "--new-master-key");
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(readFileSync(keyFile(), "utf8")).toBe(`${"cd".repeat(32)}\n`);
  });
});
