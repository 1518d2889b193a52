import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, jeton } from "../support/jeton.ts";

const firstPassword = /^First password: ([0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){3})$/mu;

describe("jeton staff", () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), "jeton-staff-"));
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  const staff = (words: readonly string[]): Promise<Ended> =>
    jeton(["staff", ...words, "--data", data]);

  test("adds, lists, disables, enables and resets accounts", { timeout: 300_000 }, async () => {
    const added = await staff(["add", "Marie", "--role", "officer"]);
    expect(added).toMatchObject({ status: 0, stderr: "" });
    expect(added.stdout).toContain("marie (officer) waits for its second factor");
    const password = firstPassword.exec(added.stdout)?.[1] ?? "none";
    expect(password).not.toBe("none");
    expect(await staff(["add", "marie", "--role", "desk"])).toMatchObject({
      status: 1,
      stderr: 'Cannot add "marie": the account is there already\n',
    });
    await staff(["add", "paul", "--role", "desk", "--key", "PMartin"]);
    await staff(["disable", "paul"]);
    const listed = await staff(["list", "--json"]);
    expect(JSON.parse(listed.stdout)).toEqual([
      { name: "marie", role: "officer", scope: null, factor: "application", status: "enrolling" },
      { name: "paul", role: "desk", scope: null, factor: "key of pmartin", status: "disabled" },
    ]);
    expect(listed.stdout).not.toContain(password);
    expect(await staff(["reset", "paul"])).toMatchObject({ status: 1, stdout: "" });
    const reset = await staff(["reset", "marie"]);
    expect(reset).toMatchObject({ status: 0, stderr: "" });
    expect(firstPassword.exec(reset.stdout)?.[1] ?? password).not.toBe(password);
    const verified = await jeton(["audit", "verify", "--data", data]);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
  });

  test("gives accounts a scope, changes it and takes it away", { timeout: 300_000 }, async () => {
    const schools = ["--school", "0690001a", "--school", "075*"];
    await staff(["add", "anne", "--role", "desk", "--key", "anne", ...schools]);
    const anne = async () => (await staff(["list"])).stdout.split("\n").find(isAnne) ?? "";
    const isAnne = (line: string) => line.startsWith("anne");
    expect(await anne()).toContain("0690001A 075*");
    const changed = await staff(["scope", "anne", "--school", "074*"]);
    expect(changed).toMatchObject({ status: 0, stderr: "" });
    expect(changed.stdout).toBe("Account anne: sees people of 074*, its sessions are over.\n");
    expect(await anne()).toContain("074*");
    await staff(["scope", "anne", "--everybody"]);
    expect(await anne()).toContain("everybody");
    const verified = await jeton(["audit", "verify", "--data", data]);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
  });

  test.each<[readonly string[], number, string]>([
    [["scope", "nobody", "--everybody"], 1, "there is no such account"],
    [["scope", "anne"], 2, "wanted either --school CODE or --everybody"],
    [["scope", "anne", "--everybody", "--school", "069*"], 2, "wanted either --school CODE"],
    [["scope", "anne", "--school", "*"], 2, "* only at its end"],
    [["add", "x", "--role", "desk"], 2, "wanted 2 to 32 of a-z"],
    [["add", "luc", "--role", "desk", "--key", "a b"], 2, "as an identifier"],
  ])("%j ends with the reason", { timeout: 60_000 }, async (words, status, reason) => {
    const ended = await staff(words);
    expect(ended).toMatchObject({ status, stdout: "" });
    expect(ended.stderr).toContain(reason);
  });
});
