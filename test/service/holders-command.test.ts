import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unixMilliseconds } from "@jeton/core";
import { type ProvisionedUser, provisionedUsers, type SealedEntries } from "@jeton/store/directory";
import { openInstallation } from "@jeton/validator/parts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editSqlite } from "../support/edited-store.ts";
import { jeton } from "../support/jeton.ts";
import { rawAct } from "../support/raw-act.ts";

const seedHex = "3132333435363738393031323334353637383930";
const file = `identifiant;nom;prénom;courriel;uai
camille;Roux;Camille;camille@ac-lyon.fr;0690001A
anne;Martin;Anne;anne@ac-lyon.fr;0690002B
`;

describe("jeton holders", () => {
  let data: string;
  const on = (...words: string[]) => jeton([...words, "--data", data]);
  const take = (input: string, ...words: string[]) =>
    jeton(["holders", "import", "-", ...words, "--data", data], { input });

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), "jeton-holders-"));
    await jeton(["keys", "add", "K1", "--seed-file", "-", "--data", data], { input: seedHex });
    await on("keys", "assign", "K1", "camille");
  });

  afterEach(() => rmSync(data, { recursive: true, force: true }));

  test("import --school brings, changes, removes and counts people of these schools only", async () => {
    await take(`${file}paul;Petit;Paul;;0750003C\nluc;Long;Luc;;\n`);
    const academy = (rows: string, ...words: string[]) =>
      take(`identifiant;nom;uai\n${rows}`, "--school", "069*", ...words);
    const left = await academy("camille;Roux-Dubois;0690001A\nzoe;Zola;0690002B\n");
    expect(left).toMatchObject({ status: 1, stdout: "" });
    expect(left.stderr).toContain("1 of 2 holders (50.0 %) would leave");
    const rows = "camille;Roux-Dubois;0690001A\nzoe;Zola;0690002B\n";
    const done = await academy(rows, "--may-remove", "60%");
    expect(done).toMatchObject({ status: 0, stderr: "" });
    expect(done.stdout).toContain("1 added, 1 changed, 0 unchanged, 1 left");
    const listed = async () => (await on("holders", "list")).stdout;
    for (const each of ["camille", "zoe", "paul", "luc"]) expect(await listed()).toContain(each);
    expect(await listed()).not.toContain("anne");
    const before = await listed();
    const refused = await academy(
      "camille;Roux;0750003C\nzoe;Zola;0690002B\npaul;Petit;0690001A\nnew;New;\n",
    );
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    for (const fault of [
      '"camille": found the school "0750003C"',
      '"paul": found them in the directory with the school "0750003C"',
      '"new": found no school',
      "3 people are not of 069*; nothing was changed",
    ]) {
      expect(refused.stderr).toContain(fault);
    }
    expect(await listed()).toBe(before);
  });

  test("import names the key of somebody who leaves, a damaged one, too", async () => {
    await take(file);
    await editSqlite(join(data, "jeton.sqlite"), async ({ sql }) => {
      await sql(`UPDATE keys SET record = replace(record, '"digits":6', '"digits":8')
                 WHERE serial = 'K1'`);
    });
    const done = await take("identifiant\nanne\n", "--may-remove", "60%");
    expect(done).toMatchObject({ status: 0 });
    expect(done.stdout).toMatch(/^camille +K1$/mu);
    expect((await on("holders", "show", "camille")).stderr).toContain("damaged");
  });

  test("brake says whether it is on, and releases it once", async () => {
    expect((await on("holders", "brake")).stdout).toMatch(/^Brake +off$/m);
    expect(await on("holders", "brake", "--release")).toMatchObject({
      ...{ status: 1, stderr: "Cannot release the brake: it is not on\n" },
    });
    await holdBrake(data);
    expect((await on("holders", "brake")).stdout).toMatch(/^Brake +on since 2027-/m);
    const released = JSON.parse((await on("holders", "brake", "--release", "--json")).stdout);
    expect(released).toMatchObject({ heldAt: null, leftWithinDay: 0 });
    expect(released.releasedBy).toMatch(/^staff:/);
  });

  test("import previews, takes a list, and list and show say who has which key", async () => {
    expect(await take(file, "--dry-run")).toMatchObject({
      status: 0,
      stdout: "Would be: 2 added, 0 changed, 0 unchanged, 0 left. Nothing was changed.\n",
    });
    expect((await on("holders", "list")).stdout).toMatch(/^camille +K1 +assigned +- +-$/m);
    expect((await take(file)).stdout).toBe("2 added, 0 changed, 0 unchanged, 0 left.\n");
    const { stdout } = await on("holders", "list");
    expect(stdout).toMatch(/^anne +- +- +Anne Martin +0690002B$/m);
    expect(stdout).toMatch(/^camille +K1 +assigned +Camille Roux +0690001A$/m);
    const ofSchool = await on("holders", "list", "--school", "0690002B", "--json");
    expect(JSON.parse(ofSchool.stdout)).toEqual([
      {
        holder: "anne",
        serial: null,
        state: null,
        person: expect.objectContaining({ holder: "anne" }),
      },
    ]);
    expect((await on("holders", "show", "Anne")).stdout).toMatch(/email +anne@ac-lyon.fr/);
    const camille = JSON.parse((await on("holders", "show", "camille", "--json")).stdout);
    expect(camille).toMatchObject({ serial: "K1", person: { familyName: "Roux" } });
    expect(await on("holders", "show", "nobody")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("they have no key and are not in the directory"),
    });
  });

  test("list and show have a line for each of two keys of a holder, the one on its way second", async () => {
    await jeton(["keys", "add", "A2", "--seed-file", "-", "--data", data], { input: seedHex });
    const ports = await openInstallation({ dataDirectory: data, mayCreate: false });
    await rawAct(ports, "A2", { kind: "assign", holder: "camille", isIncoming: true });
    await ports.store.close();
    for (const words of [["list"], ["show", "camille"]]) {
      const { stdout } = await on("holders", ...words);
      expect(stdout).toMatch(/^camille +K1 +assigned .*\ncamille +A2 +assigned \(on its way\) /m);
    }
    const camille = { holder: "camille", state: "assigned", person: null };
    expect(JSON.parse((await on("holders", "list", "--json")).stdout)).toEqual([
      { ...camille, serial: "K1" },
      { ...camille, serial: "A2", isIncoming: true },
    ]);
  });

  test("import stops where too many would leave, and says how to allow it; keys stay and are told", async () => {
    await take(file);
    const short = "login\nanne\n";
    const stopped = await take(short);
    expect(stopped).toMatchObject({ status: 1, stdout: "" });
    expect(stopped.stderr).toMatch(
      /1 of 2 holders \(50\.0 %\) would leave the directory, wanted at most 5 %: camille\. Nothing was changed\. .*--may-remove 50%/,
    );
    expect((await on("holders", "list")).stdout).toContain("Camille Roux");
    const allowed = await take(short, "--may-remove", "50%");
    expect(allowed.stdout).toMatch(/^camille +K1$/m);
    expect(allowed.stdout).toMatch(/^0 added, 0 changed, 1 unchanged, 1 left\.$/m);
    expect((await on("holders", "list")).stdout).toMatch(
      /^camille +K1 +assigned +\(not in the directory\)/m,
    );
  });

  test("import changes nothing for a list with faults or without people, and names each fault", async () => {
    await take(file);
    const faulty = await take("login,mail\nanne,x\n8.65E+11,\n", "--may-remove", "100%");
    expect(faulty).toMatchObject({ status: 1, stdout: "" });
    expect(faulty.stderr).toContain('Cannot take "-" line 2, "mail": found "x", wanted an address');
    expect(faulty.stderr).toContain("2 faults; nothing was changed");
    const empty = await take("login\n", "--may-remove", "100%");
    expect(empty.stderr).toContain("found nobody, wanted one person at least");
    expect((await on("holders", "list")).stdout).toContain("Camille Roux");
    expect(await take("login\n", "--may-remove", "half")).toMatchObject({ status: 2 });
  });

  test("export writes a file for its owner, which import reads back, and a new master key opens all", async () => {
    await take(file);
    const target = join(data, "people.csv");
    expect((await on("holders", "export", target)).stdout).toMatch(/^2 holders written to /);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    await withProvisioned(data, (users) => users.put(provisioned, 0));
    const again = await on("keys", "reseal", "--new-master-key");
    expect(again).toMatchObject({ status: 0, stderr: "" });
    const text = readFileSync(target, "utf8");
    expect((await take(text)).stdout).toBe("0 added, 0 changed, 2 unchanged, 0 left.\n");
    expect(JSON.parse((await on("audit", "verify", "--json")).stdout)).toMatchObject({
      broken: [],
    });
    await withProvisioned(data, async (users) => {
      expect((await users.load("camille"))?.entry).toEqual(provisioned);
    });
  });
});

const provisioned: ProvisionedUser = {
  ...{ holder: "camille", externalId: "7", emailType: "work", phoneType: "work" },
  ...{ createdAt: unixMilliseconds(1), changedAt: unixMilliseconds(2), parked: null },
};

/** Does something with the users whom an identity system provisioned. */
async function withProvisioned(
  dataDirectory: string,
  work: (users: SealedEntries<ProvisionedUser>) => Promise<unknown>,
): Promise<void> {
  const ports = await openInstallation({ dataDirectory, mayCreate: false });
  await work(provisionedUsers(ports));
  await ports.store.close();
}

/** Writes what stands there when too many left. */
async function holdBrake(dataDirectory: string): Promise<void> {
  const ports = await openInstallation({ dataDirectory, mayCreate: false });
  const state = { heldAt: 1_800_000_000_000, before: 100, countedAt: 1_800_000_000_000, hours: [] };
  const body = JSON.stringify({ ...state, releasedAt: null, releasedBy: null });
  await ports.documents.put("removal-brake", "day", 0, { body, expiresAt: null });
  await ports.store.close();
}
