import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import { beforeEach, describe, expect, test } from "vitest";
import { AskedSim, simBegin } from "../support/asked-sim.ts";
import type { paths } from "./control-interface.generated.ts";

// Goal: a client that a generator makes of the OpenAPI document compiles, and what it is typed to get
// is what comes. Method: openapi-typescript's types, openapi-fetch's calls, and the real interface.

let sim: AskedSim;
let keys: ReturnType<typeof createClient<paths>>;
beforeEach(() => {
  sim = new AskedSim();
  keys = createClient<paths>({
    baseUrl: "http://127.0.0.1",
    fetch: async (request) => sim.app.request(request),
  });
});

describe("a client generated from openapi.json", () => {
  test("makes a key, reads a code that lasts, and is told why not", async () => {
    const made = await keys.POST("/api/v1/keys", { body: { from: "random", serial: "A" } });
    expect(made.data?.[0]?.otpauth).toMatch(/^otpauth:\/\/totp\//);
    const of = { params: { path: { serial: "A" }, query: { "min-validity": 5 } } };
    const { data, error } = await keys.GET("/api/v1/keys/{serial}/code", of);
    expect(error).toBeUndefined();
    expect(data?.code).toMatch(/^\d{6}$/);
    expect(data?.validForMilliseconds).toBe(60_000);
    await keys.POST("/api/v1/time/advance", { body: { milliseconds: 57_000 } });
    const late = await keys.GET("/api/v1/keys/{serial}/code", of);
    expect([late.data, late.error?.status]).toEqual([undefined, 409]);
    expect(late.error?.detail).toMatch(/next-code/);
  });

  test("tells the kinds of keys apart by their field kind", async () => {
    for (const kind of ["totp", "hotp"] as const) {
      await keys.POST("/api/v1/keys", { body: { from: "random", kind } });
    }
    const { data = [] } = await keys.GET("/api/v1/keys");
    const told = data.map((key) => (key.kind === "totp" ? key.nextCodeAt : key.counter));
    expect(told).toEqual([simBegin + 60_000, 0]);
  });

  test("asks for wrong codes and the next one, drifts, breaks and deletes", async () => {
    await keys.POST("/api/v1/keys", { body: { from: "random" } });
    const path = { serial: "000000001" };
    const query = { wrong: "flipped-digit" } as const;
    const wrong = await keys.GET("/api/v1/keys/{serial}/code", { params: { path, query } });
    const next = await keys.POST("/api/v1/keys/{serial}/next-code", {
      ...{ params: { path }, body: { advance: true } },
    });
    expect(wrong.data?.wrong).toBe("flipped-digit");
    expect(wrong.data?.code).not.toBe(next.data?.code);
    const body = { milliseconds: 30_000 };
    const drifted = await keys.POST("/api/v1/keys/{serial}/jump", { params: { path }, body });
    expect(drifted.data?.kind === "totp" && drifted.data.offsetMilliseconds).toBe(30_000);
    const fault = { params: { path }, body: { name: "dead-line" } } as const;
    expect((await keys.POST("/api/v1/keys/{serial}/faults", fault)).data?.name).toBe("dead-line");
    await keys.DELETE("/api/v1/keys/{serial}", { params: { path } });
    expect(sim.house.all()).toEqual([]);
  });
});

test("every route of the document has an operation that a generator can name", () => {
  const document: unknown = JSON.parse(
    readFileSync(new URL("../../firmware-sim/openapi.json", import.meta.url), "utf8"),
  );
  const { paths: all } = document as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  const names = Object.values(all).flatMap((route) =>
    Object.values(route).map(({ operationId }) => operationId),
  );
  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
});
