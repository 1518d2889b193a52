import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editSqlite } from "../support/edited-store.ts";
import { jeton } from "../support/jeton.ts";

const seed = "3132333435363738393031323334353637383930\n";
const made = mkdtempSync(join(tmpdir(), "jeton-made-"));
let data: string;
beforeAll(async () => {
  const added = await jeton(["keys", "add", "100", "--seed-file", "-", "--data", made], {
    input: seed,
  });
  expect(added).toMatchObject({ status: 0, stderr: "" });
});
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "jeton-doctor-"));
  cpSync(made, data, { recursive: true });
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function examined(...words: readonly string[]) {
  const { status, stdout } = await jeton(["doctor", "--data", data, "--json", ...words]);
  const findings = JSON.parse(stdout) as readonly {
    readonly part: string;
    readonly state: string;
    readonly found: string;
    readonly cure: string | null;
  }[];
  const badParts = findings.filter(({ state }) => state === "bad").map(({ part }) => part);
  return { status, findings, badParts };
}

// The machine of a test has whatever clock it has: only the installation is judged here.
const withoutClock = (parts: readonly string[]) => parts.filter((part) => part !== "clock");

describe("jeton doctor", () => {
  test("finds nothing bad in a new installation, and says what it still lacks", async () => {
    const { findings, badParts } = await examined();
    expect(withoutClock(badParts)).toEqual([]);
    const lacking = findings.filter(({ state }) => state === "doubtful");
    expect(withoutClock(lacking.map(({ part }) => part))).toEqual(["help desk", "checkpoints"]);
    for (const { state, cure } of findings) expect(cure === null).toBe(state === "good");
  });

  test.each<[string, () => void | Promise<void>, string]>([
    ["a master key that others can read", () => chmodSync(key(), 0o644), "master key"],
    ["no master key", () => rmSync(key()), "master key"],
    ["another master key", () => writeFileSync(key(), `${"5".repeat(64)}\n`), "store"],
    ["a directory in which others may write", () => chmodSync(data, 0o777), "data directory"],
    ["an edited record", edit, "audit trail"],
    ["no installation", () => rmSync(data, { recursive: true }), "data directory"],
  ])("names %s", { timeout: 60_000 }, async (_, spoil, part) => {
    await spoil();
    const { status, badParts } = await examined();
    expect(withoutClock(badParts)).toEqual([part]);
    expect(status).toBe(1);
  });

  test("names a portal file that does not hold, and a service that does not answer", async () => {
    const portal = join(data, "portal.json");
    writeFileSync(portal, '{ "contact": { "email": "nobody" } }');
    const { badParts } = await examined("--portal", portal, "--url", "http://127.0.0.1:1");
    expect(withoutClock(badParts)).toEqual(["portal file", "service"]);
  });

  test("prints a line for each part with its cure below, and ends with the count", async () => {
    chmodSync(key(), 0o644);
    const { status, stdout, stderr } = await jeton(["doctor", "--data", data]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^BAD {3}master key {7}Cannot use .*chmod 600 .*\n {23}→ /mu);
    expect(stderr).toMatch(/^\d things? (is|are) bad\n$/u);
  });

  test("refuses an address that is none", async () => {
    const ended = await jeton(["doctor", "--url", "login.example.org"]);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toContain("wanted an address such as https://");
  });
});

const key = () => join(data, "master.key");

function edit(): Promise<void> {
  return editSqlite(join(data, "jeton.sqlite"), async ({ sql }) => {
    await sql("UPDATE keys SET revision = revision + 1 WHERE serial = '100'");
  });
}
