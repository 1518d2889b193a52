import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith, slapd } from "../../../../test/support/needs.ts";
import {
  type LdapServer,
  ldapBase,
  ldapLimited,
  ldapPassword,
  ldapReader,
  startLdap,
} from "../../../../test/support/slapd.ts";
import { type LdapSource, readLdap } from "./read-ldap.ts";

const groups = [`cn=desk\\, first,ou=groups,${ldapBase}`, `cn=exams,ou=groups,${ldapBase}`];

/** More than two pages, so that the second begins and ends within. */
const people = {
  ...Object.fromEntries(
    Array.from({ length: 1100 }, (_, index) => [`u${index}`, { sn: `Name${index}` }]),
  ),
  "anne.martin": {
    ...{ sn: "Martin", givenName: "Anne", mail: "anne@ac-lyon.fr", seeAlso: groups },
    ...{ telephoneNumber: "+33 4 72", departmentNumber: "0690001A" },
  },
  élodie: { sn: "Roux", givenName: "Élodie" },
};

describeWith(slapd, "readLdap()", (path) => {
  let server: LdapServer;
  let source: LdapSource;
  beforeAll(async () => {
    server = await startLdap(path, people);
    source = {
      url: server.url,
      base: `ou=people,${ldapBase}`,
      filter: "(objectClass=inetOrgPerson)",
      attributes: {
        ...{ holder: "UID", familyName: "sn", givenName: "givenName", email: "mail" },
        ...{ phone: "telephoneNumber", school: "departmentNumber", groups: "seeAlso" },
      },
      login: { name: ldapReader, password: ldapPassword },
      ca: readFileSync(server.ca),
    };
  });
  afterAll(() => server.remove());

  test("reads everyone, page by page, with the first part of their groups' names", async () => {
    const pages: number[] = [];
    const { holders, problems, unknown } = await readLdap(source, (read) => pages.push(read));
    expect({ problems, unknown, pages }).toEqual({
      ...{ problems: [], unknown: [], pages: [500, 1000, 1102] },
    });
    expect(holders).toHaveLength(1102);
    expect(holders.find(({ holder }) => holder === "anne.martin")).toEqual({
      ...{ holder: "anne.martin", familyName: "Martin", givenName: "Anne" },
      ...{ email: "anne@ac-lyon.fr", phone: "+33 4 72", school: "0690001A" },
      groups: ["desk, first", "exams"],
    });
    const elodie = holders.find(({ holder }) => holder === "élodie");
    expect(elodie).toMatchObject({ givenName: "Élodie", email: "", groups: [] });
  });

  test("takes an attribute that nobody has for one that is not there, not for an empty one", async () => {
    const attributes = { ...source.attributes, phone: "telephonNumber" };
    const { holders, unknown } = await readLdap({ ...source, attributes, filter: "(uid=anne*)" });
    expect(unknown).toEqual(["telephonNumber"]);
    expect(holders).toHaveLength(1);
    expect(holders[0]).not.toHaveProperty("phone");
  });

  test("names the entry whose identifier is missing", async () => {
    const attributes = { ...source.attributes, holder: "employeeNumber" };
    const { problems } = await readLdap({ ...source, attributes, filter: "(uid=anne*)" });
    expect(problems).toEqual([
      {
        place: `"uid=anne.martin,ou=people,${ldapBase}", "employeeNumber"`,
        ...{ found: '""', wanted: "1 to 128 characters without blanks" },
      },
    ]);
  });

  describe("fails, and says the cure, where", () => {
    test.each<readonly [string, Partial<LdapSource>, RegExp]>([
      [
        "the password is wrong",
        { login: { name: ldapReader, password: "no" } },
        /refuses the name or the password, see --bind/,
      ],
      [
        "the account is given a part only",
        { login: { name: ldapLimited, password: ldapPassword } },
        /gives this account a part of the entries only; raise its limit/,
      ],
      ["nobody is logged in", { login: null }, /has no entry "ou=people,dc=example,dc=org"/],
      ["the base is not there", { base: `ou=nowhere,${ldapBase}` }, /see --base/],
      ["the base is no name", { base: "people" }, /see --base/],
      ["its certificate is trusted by nobody", { ca: null }, /give that authority's with --ca/],
      ["nothing listens", { url: "ldaps://127.0.0.1:1" }, /nothing listens there, see its port/],
      ["the filter is none", { filter: "(uid=" }, /Cannot read --filter: found "\(uid="/],
    ])("%s", async (_, change, says) => {
      await expect(readLdap({ ...source, ...change })).rejects.toThrow(says);
    });

    test("the certificate is for another name", async () => {
      const url = server.url.replace("127.0.0.1", "localhost");
      await expect(readLdap({ ...source, url })).rejects.toThrow(/for another name/);
    });

    test("the connection is lost between two pages", async () => {
      const reading = readLdap(source, () => void server.stop());
      await expect(reading).rejects.toThrow(/Nothing was changed/);
    });
  });
});
