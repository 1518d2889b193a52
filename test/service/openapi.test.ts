import { codeAt, counterParameters, prepareSeed, timeStep } from "@jeton/core";
import { limitRequests, RequestLimiter, scopes } from "@jeton/service";
import { beforeEach, describe, expect, test } from "vitest";
import { answerChallenges } from "./answer-challenges.ts";
import { type ApiBench, jsonObject, openApiBench } from "./api.ts";
import { check, document, expectTaken, promisedAnswers, seen } from "./openapi-document.ts";

/** The refusal of an attempt. */
const refused: unknown = { result: "refused", flow: expect.stringMatching(/^[\w-]{22}$/u) };

// Goal: openapi.json says what the API really answers.
// Method: one real answer of each kind of each route, checked against the schema that the file
// gives for that route, status and media type.
describe("openapi.json", () => {
  let bench: ApiBench;

  beforeEach(async () => {
    bench = await openApiBench();
  });

  test("describes every answer of a commissioning and a log-in", async () => {
    const identifier = bench.holder;
    const first = await documented("/api/v1/authenticate", {
      identifier,
      passcode: bench.key.code(),
    });
    expect(first).toMatchObject({ result: "challenge", challenge: "choose-pin", digits: 6 });
    const { transaction } = first;

    expect(await documented("/api/v1/transactions/status", { transaction })).toMatchObject({
      challenge: "choose-pin",
    });
    expect(await choose("k7m2", "k7m3", transaction)).toEqual({
      result: "pin-unfit",
      problem: "different",
    });
    expect(await choose("7777", "7777", transaction)).toMatchObject({ problem: "trivial" });
    expect(await choose("k7m2", "k7m2", transaction)).toMatchObject({
      challenge: "confirm-passcode",
    });
    expect(await documented("/api/v1/transactions/status", { transaction })).toMatchObject({
      challenge: "confirm-passcode",
    });

    const spent = `k7m2${bench.key.code()}`;
    const confirm = "/api/v1/transactions/confirm";
    expect(await documented(confirm, { transaction, passcode: spent })).toEqual(refused);
    bench.time.advance(60_000);
    const passcode = `k7m2${bench.key.code()}`;
    expect(await documented(confirm, { transaction, passcode })).toEqual({
      result: "accepted",
      holder: identifier,
      commissioned: true,
      device: expect.stringMatching(/^v1\./u),
    });
    bench.time.advance(60_000);
    const later = `k7m2${bench.key.code()}`;
    const login = { identifier, passcode: later };
    const done = await documented("/api/v1/authenticate", login);
    expect(done).toMatchObject({ result: "accepted", commissioned: false });
    const { device } = done;
    expect(await documented("/api/v1/authenticate", { ...login, device, flow: "a flow" })).toEqual({
      result: "refused",
      flow: "a flow",
    });
  });

  test("describes the answers of a counter key, for which time says nothing", async () => {
    const headers = await bench.bearer("keys:read", "keys:write", "authenticate");
    const list = "/api/v1/keys";
    const key = { serial: "C-1", seedHex: "07".repeat(20), counter: 7 };
    await documented(list, { ...key, periodSeconds: 60 }, { status: 400, headers });
    await documented(list, { ...key, parameters: { digits: 6 } }, { status: 400, headers });
    const added = await documented(list, key, { status: 201, headers });
    expect(added).toMatchObject({ movingFactor: "counter", counter: 7, digits: 6 });
    expect(added).not.toHaveProperty("periodSeconds");
    const acts = "/api/v1/keys/{serial}/acts";
    const assign = { act: "assign", identifier: "jules" };
    await documented(acts, assign, { status: 200, headers, serial: "C-1" });
    const seed = new Uint8Array(20).fill(7);
    const passcode = codeAt(prepareSeed(seed, "SHA-1"), timeStep(7), counterParameters());
    const first = await documented(
      "/api/v1/authenticate",
      { identifier: "jules", passcode },
      { headers },
    );
    const pressed = { result: "challenge", periodSeconds: null, nextCodeAt: null };
    expect(first).toMatchObject(pressed);
    const { transaction } = first;
    expect(
      await documented("/api/v1/transactions/status", { transaction }, { headers }),
    ).toMatchObject(pressed);
    const chosen = { transaction, pin: "k7m2", pinAgain: "k7m2" };
    expect(await documented("/api/v1/transactions/pin", chosen, { headers })).toMatchObject(
      pressed,
    );
  });

  test("describes a challenge and its answers, and asks everybody alike", async () => {
    const headers = await bench.bearer("keys:read", "keys:write", "authenticate");
    await answerChallenges((path, body, { id, ...expected } = {}) =>
      documented(path, body, {
        ...expected,
        headers: { ...headers, ...(id !== undefined && { "idempotency-key": id }) },
      }),
    );
  });

  test("describes every problem of every route", async () => {
    const all = await bench.bearer(...scopes);
    const little = await bench.bearer("metrics:read");
    const full = await openApiBench({
      limit: limitRequests(new RequestLimiter({ burst: 0, perSecond: 1 }, Date.now), []),
    });
    for (const [template, methods] of Object.entries(document.paths)) {
      if (template === "/healthz" || template === "/readyz") continue;
      const path = template.replace("{serial}", "K1").replace("{identifier}", "camille");
      for (const method of Object.keys(methods)) {
        const ask = (at: ApiBench, headers: Readonly<Record<string, string>>) =>
          method === "post"
            ? at.post(path, {}, "application/json", headers)
            : at.get(path, headers);
        await problemOf(template, method, 401, ask(bench, { authorization: "Bearer nonsense" }));
        await problemOf(template, method, 403, ask(bench, little));
        await problemOf(template, method, 429, ask(full, {}));
        if (method === "get") continue;
        await documented(template, {}, { status: 400, headers: all });
        await documented(template, "{", { status: 400, headers: all });
        await documented(template, "x".repeat(20_000), { status: 413, headers: all });
        const type = "application/x-www-form-urlencoded";
        await documented(template, "a=b", { status: 415, type, headers: all });
      }
    }
  });

  test("describes the answer to a PIN with an id that was used", async () => {
    const headers = { ...(await bench.bearer("authenticate")), "idempotency-key": "used-before" };
    const pinPath = "/api/v1/transactions/pin";
    const chosen = { transaction: "x", pin: "k7m2", pinAgain: "k7m2" };
    expect(await documented(pinPath, chosen, { headers })).toEqual({ result: "refused" });
    await documented(pinPath, { ...chosen, pin: "x9y8" }, { status: 409, headers });
  });

  test("describes every answer of the managing part", async () => {
    const headers = await bench.bearer("keys:read", "keys:write", "audit:read");
    const list = "/api/v1/keys";
    const own = "/api/v1/keys/{serial}";
    const trail = "/api/v1/keys/{serial}/events";
    const acts = "/api/v1/keys/{serial}/acts";
    const key = { serial: "K2", seedHex: "00".repeat(20), digits: 8 };
    const origin = { manufacturer: "Acme", startsAt: 0, expiresAt: 4_000_000_000_000 };
    const act = (body: unknown, status = 200) => documented(acts, body, { status, headers });

    const added = await documented(list, { ...key, origin }, { status: 201, headers });
    expect(added).toMatchObject({ state: "in-stock", digits: 8, periodSeconds: 60, origin });
    await documented(list, key, { status: 409, headers });
    expect(await got(list, list, 200, headers)).toMatchObject({ next: null });
    expect(await got(list, `${list}?limit=1`, 200, headers)).toMatchObject({ next: "K1" });
    await got(list, `${list}?limit=0`, 400, headers);
    expect(await got(own, `${list}/K1`, 200, headers)).toMatchObject({ holder: "camille" });
    await got(own, `${list}/decoy-1`, 404, headers);
    await got(own, `${list}/a%20b`, 400, headers);
    const holders = "/api/v1/holders/{identifier}";
    expect(await got(holders, "/api/v1/holders/Camille", 200, headers)).toMatchObject({
      serial: "K1",
    });
    await got(holders, "/api/v1/holders/nobody", 404, headers);
    await got(holders, "/api/v1/holders/%01", 400, headers);

    expect(await act({ act: "hand-over", firstUseDays: 14 })).toEqual({ result: "done" });
    await act({ act: "assign", identifier: "a b" }, 400);
    await act({ act: "assign", identifier: "luc" }, 409);
    const codes = [0, 1].map(() => {
      bench.time.advance(60_000);
      return bench.key.code();
    });
    const [first, second] = codes;
    expect(await act({ act: "resynchronise", first: second, second: first })).toEqual({
      result: "not-found",
    });
    const found = { act: "resynchronise", first, second };
    expect(await act(found)).toMatchObject({ result: "resynchronised" });
    expect(await act(found)).toMatchObject({ result: "used" });
    const [third, fourth] = [3_600_000, 60_000].map((milliseconds) => {
      bench.time.advance(milliseconds);
      return bench.key.code();
    });
    const later = { act: "resynchronise", first: third, second: fourth };
    expect(await act(later)).toMatchObject({ result: "resynchronised" });
    expect(await act(found)).toMatchObject({ result: "spent" });
    expect(await act({ act: "replace", by: "K2" })).toEqual({ result: "done" });
    await act({ act: "suspend" }, 409);
    await documented(acts, { act: "unlock" }, { status: 404, headers, serial: "K9" });

    const events = await got(trail, `${list}/K1/events`, 200, headers);
    expect(JSON.stringify(events)).toContain('"actor":"api:test"');
    expect(await got(trail, `${list}/K1/events?limit=2`, 200, headers)).toMatchObject({ next: 2 });
    await got(trail, `${list}/K1/events?after=x`, 400, headers);
    await got(trail, `${list}/K9/events`, 404, headers);
  });

  test("names routes that are all there, each with every answer seen in these tests", async () => {
    const health = await bench.get("/healthz");
    check("/healthz", "get", health, await health.json());
    const ready = await bench.get("/readyz");
    check("/readyz", "get", ready, await ready.json());
    await bench.ports.store.close();
    const notReady = await bench.get("/readyz");
    expect(notReady.status).toBe(503);
    check("/readyz", "get", notReady, await notReady.json());
    expect([...seen].sort()).toEqual(promisedAnswers());
  });

  test("is what the service itself answers", async () => {
    expect(await (await bench.get("/api/v1/openapi.json")).json()).toEqual(document);
  });

  function choose(pin: string, pinAgain: string, transaction: unknown) {
    return documented("/api/v1/transactions/pin", { transaction, pin, pinAgain });
  }

  async function got(
    template: string,
    path: string,
    status: number,
    headers: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await bench.get(path, headers);
    expect(answer.status).toBe(status);
    const answered = await jsonObject(answer);
    check(template, "get", answer, answered);
    return answered;
  }

  async function problemOf(
    template: string,
    method: string,
    status: number,
    asked: Promise<Response>,
  ): Promise<void> {
    const answer = await asked;
    expect([template, method, answer.status]).toEqual([template, method, status]);
    check(template, method, answer, await answer.json());
  }

  async function documented(
    template: string,
    body: unknown,
    expected: {
      readonly status?: number;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly serial?: string;
    } = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const path = template.replace("{serial}", expected.serial ?? "K1");
    const answer = await bench.post(path, body, expected.type, expected.headers);
    expect(answer.status).toBe(expected.status ?? 200);
    const answered = await jsonObject(answer);
    check(template, "post", answer, answered);
    // What is taken is what the document says that may be asked.
    if (answer.ok) expectTaken(template, body);
    return answered;
  }
});
