import { unixMilliseconds } from "@jeton/core";
import { addToken, createMetrics, listTokens, revokeToken } from "@jeton/service";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, jsonObject, openApiBench } from "./api.ts";

const attempt = { identifier: "nobody", passcode: "123456" };
const authenticate = "/api/v1/authenticate";

describe("API tokens", () => {
  let bench: ApiBench;

  beforeEach(async () => {
    bench = await openApiBench();
  });

  const status = async (headers: Readonly<Record<string, string>> = {}) =>
    (await bench.post(authenticate, attempt, "application/json", headers)).status;

  test("are not wanted on loopback before one was made, and always for keys and trail", async () => {
    expect(await status()).toBe(200);
    expect((await bench.get("/api/v1/keys")).status).toBe(401);
    expect((await bench.get("/api/v1/keys/K1/events")).status).toBe(401);
    const headers = await bench.bearer("authenticate");
    // That there was none may have been answered ten seconds ago.
    bench.time.advance(10_000);
    expect(await status()).toBe(401);
    expect(await status(headers)).toBe(200);
    expect((await bench.get("/api/v1/keys", headers)).status).toBe(403);
  });

  test("are wanted from the beginning where others can connect", async () => {
    const open = await openApiBench({ listensOnLoopback: false });
    const answer = await open.post(authenticate, attempt);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="jeton"',
    ]);
    expect((await open.get("/healthz")).status).toBe(200);
  });

  test("stay closed when the last one was revoked, and end with their days", async () => {
    const expiresAt = unixMilliseconds(bench.ports.clock() + 1000);
    const wanted = { name: "ci", scopes: ["authenticate"], createdBy: "staff:test" } as const;
    const { token, known } = await addToken(bench.ports, { ...wanted, expiresAt });
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
    bench.time.advance(1000);
    expect(await status({ authorization: `Bearer ${token}` })).toBe(401);
    const other = await addToken(bench.ports, { ...wanted, expiresAt: null });
    expect(await status({ authorization: `Bearer ${other.token}` })).toBe(200);
    expect(await revokeToken(bench.ports, other.known.id, "staff:anne")).toBe(true);
    bench.time.advance(10_000);
    expect(await status({ authorization: `Bearer ${other.token}` })).toBe(401);
    expect(await status()).toBe(401);
    const kept = await listTokens(bench.ports.documents);
    expect(new Set(kept.map((each) => each.revokedBy))).toEqual(new Set([null, "staff:anne"]));
    expect(known.name).toBe("ci");
  });

  test.each([
    [
      "another secret",
      (token: string) => `Bearer ${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
    ],
    ["another number", (token: string) => `Bearer ${token.replace(/_[0-9a-f]/, "_x")}`],
    ["no Bearer, much of it", (token: string) => `Basic ${token}`],
    ["a token twice", (token: string) => `Bearer ${token}, Bearer ${token}`],
    ["nothing", () => "Bearer "],
  ])("are not %s", async (_, alter) => {
    const headers = await bench.bearer("authenticate");
    const token = (headers.authorization ?? "").replace("Bearer ", "");
    expect(await status({ authorization: alter(token) })).toBe(401);
  });

  test("are kept as hashes only", async () => {
    const { authorization = "" } = await bench.bearer("authenticate");
    const secret = authorization.split("_").slice(2).join("_");
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const [kept] = await bench.ports.documents.list("api-token", page);
    expect(secret.length).toBeGreaterThan(40);
    expect(kept?.body).not.toContain(secret);
  });
});

describe("Idempotency-Key", () => {
  const key = { "idempotency-key": "1b4e28ba-2fa1" };
  const body = { serial: "K2", seedHex: "00".repeat(20) };

  async function ask(bench: ApiBench, given: unknown, headers: Readonly<Record<string, string>>) {
    const answer = await bench.post("/api/v1/keys", given, "application/json", headers);
    const replayed = answer.headers.get("idempotent-replayed");
    return { status: answer.status, replayed, body: await jsonObject(answer) };
  }

  test("answers a repeated request as the first time, and does it once", async () => {
    const bench = await openApiBench();
    const headers = { ...(await bench.bearer("keys:write")), ...key };
    const first = await ask(bench, body, headers);
    expect(first).toMatchObject({ status: 201, replayed: null });
    const stored = await bench.stored();
    expect(await ask(bench, body, headers)).toEqual({ ...first, replayed: "true" });
    expect(await bench.stored()).toBe(stored);
    const act = await bench.post(
      "/api/v1/keys/K2/acts",
      { act: "unlock" },
      "application/json",
      headers,
    );
    expect(act.status).toBe(409);
    expect(await ask(bench, { ...body, serial: "K3" }, headers)).toMatchObject({ status: 409 });
    const others = { ...(await bench.bearer("keys:write")), ...key };
    expect(await ask(bench, { ...body, serial: "K3" }, others)).toMatchObject({ status: 201 });
    bench.time.advance(24 * 60 * 60 * 1000);
    expect(await ask(bench, body, headers)).toMatchObject({ status: 409, replayed: null });
  });

  test("lets one of many requests at once through", async () => {
    const bench = await openApiBench();
    const headers = { ...(await bench.bearer("keys:write")), ...key };
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(bench, body, headers)));
    expect(all.filter((each) => each.status === 201 && each.replayed === null)).toHaveLength(1);
    expect(all.every((each) => each.status === 201 || each.status === 409)).toBe(true);
  });

  test("keeps no body that was sent, and takes no key that is none", async () => {
    const bench = await openApiBench();
    const headers = { ...(await bench.bearer("keys:write")), ...key };
    await ask(bench, { ...body, seedHex: "ab".repeat(20) }, headers);
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const kept = await bench.ports.documents.list("idempotency", page);
    expect(JSON.stringify(kept)).not.toContain("abab");
    expect(await ask(bench, body, { ...headers, "idempotency-key": "x" })).toMatchObject({
      status: 400,
    });
  });

  test("gives an attempt that is sent again the answer that it got, and one without a key none", async () => {
    const bench = await openApiBench();
    const given = { identifier: bench.holder, passcode: bench.key.code() };
    const first = await bench.post(authenticate, given, "application/json", key);
    const answer = await first.json();
    expect(answer).toMatchObject({ result: "challenge" });
    const again = await bench.post(authenticate, given, "application/json", key);
    expect(await again.json()).toEqual(answer);
    const other = await bench.post(authenticate, given, "application/json");
    expect(await other.json()).toMatchObject({ result: "refused" });
  });
});

describe("/metrics", () => {
  test("counts attempts by what was decided, names nobody, and wants its own scope", async () => {
    const { ports } = await openApiBench();
    const metrics = createMetrics(ports);
    const bench = await openApiBench({ metrics });
    expect((await bench.get("/metrics")).status).toBe(200);
    metrics.countAttempt("refused");
    const text = await (await bench.get("/metrics")).text();
    expect(text).toMatch(/^jeton_attempts_total\{decision="refused"\} 1$/m);
    expect(text).toMatch(/^jeton_clock_alarm 0$/m);
    expect(text).not.toMatch(/camille|K1/);
    const wrong = await bench.bearer("authenticate");
    expect((await bench.get("/metrics")).status).toBe(401);
    expect((await bench.get("/metrics", wrong)).status).toBe(403);
    expect((await bench.get("/metrics", await bench.bearer("metrics:read"))).status).toBe(200);
  });
});
