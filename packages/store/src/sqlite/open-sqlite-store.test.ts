import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeRecord, OtpError } from "@jeton/core";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, guessed, plainKey } from "../contracts/key-changes.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { applicationId, migrations } from "./schema.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "jeton-open-"));
  file = join(directory, "jeton.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

/**
 * Every file of the directory with its content's hash: what must be the same after a refusal.
 * Not so the index of a log (-shm), which holds nothing of its own: readers make it anew.
 */
function contents(): readonly string[] {
  return readdirSync(directory)
    .filter((name) => !name.endsWith("-shm"))
    .sort()
    .map((name) => {
      const path = join(directory, name);
      const bytes = statSync(path).isFile() ? readFileSync(path) : "";
      return `${name} ${createHash("sha256").update(bytes).digest("hex")}`;
    });
}

function refusal(path: string): OtpError {
  try {
    void openSqliteStore(path).close();
  } catch (error) {
    if (error instanceof OtpError) return error;
    throw error;
  }
  throw new Error(`opened ${path}`);
}

async function makeStore(keys = 3): Promise<void> {
  const store = openSqliteStore(file);
  for (let number = 1; number <= keys; number += 1) {
    const { next, events } = changed(plainKey(`K${number}`), {});
    await store.insert(next, events);
  }
  await store.close();
}

function edit(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

describe("openSqliteStore()", () => {
  test("makes a store that only its user may read, and knows it again", async () => {
    await makeStore();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-history`).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["jeton.sqlite", "jeton.sqlite-history"]);
    expect(readFileSync(file).readUInt32BE(68)).toBe(applicationId);
    const store = openSqliteStore(file);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(await store.list({ after: null, limit: 9 })).toHaveLength(3);
    await store.close();
  });

  test("makes a store of an empty file, and of an empty database without a name", async () => {
    writeFileSync(file, "");
    await openSqliteStore(file).close();
    const other = join(directory, "other.sqlite");
    edit(other, "VACUUM");
    expect(statSync(other).size).toBeGreaterThan(0);
    await openSqliteStore(other).close();
  });

  test("takes a path for what it is, never for a word of SQLite's", async () => {
    const here = process.cwd();
    process.chdir(directory);
    try {
      for (const name of [":memory:", "file:x?mode=memory", "été 😀"]) {
        await openSqliteStore(name).close();
        expect(readdirSync(directory)).toContain(name);
      }
    } finally {
      process.chdir(here);
    }
  });

  type Case = readonly [what: string, prepare: () => void | Promise<void>, message: RegExp];
  const cases: readonly Case[] = [
    [
      "a text file",
      () => writeFileSync(file, "serial;seed\nK1;00\n"),
      /not a SQLite database, choose/,
    ],
    ["a file of zeros", () => writeFileSync(file, Buffer.alloc(8192)), /not a SQLite database/],
    [
      "another application's database",
      () => edit(file, "PRAGMA application_id = 7; CREATE TABLE t (x); INSERT INTO t VALUES (1)"),
      /database of another application \(application ID 7\), choose/,
    ],
    [
      "a database without a name that has tables",
      () => edit(file, "PRAGMA journal_mode = WAL; CREATE TABLE keys (x); CREATE TABLE t (x)"),
      /another application \(no application ID, 2 tables\)/,
    ],
    [
      "a database without a name whose last changes stand in its log",
      () => {
        const other = join(directory, "other.sqlite");
        const db = new Database(other);
        db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
        // Copied while it is open, as a killed process leaves it.
        for (const ending of ["", "-wal"]) copyFileSync(other + ending, file + ending);
        db.close();
      },
      /another application \(no application ID, 1 tables\)/,
    ],
    [
      "a newer schema",
      async () => {
        await makeStore();
        edit(file, "PRAGMA user_version = 99");
      },
      new RegExp(
        `schema has version 99, this program knows up to ${migrations.length}, use the newer program`,
      ),
    ],
    [
      "a missing trigger",
      async () => {
        await makeStore();
        edit(file, "DROP TRIGGER keys_changed_forward");
      },
      /its trigger keys_changed_forward is missing, restore/,
    ],
    [
      "an altered trigger",
      async () => {
        await makeStore();
        edit(
          file,
          `DROP TRIGGER keys_never_deleted;
           CREATE TRIGGER keys_never_deleted BEFORE DELETE ON keys BEGIN SELECT 1; END`,
        );
      },
      /its trigger keys_never_deleted is altered/,
    ],
    [
      "a trigger of someone else",
      async () => {
        await makeStore();
        edit(file, "CREATE TRIGGER theirs AFTER INSERT ON events BEGIN SELECT 1; END");
      },
      /its trigger theirs is none of ours, find out who made it and drop it/,
    ],
    [
      "damaged pages",
      async () => {
        await makeStore(300);
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xa5, 4096 * 20, 4096 * 30));
      },
      /it is damaged \(.*\), keep the file and restore a backup/s,
    ],
    [
      "a file that lost its end",
      async () => {
        await makeStore(300);
        truncateSync(file, statSync(file).size / 2);
      },
      /it is damaged/,
    ],
    [
      "a header alone",
      async () => {
        await makeStore();
        truncateSync(file, 100);
      },
      /it is damaged|not a SQLite database/,
    ],
    [
      "a log whose database is gone",
      () => writeFileSync(`${file}-wal`, "x"),
      /missing but its log/,
    ],
    [
      "a log whose database was emptied",
      () => {
        writeFileSync(file, "");
        writeFileSync(`${file}-wal`, "x");
      },
      /empty but its log .*-wal is not, bring back/,
    ],
    [
      "a directory",
      () => mkdirSync(file),
      /it is a directory, give the path of a file in it, such as/,
    ],
  ];

  test.each(cases)("refuses %s and leaves it as it was", async (_what, prepare, message) => {
    await prepare();
    const before = contents();
    const error = refusal(file);
    expect(error.code).toBe("STORE_UNUSABLE");
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`Cannot open the store ${file}: `)).toBe(true);
    expect(contents()).toEqual(before);
  });

  test("refuses a directory that is missing, and makes none", () => {
    const error = refusal(join(directory, "no", "jeton.sqlite"));
    expect(error.code).toBe("STORE_UNUSABLE");
    expect(error.message).toMatch(/its directory .*no does not exist, create it/);
    expect(contents()).toEqual([]);
  });

  test("refuses a place beneath a file, and a device", () => {
    writeFileSync(file, "");
    expect(refusal(join(file, "store")).message).toContain("is not a directory");
    expect(refusal(join(file, "deep", "store")).message).toContain("cannot be reached (ENOTDIR)");
    expect(refusal("/dev/null").message).toContain("not a regular file");
  });

  test.each(migrations.map((_, index) => index + 1))(
    "brings a store of schema %i up to date, and loses nothing",
    async (version) => {
      const db = new Database(file);
      for (const migration of migrations.slice(0, version)) db.exec(migration);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version}`);
      const { next, events } = changed(plainKey("K1", { holder: "ada" }), { failures: guessed(1) });
      const [event] = events;
      db.prepare("INSERT INTO keys VALUES ('K1', 1, 'ada', NULL, ?)").run(encodeRecord(next));
      db.prepare(
        "INSERT INTO events (serial, sequence, at, kind, actor, step, reason, hash) VALUES ('K1', 1, ?, ?, ?, NULL, ?, ?)",
      ).run(event?.at, event?.kind, event?.actor, event?.reason, event?.hash);
      db.close();
      const store = openSqliteStore(file);
      // What an earlier version kept may come from a backup.
      const floor = { mark: expect.any(Number), at: expect.any(Number) };
      expect(await store.load("K1")).toEqual({ record: { ...next, floor }, revision: 1 });
      // Diagnoses came with schema 2.
      expect(await store.events("K1", { afterSequence: 0, limit: 9 })).toEqual([
        { ...event, diagnosis: null },
      ]);
      expect(await store.anchor("K1")).toBeNull();
      await store.close();
    },
  );

  test("never shows two stores where one is being made", async () => {
    const stores = Array.from({ length: 8 }, () => openSqliteStore(file));
    const answers = stores.map((store) => store.insert(plainKey("K1"), []));
    expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });
});
