import type { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import { createApp } from "../app.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { releaseBrake } from "../holders/removal-brake.ts";
import { addToken } from "../tokens/api-tokens.ts";
import type { Scope } from "../tokens/scopes.ts";
import { createMetrics, type Metrics } from "../web/metrics.ts";

const core = "urn:ietf:params:scim:schemas:core:2.0:User";
const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const patchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const users = "/scim/v2/Users";
type Body = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string>>;

// A user of the form that Microsoft Entra ID sends, from memory.
const entraUser = {
  schemas: [core, enterprise],
  externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
  userName: "Anne.Martin",
  active: true,
  emails: [{ primary: true, type: "work", value: "anne.martin@ac-lyon.fr" }],
  meta: { resourceType: "User" },
  name: { formatted: "Anne Martin", familyName: "Martin", givenName: "Anne" },
  roles: [],
  [enterprise]: { department: "0690001A" },
};
// A user of the form that Okta sends, from memory.
const oktaUser = {
  schemas: [core],
  userName: "paul.roux",
  name: { givenName: "Paul", familyName: "Roux" },
  emails: [{ primary: true, value: "paul.roux@ac-lyon.fr", type: "work" }],
  displayName: "Paul Roux",
  locale: "en-US",
  externalId: "00ujl29u0le5T6Aj10h7",
  groups: [],
  password: "1mz050nq",
  active: true,
};

describe("SCIM", () => {
  let portal: TestPortal;
  let app: Hono;
  let authorization: string;
  let metrics: Metrics;

  beforeEach(async () => {
    portal = await openTestPortal();
    metrics = createMetrics(portal.ports);
    app = createApp({ ...portal.ports, startPath: "/portal", requestLimit: null, metrics });
    authorization = await bearer("holders:write");
  });

  async function bearer(scope: Scope): Promise<string> {
    const wanted = { name: "entra", scopes: [scope], createdBy: "staff:t", expiresAt: null };
    return `Bearer ${(await addToken(portal.ports, wanted)).token}`;
  }

  async function ask(method: string, path: string, body?: unknown, headers: Fields = {}) {
    const answer = await app.request(path, {
      method,
      headers: { authorization, "content-type": "application/scim+json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (text === "" ? {} : JSON.parse(text)) as Body;
    return { status: answer.status, json, headers: answer.headers };
  }
  const create = async (user: object) => String((await ask("POST", users, user)).json.id);
  const patch = (id: string, Operations: readonly object[], headers: Fields = {}) =>
    ask("PATCH", `${users}/${id}`, { schemas: [patchOp], Operations }, headers);
  const entryOf = async (holder: string) =>
    (await directoryOf(portal.ports).load(holder))?.entry ?? null;
  const filter = (text: string) => ask("GET", `${users}?filter=${encodeURIComponent(text)}`);

  test("takes a life as Entra ID sends it", async () => {
    expect((await filter('userName eq "Anne.Martin"')).json).toMatchObject({ totalResults: 0 });
    const made = await ask("POST", users, entraUser);
    expect(made).toMatchObject({
      status: 201,
      json: { userName: "anne.martin", active: true, externalId: entraUser.externalId },
    });
    expect(made.headers.get("content-type")).toBe("application/scim+json");
    expect(made.headers.get("location")).toBe(`${users}/${made.json.id}`);
    expect(await entryOf("anne.martin")).toMatchObject({
      ...{ familyName: "Martin", givenName: "Anne", email: "anne.martin@ac-lyon.fr" },
      school: "0690001A",
    });
    const id = String(made.json.id);
    const changed = await patch(id, [
      { op: "Replace", path: 'emails[type eq "work"].value', value: "anne.roux@ac-lyon.fr" },
      { op: "Replace", path: "name.familyName", value: "Roux" },
      { op: "Add", path: `${enterprise}:department`, value: "0690002B" },
      { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+33 6 00 00 00 00" },
      { op: "Add", path: 'addresses[type eq "work"].locality', value: "Lyon" },
      { op: "Add", path: `${enterprise}:manager`, value: "x" },
    ]);
    expect(changed.status).toBe(200);
    expect(await entryOf("anne.martin")).toMatchObject({
      ...{ familyName: "Roux", email: "anne.roux@ac-lyon.fr", school: "0690002B" },
      ...{ phone: "+33 6 00 00 00 00", givenName: "Anne" },
    });
    await patch(id, [{ op: "Add", value: { "name.givenName": "Anna", active: "True" } }]);
    expect(await entryOf("anne.martin")).toMatchObject({ givenName: "Anna", familyName: "Roux" });

    expect(await patch(id, [{ op: "Replace", path: "active", value: "False" }])).toMatchObject({
      ...{ status: 200, json: { active: false, name: { familyName: "Roux" } } },
    });
    expect(await entryOf("anne.martin")).toBeNull();
    const found = await filter(`externalId eq "${entraUser.externalId}"`);
    expect(found.json).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] });
    await patch(id, [{ op: "Replace", path: "active", value: "True" }]);
    expect(await entryOf("anne.martin")).toMatchObject({ familyName: "Roux", givenName: "Anna" });
    expect((await ask("DELETE", `${users}/${id}`)).status).toBe(204);
    expect((await ask("GET", `${users}/${id}`)).status).toBe(404);
    expect(await entryOf("anne.martin")).toBeNull();
  });

  test("takes a life as Okta sends it", async () => {
    const query = "?startIndex=1&count=100";
    expect((await ask("GET", `${users}${query}`)).json).toMatchObject({
      ...{ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    });
    const id = await create(oktaUser);
    const off = await patch(id, [{ op: "replace", value: { active: false } }]);
    expect(off).toMatchObject({ status: 200, json: { active: false } });
    expect(await entryOf("paul.roux")).toBeNull();
    const { active: _, ...silent } = oktaUser;
    await ask("PUT", `${users}/${id}`, silent);
    expect(await entryOf("paul.roux")).toBeNull();
    const on = { ...oktaUser, id, name: { givenName: "Paul", familyName: "Blanc" } };
    expect((await ask("PUT", `${users}/${id}`, on)).json).toMatchObject({ active: true });
    expect(await entryOf("paul.roux")).toMatchObject({ familyName: "Blanc", groups: [] });
    const again = await ask("POST", users, oktaUser);
    expect(again).toMatchObject({ status: 409, json: { scimType: "uniqueness", status: "409" } });
  });

  test("leaves the key of whoever is deactivated as it is", async () => {
    const before = await portal.stored();
    const id = await create({ ...oktaUser, userName: "jdupont" });
    await patch(id, [{ op: "replace", value: { active: false } }]);
    await ask("DELETE", `${users}/${id}`);
    expect(await portal.stored()).toBe(before);
  });

  test("finds and takes over whom an import brought, groups kept", async () => {
    const known = {
      ...{ holder: "eva", familyName: "E", givenName: "", email: "", phone: "", school: "X" },
      ...{ language: "", groups: ["exams"] },
    };
    await directoryOf(portal.ports).put(known, 0);
    const { json } = await filter('userName eq "EVA"');
    const [user] = json.Resources as readonly Body[];
    expect(user).toMatchObject({ userName: "eva", [enterprise]: { department: "X" } });
    await patch(String(user?.id), [{ op: "Add", path: "externalId", value: "7" }]);
    expect(await entryOf("eva")).toEqual(known);
    expect((await filter('externalId eq "7"')).json).toMatchObject({ totalResults: 1 });
  });

  test("gives pages of everybody, in one order", async () => {
    for (const userName of ["c", "a", "b"]) await create({ ...oktaUser, userName });
    await patch(Buffer.from("b").toString("base64url"), [
      { op: "replace", value: { active: false } },
    ]);
    const page = await ask("GET", `${users}?startIndex=2&count=2`);
    expect(page.json).toMatchObject({
      ...{ totalResults: 3, startIndex: 2, itemsPerPage: 2 },
      Resources: [{ userName: "b" }, { userName: "c" }],
    });
    expect((await ask("GET", `${users}?count=0`)).json).toMatchObject({
      totalResults: 3,
      Resources: [],
    });
    expect((await ask("GET", `${users}?startIndex=-1&count=1`)).json).toMatchObject({
      ...{ startIndex: 1, Resources: [{ userName: "a" }] },
    });
    expect((await ask("GET", `${users}?count=x`)).json).toMatchObject({ scimType: "invalidValue" });
  });

  test("changes what is at the wanted version only, and writes nothing that is the same", async () => {
    const id = await create(oktaUser);
    const { headers, json } = await ask("GET", `${users}/${id}`);
    const etag = headers.get("etag") ?? "";
    expect((json.meta as Body).version).toBe(etag);
    await patch(id, [{ op: "replace", path: "name.givenName", value: "Paul" }]);
    expect((await ask("GET", `${users}/${id}`, undefined, { "if-none-match": etag })).status).toBe(
      304,
    );
    const change = [{ op: "replace", path: "name.givenName", value: "Pol" }];
    expect((await patch(id, change, { "if-match": etag })).status).toBe(200);
    expect((await patch(id, change, { "if-match": etag })).status).toBe(412);
    expect((await ask("DELETE", `${users}/${id}`, undefined, { "if-match": etag })).status).toBe(
      412,
    );
  });

  test("holds when too many are deactivated within a day, until somebody releases it", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      ids.push(await create({ ...oktaUser, userName: `h${index}` }));
    }
    const statuses: number[] = [];
    for (const [index, id] of ids.entries()) {
      const answer =
        index % 2 === 0
          ? await ask("DELETE", `${users}/${id}`)
          : await patch(id, [{ op: "replace", value: { active: false } }]);
      statuses.push(answer.status);
      if (answer.status === 429) expect(answer.headers.get("retry-after")).toBe("3600");
    }
    expect(statuses).toEqual([204, 200, 204, 200, 204, 429, 429, 429]);
    const text = await metrics.text();
    expect(text).toMatch(/^jeton_directory_brake 1$/mu);
    expect(text).toMatch(/^jeton_deactivations_refused_total 3$/mu);
    expect(text).not.toMatch(/h5|L3Njaw/u);
    expect(await entryOf("h5")).not.toBeNull();
    const renamed = await patch(ids[5] ?? "", [
      { op: "replace", path: "name.givenName", value: "P" },
    ]);
    expect(renamed.status).toBe(200);
    await releaseBrake(portal.ports, "staff:anne");
    expect((await ask("DELETE", `${users}/${ids[5]}`)).status).toBe(204);
  });

  test.each([
    ['displayName eq "x"', "invalidFilter"],
    ['userName co "x"', "invalidFilter"],
    ['userName eq "x" and active eq true', "invalidFilter"],
    ["userName eq x", "invalidFilter"],
    ["", "invalidFilter"],
  ])("refuses the filter %j", async (text, scimType) => {
    expect(await filter(text)).toMatchObject({ status: 400, json: { scimType, status: "400" } });
  });

  test.each([
    [{ ...oktaUser, userName: "a b" }, "invalidValue"],
    [{ ...oktaUser, userName: undefined }, "invalidValue"],
    [{ ...oktaUser, emails: [{ value: "none" }] }, "invalidValue"],
    [{ ...oktaUser, externalId: "x".repeat(257) }, "invalidValue"],
    [[], "invalidValue"],
  ])("refuses to create %j", async (user, scimType) => {
    expect(await ask("POST", users, user)).toMatchObject({ status: 400, json: { scimType } });
    expect(await directoryOf(portal.ports).isEmpty()).toBe(true);
  });

  test("refuses another userName, unusable operations and bodies in its own form", async () => {
    const id = await create(oktaUser);
    const renamed = await patch(id, [{ op: "replace", path: "userName", value: "other" }]);
    expect(renamed).toMatchObject({ status: 400, json: { scimType: "mutability" } });
    const none = await ask("PATCH", `${users}/${id}`, { schemas: [patchOp] });
    expect(none).toMatchObject({ status: 400, json: { scimType: "invalidSyntax" } });
    const large = await ask("PUT", `${users}/${id}`, { ...oktaUser, title: "x".repeat(17_000) });
    const type = { "content-type": "text/plain" };
    const answers = [
      large,
      await ask("POST", users, "{", {}),
      await ask("POST", users, oktaUser, type),
      await ask("GET", "/scim/v2/Groups"),
      await ask("GET", `${users}/${id}x`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([413, 400, 415, 404, 404]);
    for (const { json, status, headers } of answers) {
      expect(json).toMatchObject({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: String(status),
      });
      expect(headers.get("content-type")).toBe("application/scim+json");
    }
  });

  test("wants a token of its own scope for everything, and says what it can", async () => {
    const good = authorization;
    for (const path of ["ServiceProviderConfig", "ResourceTypes", "Schemas", "Users"]) {
      authorization = good;
      expect((await ask("GET", `/scim/v2/${path}`)).status).toBe(200);
      authorization = "";
      expect((await ask("GET", `/scim/v2/${path}`)).status).toBe(401);
      authorization = await bearer("keys:write");
      expect((await ask("GET", `/scim/v2/${path}`)).status).toBe(403);
    }
    authorization = good;
    expect((await ask("GET", `/scim/v2/Schemas/${core}`)).json).toMatchObject({ id: core });
  });
});
