import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";

const seedHex = "3132333435363738393031323334353637383930";

describe("jeton audit retain", () => {
  let data: string;
  let archive: string;
  const on = (...words: string[]) => jeton([...words, "--data", data]);
  const retain = (...words: string[]) =>
    on("audit", "retain", "--before", new Date().toISOString(), ...words);

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), "jeton-retain-"));
    archive = join(data, "archive.jsonl");
    await jeton(["keys", "add", "K1", "--seed-file", "-", "--data", data], { input: seedHex });
    await on("keys", "assign", "K1", "camille");
    await on("keys", "suspend", "K1");
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  test("cuts into an archive that only its owner reads, and both are proved", async () => {
    const look = await retain("--dry-run");
    expect(look).toEqual({ status: 0, stderr: "", stdout: "2 events of 1 key would be cut.\n" });
    const done = await retain("--archive", archive);
    const stdout = `2 events of 1 key cut; ${archive} has them.\n`;
    expect(done).toEqual({ status: 0, stderr: "", stdout });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const kinds = readFileSync(archive, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect(kinds).toEqual(["archive", "event", "event", "anchor"]);

    const shown = (await on("audit", "show", "K1")).stdout;
    expect(shown).toMatch(
      /^Events 1 to 2 were cut on 20\S+Z by staff:\S+; the archive has them\.\n/,
    );
    expect(shown).toMatch(/\n3 +\S+ +suspended /);
    const verified = await on("audit", "verify", "--archive", archive, "--json");
    expect(JSON.parse(verified.stdout)).toMatchObject({ cut: 2, archived: 2, broken: [] });
  });

  test("leaves no file behind when there was nothing to cut", async () => {
    const ended = await on("audit", "retain", "--before", "2020-01-01", "--archive", archive);
    expect(ended).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to cut/) });
    expect(existsSync(archive)).toBe(false);
  });

  test("stays provable over a new master key", async () => {
    await retain("--archive", archive);
    await on("keys", "reseal", "--new-master-key");
    await on("keys", "resume", "K1");
    const second = join(data, "second.jsonl");
    expect((await retain("--archive", second)).stdout).toMatch(
      /^18 events of 1 key and 16 of the service's own cut/,
    );
    const verified = await on("audit", "verify", "--archive", archive, "--archive", second);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    expect(verified.stdout).toMatch(
      /^17 events of 1 key and 16 of the service's own, \d+ documents checked, 20 before them were cut, 20 archived ones checked; checkpoint/,
    );
    // The first archive's own anchor; the second one begins with the same one, signed anew.
    expect(verified.stdout).toMatch(
      /\nthe signature of 1 anchors could not be checked: their master key is not here\n$/,
    );
    const words = ["--archive", second, "--archive", archive, "--json"];
    const told = JSON.parse((await on("audit", "verify", ...words)).stdout);
    expect(told).toMatchObject({ archived: 20, unchecked: 1, broken: [] });
  });

  test("finds an archive forged under a master key that is not here, and reads files only", async () => {
    await retain("--archive", archive);
    const forged = readFileSync(archive, "utf8").replace(/"keyId":"[^"]+"/, '"keyId":"deadbeef"');
    writeFileSync(archive, forged);
    const verify = (...words: string[]) => on("audit", "verify", "--archive", ...words);
    expect(JSON.parse((await verify(archive, "--json")).stdout)).toMatchObject({ unchecked: 1 });
    writeFileSync(archive, forged.replaceAll('"K1"', '"K2"'));
    expect(await verify(archive)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        "Broken: key K2, event 1: the store has no such key (archive",
      ),
    });
    expect((await verify(data)).stderr).toContain(
      "it is no file, wanted one, which can be read twice",
    );
  });

  test("names what is missing when an archive is", async () => {
    await retain("--archive", archive);
    await on("keys", "resume", "K1");
    const second = join(data, "second.jsonl");
    await retain("--archive", second);
    const verified = await on("audit", "verify", "--archive", second);
    expect(verified).toMatchObject({ status: 1 });
    expect(verified.stderr).toContain(
      "Broken: key K1: events 1 to 2 are in no archive that was given",
    );
  });

  test.each<[string, () => string[], number, RegExp]>([
    ["no archive", () => [], 2, /^Cannot cut events: wanted --archive FILE, or --dry-run/],
    [
      "an archive that is there",
      () => ["--archive", join(data, "master.key")],
      1,
      /it is there already, wanted a new file/,
    ],
    [
      "a directory that is not there",
      () => ["--archive", join(data, "no", "a.jsonl")],
      1,
      /there is no such file or folder, wanted a new file/,
    ],
    [
      "a date in the future",
      () => ["--before", "2999-01-01", "--archive", archive],
      2,
      /--before lies in the future/,
    ],
    ["no date", () => ["--before", "soon"], 2, /Cannot read --before: found "soon", wanted a date/],
  ])("refuses %s, and cuts nothing", async (_what, words, status, says) => {
    const key = readFileSync(join(data, "master.key"), "utf8");
    const ended = await retain(...words());
    expect(ended).toMatchObject({ status, stdout: "", stderr: expect.stringMatching(says) });
    expect(readFileSync(join(data, "master.key"), "utf8")).toBe(key);
    expect(JSON.parse((await on("audit", "verify", "--json")).stdout)).toMatchObject({ cut: 0 });
  });
});
