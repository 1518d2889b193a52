import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  codeParameters,
  counterParameters,
  holderIdentifier,
  keyParameters,
  OtpError,
  parseSeedHex,
  unixMilliseconds,
} from "@jeton/core";
import { problem } from "@jeton/http";
import { addKey, allKeys, findKeysOf, loadKey, type NewKey } from "@jeton/validator/parts";
import type { Context } from "hono";
import type { Scoped } from "../scoped/index.ts";
import { type AccessEnv, actorOf } from "../web/access.ts";
import { keyBody } from "./key-body.ts";
import type { KeyBody, NewKeyBody } from "./manage-bodies.ts";
import * as schema from "./manage-schemas.ts";
import { performAct } from "./perform-act.ts";
import {
  answerOf,
  bodyOf,
  bodyProblems,
  commonProblems,
  needs,
  notNow,
  notThere,
} from "./route-parts.ts";

/** Returns what whoever asks may ask. */
type ScopedBy = (c: Context<AccessEnv>) => Scoped;

/**
 * Adds the routes by which other programs manage keys. Who may use them is decided before; what `scoped` returns is all that they
 * have.
 */
export function addManageRoutes(api: OpenAPIHono<AccessEnv>, scoped: ScopedBy): void {
  addReading(api, scoped);
  addChanging(api, scoped);
}

function addReading(api: OpenAPIHono<AccessEnv>, scoped: ScopedBy): void {
  api.openapi(listKeysRoute, async (c) => {
    const { ports } = scoped(c);
    const { after = null, limit } = c.req.valid("query");
    const keys: KeyBody[] = [];
    for await (const record of allKeys(ports, after)) {
      keys.push(keyBody(record, ports.clock()));
      if (keys.length === limit) break;
    }
    const next = keys.length === limit ? (keys.at(-1)?.serial ?? null) : null;
    return c.json({ keys, next }, 200);
  });

  api.openapi(showKeyRoute, async (c) => {
    const { ports } = scoped(c);
    const { serial } = c.req.valid("param");
    const stored = await loadKey(ports, serial);
    if (stored === null)
      return problem(c, 404, "Cannot find the key: there is no such key") as never;
    return c.json(keyBody(stored.record, ports.clock()), 200);
  });

  api.openapi(showHolderRoute, async (c) => {
    const { ports } = scoped(c);
    const holder = holderIdentifier(c.req.valid("param").identifier);
    const [stored, other] = holder === null ? [] : await findKeysOf(ports, holder);
    if (stored === undefined) return problem(c, 404, "Cannot find a key of this holder") as never;
    const incoming = other && { incoming: other.record.serial };
    return c.json({ ...keyBody(stored.record, ports.clock()), ...incoming }, 200);
  });

  api.openapi(eventsRoute, async (c) => {
    const { ports } = scoped(c);
    const { serial } = c.req.valid("param");
    if ((await loadKey(ports, serial)) === null) {
      return problem(c, 404, "Cannot find the key: there is no such key") as never;
    }
    const { after, limit } = c.req.valid("query");
    const found = await ports.store.events(serial, { afterSequence: after, limit });
    const events = found.map(({ serial: _, ...event }) => event);
    const next = found.length === limit ? (found.at(-1)?.sequence ?? null) : null;
    return c.json({ events, next }, 200);
  });
}

function addChanging(api: OpenAPIHono<AccessEnv>, scoped: ScopedBy): void {
  api.openapi(addKeyRoute, async (c) => {
    const { ports, scope } = scoped(c);
    // A new key is of no school, and which serials are taken would tell of keys elsewhere.
    if (scope !== null) {
      return problem(
        c,
        403,
        "Cannot add the key: this API token is for some schools only",
      ) as never;
    }
    const { serial, seedHex, origin, ...given } = c.req.valid("json");
    const seed = parseSeedHex(seedHex);
    try {
      const actor = actorOf(c.get("token"));
      const key = { serial, seed, ...makeOf(given), origin: originOf(origin) };
      if (!(await addKey(ports, key, actor))) {
        return problem(c, 409, "Cannot add the key: its serial number is taken") as never;
      }
    } catch (error) {
      if (error instanceof RangeError) return problem(c, 400, error.message) as never;
      throw error;
    } finally {
      seed.fill(0);
    }
    const stored = await loadKey(ports, serial);
    if (stored === null) throw new OtpError("STORE_UNUSABLE", "Cannot find the key just added");
    return c.json(keyBody(stored.record, ports.clock()), 201);
  });

  api.openapi(actRoute, async (c) => {
    const { serial } = c.req.valid("param");
    const answer = await performAct(
      scoped(c),
      serial,
      c.req.valid("json"),
      actorOf(c.get("token")),
    );
    return answer.kind === "answer"
      ? c.json(answer.body, 200)
      : (problem(c, answer.status, answer.detail) as never);
  });
}

function originOf({
  startsAt,
  expiresAt,
  ...names
}: NonNullable<NewKeyBody["origin"]> = {}): NonNullable<NewKey["origin"]> {
  return {
    ...withoutAbsent(names),
    ...(startsAt !== undefined && { startsAt: unixMilliseconds(startsAt) }),
    ...(expiresAt !== undefined && { expiresAt: unixMilliseconds(expiresAt) }),
  };
}

/** A key with a counter is a counter key, one with a suite answers challenges. */
function makeOf({
  counter,
  ...form
}: Omit<NewKeyBody, "serial" | "seedHex" | "origin">): Omit<NewKey, "serial" | "seed"> {
  const { suite, ...given } = withoutAbsent(form);
  if (suite !== undefined) {
    if (Object.keys(given).length === 0) {
      return { parameters: keyParameters({ suite }), ...(counter !== undefined && { counter }) };
    }
    throw new RangeError("Cannot add a key with other parameters beside a suite: it says all");
  }
  if (counter === undefined) return { parameters: codeParameters(given) };
  const { periodSeconds, t0Seconds, ...parameters } = given;
  if (periodSeconds === undefined && t0Seconds === undefined) {
    return { parameters: counterParameters(parameters), counter };
  }
  throw new RangeError("Cannot add a key with a counter and a period: expected one of the two");
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

const inPath = (name: string) => ({ param: { name, in: "path" as const } });
const inQuery = (name: string) => ({ param: { name, in: "query" as const } });
const keyPath = z.object({ serial: schema.serial.openapi(inPath("serial")) });
const holderPath = z.object({ identifier: schema.identifier.openapi(inPath("identifier")) });
const limit = z.coerce.number().int().min(1).max(500).default(100).openapi(inQuery("limit"));
const keysQuery = z.object({ after: schema.serial.optional().openapi(inQuery("after")), limit });
const eventsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).openapi(inQuery("after")),
  limit,
});

const once = " `Idempotency-Key` in the header: sent again within a day, it is not done again.";

const listKeysRoute = createRoute({
  method: "get",
  path: "/api/v1/keys",
  summary: "List keys",
  ...needs("keys:read"),
  request: { query: keysQuery },
  responses: {
    200: answerOf("Keys in the order of their serials", schema.keys),
    ...commonProblems,
  },
});

const showKeyRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}",
  summary: "Show a key",
  ...needs("keys:read"),
  request: { params: keyPath },
  responses: {
    200: answerOf("The key, without secrets", schema.key),
    ...commonProblems,
    ...notThere,
  },
});

const showHolderRoute = createRoute({
  method: "get",
  path: "/api/v1/holders/{identifier}",
  ...needs("keys:read"),
  summary: "Show the key of a holder",
  request: { params: holderPath },
  responses: { 200: answerOf("The holder's key", schema.key), ...commonProblems, ...notThere },
});

const addKeyRoute = createRoute({
  method: "post",
  path: "/api/v1/keys",
  summary: "Put a key in stock",
  ...needs("keys:write", once),
  request: bodyOf(schema.newKey),
  responses: { 201: answerOf("The key as it is in stock", schema.key), ...bodyProblems, ...notNow },
});

const actRoute = createRoute({
  method: "post",
  path: "/api/v1/keys/{serial}/acts",
  summary: "Do what a help desk does",
  ...needs("keys:write", once),
  request: { params: keyPath, ...bodyOf(schema.act) },
  responses: {
    200: answerOf("What came of it", schema.actAnswer),
    ...bodyProblems,
    ...notThere,
    ...notNow,
  },
});

const eventsRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}/events",
  ...needs("audit:read"),
  summary: "Show what happened to a key, and why attempts were refused",
  request: { params: keyPath, query: eventsQuery },
  responses: {
    200: answerOf("Events in their order", schema.events),
    ...commonProblems,
    ...notThere,
  },
});
