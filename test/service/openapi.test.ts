import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, jsonObject, openApiBench } from "./api.ts";

type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const document: Document = JSON.parse(
  readFileSync(new URL("../../packages/service/openapi.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, "openapi.json");

// Goal: openapi.json says what the API really answers.
// Method: one real answer of each kind of each route, checked against the schema that the file
// gives for that route, status and media type.
describe("openapi.json", () => {
  let bench: ApiBench;
  const seen = new Set<string>();

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
    expect(await documented(confirm, { transaction, passcode: spent })).toEqual({
      result: "refused",
    });
    bench.time.advance(60_000);
    const passcode = `k7m2${bench.key.code()}`;
    expect(await documented(confirm, { transaction, passcode })).toEqual({
      result: "accepted",
      holder: identifier,
      commissioned: true,
    });
    bench.time.advance(60_000);
    const later = `k7m2${bench.key.code()}`;
    expect(await documented("/api/v1/authenticate", { identifier, passcode: later })).toMatchObject(
      { result: "accepted", commissioned: false },
    );
    expect(await documented("/api/v1/authenticate", { identifier, passcode: later })).toEqual({
      result: "refused",
    });
  });

  test("describes every problem of every route", async () => {
    for (const path of Object.keys(document.paths)) {
      if (!document.paths[path]?.post) continue;
      await documented(path, {}, { status: 400 });
      await documented(path, "{", { status: 400 });
      await documented(path, "x".repeat(20_000), { status: 413 });
      await documented(path, "a=b", { status: 415, type: "application/x-www-form-urlencoded" });
    }
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
    const promised = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    );
    expect([...seen].sort()).toEqual(promised.sort());
  });

  test("is what the service itself answers", async () => {
    expect(await (await bench.get("/api/v1/openapi.json")).json()).toEqual(document);
  });

  function choose(pin: string, pinAgain: string, transaction: unknown) {
    return documented("/api/v1/transactions/pin", { transaction, pin, pinAgain });
  }

  async function documented(
    path: string,
    body: unknown,
    expected: { readonly status?: number; readonly type?: string } = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await bench.post(path, body, expected.type);
    expect(answer.status).toBe(expected.status ?? 200);
    const answered = await jsonObject(answer);
    check(path, "post", answer, answered);
    return answered;
  }

  function check(path: string, method: string, answer: Response, body: unknown): void {
    seen.add(`${method} ${path} ${answer.status}`);
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const content = document.paths[path]?.[method]?.responses[answer.status]?.content?.[type];
    expect(content, `${method} ${path} answers ${answer.status} ${type}`).toBeDefined();
    const pointer = ["paths", path, method, "responses", String(answer.status), "content", type]
      .map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"))
      .map(encodeURIComponent)
      .join("/");
    const validate = ajv.getSchema(`openapi.json#/${pointer}/schema`);
    if (validate === undefined) throw new Error(`Cannot find the schema of ${path}`);
    expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
  }
});
