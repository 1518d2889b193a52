import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, jeton } from "../support/jeton.ts";

const password = "for once only 7";

describe("jeton staff", () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), "jeton-staff-"));
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  const staff = (words: readonly string[], input = ""): Promise<Ended> =>
    jeton(["staff", ...words, "--data", data], { input });

  test("adds, lists, disables, enables and resets accounts", { timeout: 300_000 }, async () => {
    const added = await staff(["add", "Marie", "--role", "officer"], `${password}\n`);
    expect(added).toMatchObject({ status: 0, stderr: "" });
    expect(added.stdout).toContain("marie (officer) waits for its second factor");
    expect(await staff(["add", "marie", "--role", "desk"], password)).toMatchObject({
      status: 1,
      stderr: 'Cannot add "marie": the account is there already\n',
    });
    await staff(["add", "paul", "--role", "desk", "--key", "PMartin"]);
    await staff(["disable", "paul"]);
    const listed = await staff(["list", "--json"]);
    expect(JSON.parse(listed.stdout)).toEqual([
      { name: "marie", role: "officer", factor: "application", status: "enrolling" },
      { name: "paul", role: "desk", factor: "key of pmartin", status: "disabled" },
    ]);
    expect(listed.stdout + added.stdout).not.toContain(password);
    expect(await staff(["reset", "paul"], password)).toMatchObject({ status: 1 });
    expect(await staff(["reset", "marie"], "another for once\n")).toMatchObject({ status: 0 });
    const verified = await jeton(["audit", "verify", "--data", data]);
    expect(verified).toMatchObject({ status: 0, stderr: "" });
  });

  test.each<[readonly string[], string, number, string]>([
    [["add", "x", "--role", "desk"], password, 2, "wanted 2 to 32 of a-z"],
    [["add", "luc", "--role", "desk"], "short", 1, "at least 12 characters"],
    [["add", "luc", "--role", "desk"], "luc is my name ok", 1, "hold the name"],
    [["add", "luc", "--role", "desk", "--key", "a b"], "", 2, "as an identifier"],
  ])(
    "%j with %j ends with the reason",
    { timeout: 60_000 },
    async (words, input, status, reason) => {
      const ended = await staff(words, input);
      expect(ended).toMatchObject({ status, stdout: "" });
      expect(ended.stderr).toContain(reason);
      if (input !== "") expect(ended.stderr).not.toContain(input);
    },
  );
});
