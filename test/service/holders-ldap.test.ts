import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";
import { describeWith, slapd } from "../support/needs.ts";
import {
  type LdapServer,
  ldapBase,
  ldapPassword,
  ldapReader,
  startLdap,
} from "../support/slapd.ts";

const people = {
  ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`u${index}`, {}])),
  anne: { sn: "Martin", givenName: "Anne", departmentNumber: "0690001A" },
};

// Goal: an identity system that is down, answers with nothing or with a part takes nobody out of the directory.
// Method: the command against OpenLDAP, which is then narrowed and stopped.
describeWith(slapd, "jeton holders import --ldap", (path) => {
  let server: LdapServer;
  let data: string;
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), "jeton-ldap-command-"));
    writeFileSync(join(data, "password"), `${ldapPassword}\n`);
    server = await startLdap(path, people);
  });
  afterEach(async () => {
    await server.remove();
    rmSync(data, { recursive: true, force: true });
  });

  const take = (...words: string[]) =>
    jeton([
      ...["holders", "import", "--ldap", server.url, "--base", ldapBase, "--bind", ldapReader],
      ...["--password-file", join(data, "password"), "--ca", server.ca],
      ...["--map", "school=departmentNumber", "--data", join(data, "jeton"), ...words],
    ]);
  const all = ["--filter", "(uid=*)"];

  test("takes everyone, and nobody away when the server is down or answers with less", async () => {
    expect(await take(...all)).toMatchObject({
      status: 0,
      stdout: "41 added, 0 changed, 0 unchanged, 0 left.\n",
      stderr: expect.stringContaining('Passed over: "mail"'),
    });
    const less = await take("--filter", "(uid=u*)", "--may-remove", "1%");
    expect(less).toMatchObject({ status: 1, stdout: "" });
    expect(less.stderr).toMatch(/1 of 41 holders \(2\.4 %\) would leave .*: anne\. Nothing was/);
    const nobody = await take("--filter", "(uid=x*)", "--may-remove", "100%");
    expect(nobody).toMatchObject({ status: 1, stdout: "" });
    expect(nobody.stderr).toContain("found nobody, wanted one person at least");
    await server.stop();
    const away = await take(...all, "--may-remove", "100%");
    expect(away).toMatchObject({ status: 1, stdout: "" });
    expect(away.stderr).toMatch(/^Cannot read "ldaps:[^\n]+nothing listens there.*\n$/);
    const { stdout } = await jeton(["holders", "list", "--data", join(data, "jeton"), "--json"]);
    expect(JSON.parse(stdout)).toHaveLength(41);
    expect(stdout).toContain('"school":"0690001A"');
  });

  test.each<readonly [readonly string[], RegExp]>([
    [["--ldap", "ldap://127.0.0.1"], /found "ldap:\/\/127.0.0.1", wanted ldaps:\/\/host/],
    [["--ldap", "ldaps://anne:secret@host"], /found "ldaps:\/\/…@host", wanted/],
    [["--map", "name=sn"], /found "name=sn", wanted FIELD=ATTRIBUTE/],
    [["--map", "identifier="], /found "identifier="/],
    [["people.csv"], /found two sources, wanted a file or --ldap/],
  ])("calls %j wrong use", async (words, says) => {
    const ended = await take(...words);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).not.toContain("secret");
  });

  test("wants a password for a name, from the environment where no file has it", async () => {
    const words = [
      ...["holders", "import", "--ldap", server.url, "--base", ldapBase, "--bind", ldapReader],
      ...["--ca", server.ca, "--filter", "(uid=anne)", "--data", join(data, "jeton")],
    ];
    const without = await jeton(words);
    expect(without).toMatchObject({ status: 1, stdout: "" });
    expect(without.stderr).toContain("found no password, wanted --password-file or JETON_LDAP");
    const taken = await jeton(words, { env: { JETON_LDAP_PASSWORD: ldapPassword } });
    expect(taken.stdout).toBe("1 added, 0 changed, 0 unchanged, 0 left.\n");
  });
});
