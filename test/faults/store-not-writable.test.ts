import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { openSqliteStore } from "@jeton/store";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nextMessage, startSource } from "../contracts/source-process.ts";
import { makeStoreDirectory, type StoreDirectory } from "../contracts/store-directory.ts";
import type { Opening } from "./open-store.ts";

// Goal: a store that this user may not write is refused with the cure, and left as it was.
// Method: a process of an ordinary user (see open-store.ts) opens it; the first case shows that
// this process does open a store where nothing forbids it.

describe("openSqliteStore()", () => {
  let directory: StoreDirectory;
  beforeEach(async () => {
    directory = makeStoreDirectory();
    await openSqliteStore(directory.file).close();
    chmodSync(directory.path, 0o777);
    chmodSync(directory.file, 0o666);
    chmodSync(`${directory.file}-history`, 0o666);
  });
  afterEach(() => {
    chmodSync(directory.path, 0o777);
    directory.remove();
  });

  const open = (file: string) =>
    nextMessage<Opening>(startSource("test/faults/open-store.ts", file));

  test("opens a store that an ordinary user may write", async () => {
    expect(await open(directory.file)).toEqual({ kind: "opened" });
    expect(await open(`${directory.path}/new.sqlite`)).toEqual({ kind: "opened" });
  });

  const cases: readonly (readonly [what: string, forbid: () => void, found: RegExp])[] = [
    [
      "a directory that is read-only",
      () => chmodSync(directory.path, 0o555),
      /: \S+ cannot be written by this user \(EACCES\), give this user the right/,
    ],
    [
      "a file that is read-only",
      () => chmodSync(directory.file, 0o444),
      /jeton\.sqlite cannot be written by this user \(EACCES\), give this user the right/,
    ],
    [
      "a file that cannot be read",
      () => chmodSync(directory.file, 0o200),
      /jeton\.sqlite cannot be written by this user \(EACCES\)/,
    ],
    [
      "a directory that cannot be entered",
      () => chmodSync(directory.path, 0o600),
      /cannot be reached \(EACCES\)|cannot be written by this user \(EACCES\)/,
    ],
    [
      "a log of another user",
      () => {
        writeFileSync(`${directory.file}-wal`, "");
        chmodSync(`${directory.file}-wal`, 0o000);
      },
      /a file of it cannot be opened .*, let this user read and write \S+, \S+-wal, \S+-shm/,
    ],
  ];

  test.each(cases)("refuses %s, and leaves it as it was", async (_what, forbid, found) => {
    if (process.getuid?.() === 0) chownSync(directory.path, 65534, 65534);
    const before = readFileSync(directory.file);
    forbid();
    const answer = await open(directory.file);
    chmodSync(directory.path, 0o777);
    expect(answer).toMatchObject({ kind: "refused", code: "STORE_UNUSABLE" });
    const message = answer.kind === "refused" ? answer.message : "";
    expect(message.startsWith(`Cannot open the store ${directory.file}: `)).toBe(true);
    expect(message).toMatch(found);
    chmodSync(directory.file, 0o666);
    expect(readFileSync(directory.file)).toEqual(before);
    expect(readdirSync(directory.path).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
      "jeton.sqlite",
      "jeton.sqlite-history",
    ]);
  });
});
