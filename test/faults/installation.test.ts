import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";

const seedHex = "3132333435363738393031323334353637383930";

// Goal: an installation that cannot be opened says what to do, exit status 1, and loses nothing.
// Method: damage a copy of a good installation in one way, run a command, compare all files.
describe("jeton on an installation that cannot be opened", () => {
  let root: string;
  let good: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "jeton-faults-"));
    // A process that becomes another user must be able to reach what is inside.
    chmodSync(root, 0o755);
    good = join(root, "good");
    const added = await jeton(["keys", "add", "K1", "--seed-file", "-", "--data", good], {
      input: seedHex,
    });
    expect(added).toEqual({ status: 0, stdout: "Key K1 is in stock.\n", stderr: "" });
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const damages: readonly {
    readonly what: string;
    readonly damage: (directory: string) => void;
    readonly says: RegExp;
  }[] = [
    {
      what: "the master key of another installation",
      damage: (directory) => writeFileSync(join(directory, "master.key"), `${"ab".repeat(32)}\n`),
      says: /sealed with master key .*put back the master key of this store/,
    },
    {
      what: "no master key",
      damage: (directory) => rmSync(join(directory, "master.key")),
      says: /Cannot find the master key .*put the file back from your backup/,
    },
    {
      what: "half a master key",
      damage: (directory) => truncateSync(join(directory, "master.key"), 30),
      says: /expected 64 hexadecimal digits/,
    },
    {
      what: "a master key that others may read",
      damage: (directory) => chmodSync(join(directory, "master.key"), 0o644),
      says: /others may read it, run chmod 600/,
    },
    {
      what: "a database file of zeros behind its header",
      damage: (directory) => {
        const path = join(directory, "jeton.sqlite");
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0, 4096));
      },
      says: /Cannot open the store .*backup/,
    },
    {
      what: "a database file that is none",
      damage: (directory) =>
        writeFileSync(join(directory, "jeton.sqlite"), "not a database ".repeat(1000)),
      says: /Cannot open the store .*/,
    },
  ];

  test.each(damages)("says what to do about $what", async ({ damage, says }) => {
    const directory = mkdtempSync(join(root, "damaged-"));
    cpSync(good, directory, { recursive: true });
    damage(directory);
    const before = contents(directory);
    const ended = await jeton(["keys", "list", "--data", directory]);
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^Cannot [^\n]+\n$/);
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).not.toContain(seedHex);
    expect(contents(directory)).toEqual(before);
  });

  test("says what to do about a directory that it may not write", async () => {
    const directory = join(root, "read-only");
    cpSync(good, directory, { recursive: true });
    const user = anotherUser();
    if (user.uid !== undefined) {
      for (const name of readdirSync(directory))
        chownSync(join(directory, name), user.uid, user.uid);
    }
    chmodSync(directory, 0o555);
    const before = contents(directory);
    const ended = await jeton(["keys", "list", "--data", directory], user);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^Cannot open the store [^\n]+ [^\n]+\n$/);
    expect(contents(directory)).toEqual(before);
    chmodSync(directory, 0o755);
  });

  test("says what to do about a master key that only someone else may read", async () => {
    const user = anotherUser();
    const directory = join(root, "unreadable");
    cpSync(good, directory, { recursive: true });
    if (user.uid === undefined) chmodSync(join(directory, "master.key"), 0o000);
    chmodSync(directory, 0o755);
    const ended = await jeton(["keys", "list", "--data", directory], user);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^Cannot read the master key .*run as its owner\n$/);
  });

  test("says what to do about a place where no directory can be made", async () => {
    const closed = join(root, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const data = join(closed, "data");
    const words = ["keys", "add", "K2", "--seed-file", "-", "--data", data];
    const ended = await jeton(words, { ...anotherUser(), input: seedHex });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^Cannot make the data directory .*give another one with --data/);
    chmodSync(closed, 0o755);
  });

  test.each<[string, string, RegExp?]>([
    ["a file", "/etc/passwd"],
    ["a path below a file", "/etc/passwd/data"],
    ["a place of the system", "/proc/nope"],
    [
      "a path whose parent is missing",
      "/tmp/nosuch-parent/data",
      /: its parent is not there, give/,
    ],
  ])("says what to do about %s in the place of a directory", async (_, path, found = /./) => {
    const words = ["keys", "add", "K2", "--seed-file", "-", "--data", path];
    const ended = await jeton(words, { input: seedHex });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(
      /^Cannot make the data directory [^\n]*, give another one with --data\n$/,
    );
    expect(ended.stderr).toMatch(found);
  });

  test("opens the same installation when nothing is wrong with it", async () => {
    const ended = await jeton(["keys", "list", "--json", "--data", good]);
    expect(JSON.parse(ended.stdout)).toMatchObject([{ serial: "K1", state: "in-stock" }]);
    expect(ended.status).toBe(0);
  });
});

/** Root may write anywhere; as root the command must run as someone who may not. */
function anotherUser(): { readonly uid?: number; readonly gid?: number } {
  const nobody = 65_534;
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

function contents(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory)
      .sort()
      // Its index is rebuilt by any reader and holds nothing of its own.
      .filter((name) => !name.endsWith("-shm"))
      .map((name) => [name, readFileSync(join(directory, name), "base64")]),
  );
}
