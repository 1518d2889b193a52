import { addToken, type Scope } from "@jeton/service";
import { actOnStoredKey } from "@jeton/validator/parts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { origin } from "./browser.ts";
import { type Installation, openInMemory } from "./installation.ts";
import { codeOf, commission, holderOf, pin, stock } from "./keys-in-situations.ts";
import { type Failure, failingPorts, failureNames } from "./notice-walks.ts";
import { HeaderSets } from "./walk.ts";

// What the routes for log-ins answer, bodies and headers. A change that is meant:
// npx vitest run test/transcript -u

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const serial = "K-1";
const identifier = holderOf(serial);
const start = "/api/v1/authenticate";
const transactions = "/api/v1/transactions";
type Fields = Readonly<Record<string, string>>;
type Answered = { readonly body: string; readonly of: (name: string) => string };

describe("the routes for log-ins", () => {
  let installation: Installation;
  let app: ReturnType<Installation["openApp"]>;
  let authorization = "";
  const headerSets = new HeaderSets();
  const lines: string[] = [];

  beforeEach(async () => {
    installation = await openInMemory();
    app = installation.openApp({ realms: [] });
    authorization = await tokenFor("authenticate", "keys:read", "audit:read");
    for (const each of [serial, "K-2"]) {
      await stock(installation, each);
      const assign = { kind: "assign", holder: holderOf(each) } as const;
      await actOnStoredKey(installation.ports, each, assign, "staff:setup");
    }
    await commission(installation, ["K-2"]);
  });

  afterEach(() => installation.close());

  async function tokenFor(...scopes: readonly Scope[]): Promise<string> {
    const wanted = { name: "radius", scopes, createdBy: "staff:setup", expiresAt: null };
    return `Bearer ${(await addToken(installation.ports, wanted)).token}`;
  }

  async function ask(note: string, path: string, init: RequestInit): Promise<Answered> {
    const headers = { authorization, ...(init.headers as Fields) };
    const answer = await app.request(origin + path, { ...init, headers });
    const body = await answer.text();
    const names = headerSets.nameOf(answer.headers);
    const text = init.method === "HEAD" ? "" : masked(body);
    lines.push(`${answer.status} ${init.method ?? "GET"} ${path} (${note}) ${names}`, `  ${text}`);
    const of = (name: string) => new RegExp(`"${name}":"([^"]*)"`, "u").exec(body)?.[1] ?? "";
    return { body, of };
  }

  const post = (note: string, path: string, body: unknown, headers: Fields = {}) =>
    ask(note, path, {
      method: "POST",
      headers: { "content-type": json, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const check = (note: string, fields: Fields, headers: Fields = {}) =>
    post(note, "/validate/check", new URLSearchParams(fields).toString(), {
      ...{ "content-type": form, ...headers },
    });

  test("answer what the transcript says", async () => {
    await firstUse();
    await logIns();
    await unusable();
    await checks();
    await readings();
    for (const failure of failureNames) await failing(failure);
    const text = [lines.join("\n"), String(headerSets)].join("\n\n");
    await expect(`${text}\n`).toMatchFileSnapshot("./api.txt");
  });

  async function firstUse(): Promise<void> {
    await post("unknown holder", start, { identifier: "nobody", passcode: "123456" });
    await post("wrong code", start, { identifier, passcode: codeOf(serial, 5000) });
    const begun = await post("first code", start, { identifier, passcode: codeOf(serial) });
    const transaction = begun.of("transaction");
    await post("choosing a PIN", `${transactions}/status`, { transaction });
    for (const [first, again] of [
      ["k7m2", "k7m3"],
      ["1234", "1234"],
      ["k", "k"],
      [pin, pin],
    ]) {
      const pins = { pin: first, pinAgain: again };
      await post(`${first} and ${again}`, `${transactions}/pin`, { transaction, ...pins });
    }
    await post("confirming", `${transactions}/status`, { transaction });
    const confirm = (note: string, passcode: string) =>
      post(note, `${transactions}/confirm`, { transaction, passcode });
    await confirm("spent code", pin + codeOf(serial));
    installation.advance(60);
    await confirm("wrong PIN", `9999${codeOf(serial)}`);
    installation.advance(60);
    await confirm("right PASSCODE", pin + codeOf(serial));
    for (const [path, more] of [
      ["status", {}],
      ["pin", { pin, pinAgain: pin }],
      ["confirm", { passcode: "k7m2123456" }],
    ] as const) {
      await post("a transaction that is over", `${transactions}/${path}`, { transaction, ...more });
      await post("none", `${transactions}/${path}`, { transaction: "x", ...more });
    }
    installation.advance(60);
  }

  async function logIns(): Promise<void> {
    const given = { identifier, passcode: pin + codeOf(serial) };
    const id = { "idempotency-key": "attempt-0001" };
    const done = await post("right PASSCODE", start, given, id);
    await post("sent again", start, given, id);
    await post("another body, same id", start, { ...given, passcode: "1" }, id);
    await post("spent code", start, given);
    installation.advance(60);
    const known = { device: done.of("device") };
    const wrong = { identifier, passcode: `9999${codeOf(serial)}`, ...known };
    await post("wrong PIN, known device", start, wrong);
    installation.advance(60);
    await post("right, known device", start, {
      ...given,
      passcode: pin + codeOf(serial),
      ...known,
    });
    installation.advance(60);
    const far = await post("far ahead", start, { identifier, passcode: pin + codeOf(serial, 30) });
    const next = { identifier, passcode: pin + codeOf(serial, 31), flow: far.of("flow") };
    installation.advance(60);
    await post("the code after it", start, next);
  }

  async function unusable(): Promise<void> {
    const good = { identifier, passcode: "k7m2123456" };
    await post("no field", start, {});
    await post("a field too many", start, { ...good, more: 1 });
    await post("a number", start, { ...good, passcode: 5 });
    await post("too long", start, { ...good, passcode: "1".repeat(300) });
    await post("no JSON", start, "{");
    await post("a list", start, "[]");
    await post("a field twice", start, '{"identifier":"a","identifier":"b","passcode":"1"}');
    await post("another type", start, good, { "content-type": "text/plain" });
    await post("too large", start, { ...good, passcode: "1".repeat(200_000) });
    await post("an id that is none", start, good, { "idempotency-key": "x" });
    await post("no token", start, good, { authorization: "" });
    await post("another token", start, good, { authorization: "Bearer jeton_x" });
    const other = await tokenFor("keys:write");
    await post("another scope", start, good, { authorization: other });
    await post("no such route", "/api/v1/nothing", good);
    for (const method of ["GET", "PUT", "HEAD"]) await ask("another method", start, { method });
  }

  async function checks(): Promise<void> {
    const of2 = { user: holderOf("K-2") };
    await actOnStoredKey(installation.ports, serial, { kind: "clear-pin" }, "staff:setup");
    installation.advance(60);
    const begun = await check("first code", { user: identifier, pass: codeOf(serial, 31) });
    const dialogue = { user: identifier, transaction_id: begun.of("transaction_id") };
    for (const pass of ["12", "1234", "a b c", "k7m2", "k7m3", "k7m2", "k7m2"]) {
      await check(`PIN ${pass}`, { ...dialogue, pass });
    }
    installation.advance(60);
    await check("first PASSCODE", { ...dialogue, pass: pin + codeOf(serial, 31) });
    await check("right PASSCODE", { ...of2, pass: pin + codeOf("K-2") });
    await check("spent code", { ...of2, pass: pin + codeOf("K-2") });
    await check("dead dialogue", { ...dialogue, pass: "k7m2" });
    await check("unknown holder", { user: "nobody", pass: "123456" });
    installation.advance(60);
    await check("by its serial", { serial: "K-2", pass: pin + codeOf("K-2") });
    await check("a decoy's serial", { serial: "decoy-3", pass: pin + codeOf("K-2") });
    await check("a realm", { ...of2, pass: "1", realm: "school" });
    await check("no user", { pass: "1" });
    await check("user and serial", { user: "a", serial: "b", pass: "1" });
    await check("no token", { user: "a", pass: "1" }, { authorization: "" });
    await check("another type", { user: "a", pass: "1" }, { "content-type": "text/plain" });
    await check("too large", { user: "a", pass: "1".repeat(200_000) });
    await ask("by GET", `/validate/check?user=nobody&pass=123456`, {});
    await ask("another route", "/validate/samlcheck", {});
  }

  async function readings(): Promise<void> {
    const paths = [
      "/keys",
      "/keys/K-2",
      "/keys/decoy-3",
      `/holders/${identifier}`,
      "/holders/nobody",
    ];
    for (const path of [...paths, "/keys/K-1/events", "/keys/decoy-3/events"]) {
      await ask("reading", `/api/v1${path}`, {});
    }
    await ask("health", "/healthz", {});
    await ask("readiness", "/readyz", {});
  }

  async function failing(failure: Failure): Promise<void> {
    app = installation.openApp(failingPorts(failure));
    const passcode = `1111${codeOf("K-2")}`;
    await post(failure, start, { identifier: holderOf("K-2"), passcode });
    await post(failure, `${transactions}/confirm`, { transaction: "x".repeat(60), passcode });
    await check(failure, { user: holderOf("K-2"), pass: passcode });
    await ask(failure, "/api/v1/keys", {});
  }
});

/** Returns a body without what is random in it. */
function masked(body: string): string {
  return body
    .replaceAll(
      /"(transaction|transaction_id|device|flow|hash|holder)":"[\w.:=+/-]{16,}"/gu,
      '"$1":"RANDOM"',
    )
    .replaceAll(/"transaction_ids":\["[^"]+"\]/gu, '"transaction_ids":["RANDOM"]');
}
