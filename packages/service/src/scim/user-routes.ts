import type { Context, Hono } from "hono";
import type { GivenPerson, ProvisionedPerson, Provisioning } from "../holders/provision.ts";
import type { AccessEnv } from "../web/access.ts";
import { applyOperation, draftOfUser } from "./apply-operation.ts";
import { listOf } from "./discovery.ts";
import {
  type Page,
  readFilter,
  readOperations,
  readPage,
  type UserFilter,
} from "./read-requests.ts";
import type { SchoolAttribute } from "./school-attribute.ts";
import { answerProblem, ScimProblem, scimJson } from "./scim-problem.ts";
import {
  draftOfPerson,
  holderOfId,
  personOfDraft,
  userIdOf,
  userResource,
  usersPath,
  versionTag,
} from "./user-resource.ts";

type Users = {
  readonly provisioning: Provisioning;
  readonly school: SchoolAttribute;
  readonly mayRemovePercent: number;
};

/** A change that somebody else's came before is made again so often. */
const attemptsMax = 3;

/** So long an identity system is asked to wait while the brake holds. */
const heldSeconds = 3600;

/** Adds the routes of users. Who may use them is decided before. */
export function addUserRoutes(scim: Hono<AccessEnv>, users: Users): void {
  addListRoutes(scim, users);
  addOneRoutes(scim, users);
}

function addListRoutes(scim: Hono<AccessEnv>, { provisioning, school }: Users): void {
  scim.get(usersPath, (c) =>
    answered(c, async () => {
      const page = readPage(c.req.query("startIndex"), c.req.query("count"));
      const filter = readFilter(c.req.query("filter"));
      const { people, total } = await findUsers(provisioning, filter, page);
      const resources = people.map((person) => userResource(person, school));
      const { startIndex } = page;
      return scimJson(c, 200, listOf(resources, { totalResults: total, startIndex }));
    }),
  );

  scim.post(usersPath, (c) =>
    answered(c, async () => {
      const given = personOfDraft(draftOfUser(await c.req.json(), school), null);
      const { holder } = given.entry;
      if ((await provisioning.find(holder)) !== null) throw taken();
      const result = await provisioning.save(null, given);
      if (result === "name-taken") throw nameTaken();
      if (result === "changed-meanwhile") throw taken();
      const person = await known(provisioning, userIdOf(holder));
      c.header("location", `${usersPath}/${userIdOf(holder)}`);
      return answerUser(c, 201, person, school);
    }),
  );
}

function addOneRoutes(scim: Hono<AccessEnv>, users: Users): void {
  const { provisioning, school } = users;
  const one = `${usersPath}/:id`;

  scim.get(one, (c) =>
    answered(c, async () => {
      const person = await known(provisioning, c.req.param("id"));
      const tag = versionTag(person);
      if (namesTag(c.req.header("if-none-match"), tag)) return c.body(null, 304, { etag: tag });
      return answerUser(c, 200, person, school);
    }),
  );

  scim.put(one, (c) =>
    answered(c, async () => {
      const body: unknown = await c.req.json();
      const replaced = (person: ProvisionedPerson) =>
        personOfDraft(draftOfUser(body, school, person.isActive), person);
      return answerUser(c, 200, await change(c, users, replaced), school);
    }),
  );

  scim.patch(one, (c) =>
    answered(c, async () => {
      const operations = readOperations(await c.req.json());
      const patched = (person: ProvisionedPerson) =>
        personOfDraft(
          operations.reduce(
            (draft, operation) => applyOperation(draft, operation, school),
            draftOfPerson(person),
          ),
          person,
        );
      return answerUser(c, 200, await change(c, users, patched), school);
    }),
  );

  scim.delete(one, (c) =>
    answered(c, async () => {
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const result = await provisioning.remove(await wanted(c, provisioning));
        if (result === "held") throw held(users);
        if (result === "done") return c.body(null, 204);
      }
      throw changedMeanwhile();
    }),
  );
}

/** Changes the user of a request, and returns them as they are then. */
async function change(
  c: Context<AccessEnv>,
  users: Users,
  next: (person: ProvisionedPerson) => GivenPerson,
): Promise<ProvisionedPerson> {
  const { provisioning } = users;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const person = await wanted(c, provisioning);
    const result = await provisioning.save(person, next(person));
    if (result === "held") throw held(users);
    if (result === "name-taken") throw nameTaken();
    if (result === "done") return known(provisioning, c.req.param("id") ?? "");
  }
  throw changedMeanwhile();
}

async function findUsers(
  provisioning: Provisioning,
  filter: UserFilter,
  { startIndex, count }: Page,
): Promise<Awaited<ReturnType<Provisioning["part"]>>> {
  const from = startIndex - 1;
  if (filter.kind === "all") return provisioning.part(from, count);
  const found = await findNamed(provisioning, filter);
  return { people: found.slice(from, from + count), total: found.length };
}

async function findNamed(
  provisioning: Provisioning,
  filter: Exclude<UserFilter, { readonly kind: "all" }>,
): Promise<readonly ProvisionedPerson[]> {
  if (filter.kind === "externalId") return provisioning.findByExternalId(filter.externalId);
  const person = filter.holder === "" ? null : await provisioning.find(filter.holder);
  return person === null ? [] : [person];
}

async function known(provisioning: Provisioning, id: string): Promise<ProvisionedPerson> {
  const holder = holderOfId(id);
  const person = holder === "" ? null : await provisioning.find(holder);
  if (person === null)
    throw new ScimProblem(404, null, "Cannot find the user: there is none of this id");
  return person;
}

/** Returns the user of a request, at the version that it wants (RFC 7644 §3.14). */
async function wanted(
  c: Context<AccessEnv>,
  provisioning: Provisioning,
): Promise<ProvisionedPerson> {
  const person = await known(provisioning, c.req.param("id") ?? "");
  const tags = c.req.header("if-match");
  if (tags === undefined || namesTag(tags, versionTag(person))) return person;
  throw new ScimProblem(
    412,
    null,
    "Cannot change the user: they are at another version; get them first",
  );
}

/** Returns whether a header names an entity tag; weak and strong ones are compared alike (RFC 9110 §8.8.3.2). */
function namesTag(header: string | undefined, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//u, "");
  const tags = header?.split(",").map(bare) ?? [];
  return tags.includes("*") || tags.includes(bare(tag));
}

function answerUser(
  c: Context,
  status: 200 | 201,
  person: ProvisionedPerson,
  school: SchoolAttribute,
): Response {
  c.header("etag", versionTag(person));
  return scimJson(c, status, userResource(person, school));
}

async function answered(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ScimProblem)) throw error;
    if (error.status === 429) c.header("retry-after", String(heldSeconds));
    return answerProblem(c, error);
  }
}

function taken(): ScimProblem {
  return new ScimProblem(409, "uniqueness", "Cannot create the user: this userName is taken");
}

function nameTaken(): ScimProblem {
  return new ScimProblem(
    409,
    "uniqueness",
    "Cannot keep the externalId: too many users have this one already",
  );
}

function changedMeanwhile(): ScimProblem {
  return new ScimProblem(409, null, "Cannot change the user: others change them at the same time");
}

function held({ mayRemovePercent }: Users): ScimProblem {
  return new ScimProblem(
    429,
    null,
    `Cannot deactivate anybody: more than ${mayRemovePercent} % of the holders would have left within a day; see jeton holders brake`,
  );
}
