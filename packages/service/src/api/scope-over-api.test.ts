import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import {
  addForeign,
  addOwn,
  everythingOf,
  foreignWords,
  type Ids,
  ownKeyOf,
  ownSchool,
  unknownIds,
} from "../../test-support/two-schools.ts";
import { createApp } from "../app.ts";
import { addToken } from "../tokens/api-tokens.ts";
import { scopesForSchools } from "../tokens/scopes.ts";

// Goal: a token for some schools learns of nothing outside them, and changes none of it.
// Method: as at the desk: every route of the API is asked about another school and about nobody, which must be answered alike to the
// byte, with nothing stored; and about their own, with and without others beside them. All other routes are closed to it.

type Request = { readonly method: string; readonly path: string; readonly body?: unknown };

const acts = [
  ...["clear-pin", "unlock", "suspend", "resume", "end-temporary-code", "lose", "retire"].map(
    (act) => ({ act }),
  ),
  { act: "hand-over" },
  { act: "resynchronise", first: "123456", second: "654321" },
  { act: "issue-temporary-code" },
];

/** The own variant acts on a key of its own for each act. */
function keyFor(act: string, { serial }: Ids): string {
  return serial.startsWith("OWN") ? ownKeyOf(act) : serial;
}

const asked: Readonly<Record<string, (ids: Ids) => readonly Request[]>> = {
  "GET /api/v1/keys": () => [
    { method: "GET", path: "/api/v1/keys" },
    { method: "GET", path: "/api/v1/keys?limit=2&after=F" },
  ],
  "GET /api/v1/keys/:serial": ({ serial }) => [
    { method: "GET", path: `/api/v1/keys/${serial}` },
    { method: "GET", path: "/api/v1/keys/STOCK-1" },
  ],
  "GET /api/v1/holders/:identifier": ({ holder, free }) => [
    { method: "GET", path: `/api/v1/holders/${holder}` },
    { method: "GET", path: `/api/v1/holders/${free}` },
  ],
  "GET /api/v1/keys/:serial/events": ({ serial }) => [
    { method: "GET", path: `/api/v1/keys/${serial}/events` },
    { method: "GET", path: "/api/v1/keys/STOCK-1/events" },
  ],
  "POST /api/v1/keys": ({ serial }) => [
    { method: "POST", path: "/api/v1/keys", body: { serial, seedHex: "00".repeat(20) } },
  ],
  "POST /api/v1/keys/:serial/acts": (ids) => [
    ...acts.map((body) => actOn(keyFor(body.act, ids), body)),
    actOn(ids.serial, { act: "assign", identifier: "own.free" }),
    actOn("STOCK-1", { act: "assign", identifier: ids.holder }),
    actOn("STOCK-2", { act: "retire" }),
    actOn(ownKeyOf("replace"), { act: "replace", by: ids.serial }),
    actOn("STOCK-1", { act: "assign", identifier: ids.free }),
    actOn(keyFor("replace", ids), { act: "replace", by: "STOCK-3" }),
  ],
};

function actOn(serial: string, body: unknown): Request {
  return { method: "POST", path: `/api/v1/keys/${serial}/acts`, body };
}

/** What wants no token. */
const open = ["GET /healthz", "GET /readyz", "GET /api/v1/openapi.json"];

type Bench = {
  readonly portal: TestPortal;
  readonly app: ReturnType<typeof createApp>;
  readonly own: Ids;
  readonly foreign: Ids | null;
  readonly ask: (requests: readonly Request[], ids: Ids) => Promise<readonly string[]>;
};

async function openBench(hasForeign: boolean): Promise<Bench> {
  const portal = await openTestPortal();
  const { ports } = portal;
  const own = await addOwn(ports);
  const foreign = hasForeign ? await addForeign(ports) : null;
  const app = createApp({ ...ports, startPath: "/portal", requestLimit: null });
  const wanted = { name: "school", scopes: scopesForSchools, schools: [ownSchool] };
  const made = await addToken(ports, { ...wanted, createdBy: "staff:test", expiresAt: null });
  const headers = { authorization: `Bearer ${made.token}`, "content-type": "application/json" };
  return {
    ...{ portal, app, own, foreign },
    async ask(requests, ids) {
      const answers: string[] = [];
      for (const { method, path, body } of requests) {
        const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
        const answer = await app.request(`http://jeton.test${path}`, init);
        answers.push(plain(`${answer.status} ${await answer.text()}`, ids));
      }
      return answers;
    },
  };
}

/** Returns an answer with names in place of what they stand for, and without what is drawn by lot. */
function plain(answer: string, ids: Ids): string {
  const unlike = answer.replaceAll(/"(hash|code|holder)":"[^"]*"/gu, '"$1":"…"');
  return Object.entries(ids).reduce((text, [name, value]) => text.replaceAll(value, name), unlike);
}

describe("a token for schools", () => {
  let bench: Bench;
  let foreign: Ids;
  beforeEach(async () => {
    bench = await openBench(true);
    if (bench.foreign === null) throw new Error("nobody is foreign");
    foreign = bench.foreign;
  });

  test("is answered about others like about nobody, by every route, and stores nothing", async () => {
    const unknown = unknownIds(foreign);
    const { ports } = bench.portal;
    for (const [route, requests] of Object.entries(asked)) {
      if (route.startsWith("POST")) continue;
      const given = await bench.ask(requests(foreign), foreign);
      expect(given, route).toEqual(await bench.ask(requests(unknown), unknown));
      for (const word of foreignWords) expect(given.join("\n"), route).not.toMatch(word);
    }
    const before = await everythingOf(ports);
    for (const [route, requests] of Object.entries(asked)) {
      if (!route.startsWith("POST")) continue;
      const given = await bench.ask(requests(foreign), foreign);
      expect(given, route).toEqual(await bench.ask(requests(unknown), unknown));
      for (const word of foreignWords) expect(given.join("\n"), route).not.toMatch(word);
    }
    expect(await everythingOf(ports)).toBe(before);
  });

  test("is answered about its own as if there was nobody else, by every route", async () => {
    const alone = await openBench(false);
    for (const [route, requests] of Object.entries(asked)) {
      const given = await alone.ask(requests(alone.own), alone.own);
      expect(await bench.ask(requests(bench.own), bench.own), route).toEqual(given);
    }
    const { store } = bench.portal.ports;
    expect((await store.load(ownKeyOf("lose")))?.record.state.kind).toBe("lost");
    expect((await store.load("STOCK-2"))?.record.state.kind).toBe("in-stock");
  });

  test("opens no other route", async () => {
    const { app, ask, own } = bench;
    const guarded = /^\/(?:api|validate|scim|metrics)/u;
    const routes = new Set<string>();
    for (const { method, path } of app.routes) {
      const isRoute = method !== "ALL" && !path.includes("*") && guarded.test(path);
      if (isRoute) routes.add(`${method} ${path}`);
    }
    for (const route of Object.keys(asked)) expect(routes.delete(route), route).toBe(true);
    for (const route of open) routes.delete(route);
    expect(routes.size).toBeGreaterThan(8);
    for (const route of routes) {
      const [method = "", path = ""] = route.split(" ");
      const body = method === "GET" ? {} : { body: {} };
      const [answer] = await ask([{ method, path, ...body }], own);
      expect(answer, route).toMatch(/^403 /u);
    }
  });

  test("is for no scope that is about everybody", async () => {
    const { ports } = bench.portal;
    const wanted = { name: "x", schools: [ownSchool], createdBy: "staff:test", expiresAt: null };
    for (const scope of ["authenticate", "metrics:read", "holders:write"] as const) {
      await expect(addToken(ports, { ...wanted, scopes: [scope] })).rejects.toThrow(RangeError);
    }
  });
});
