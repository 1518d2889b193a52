import { unixMilliseconds } from "@jeton/core";
import { type Listening, listen } from "@jeton/http";
import { createSimApp, KeyHouse } from "@jeton/sim/serve";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

// Goal: in time that runs, a code is waited for, and what is given lasts as long as was asked.
// Method: a real server in scaled time, in which a period of 60 s goes by in 0.6 s.
const factor = 100;
let house: KeyHouse;
let server: Listening;

beforeEach(async () => {
  house = new KeyHouse({ kind: "scaled", factor });
  const parts = { house, apply: house.apply.bind(house) };
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(9);
  const onError = (error: unknown): void => {
    throw error;
  };
  const app = createSimApp({ ...parts, random, host: "127.0.0.1", token: null, onError });
  server = await listen(app, { host: "127.0.0.1", port: 0 });
  const body = JSON.stringify({ from: "random", serial: "K" });
  await fetch(`${server.url}/api/v1/keys`, { method: "POST", headers, body });
});
afterEach(() => server.close());

const headers = { "content-type": "application/json" };
const code = (query: string, signal?: AbortSignal) =>
  fetch(`${server.url}/api/v1/keys/K/code${query}`, signal === undefined ? {} : { signal });

/** Moves time on until so many seconds of the key's period are left. */
function leave(seconds: number): void {
  house.time.freeze();
  house.time.advance((house.key("K").millisecondsLeft() + (60 - seconds) * 1000) % 60_000);
}

describe("waiting for a code", () => {
  test("gives one that lasts as long as was asked, from wherever in the period", async () => {
    for (const left of [1, 29, 31, 59]) {
      leave(left);
      house.time.resume();
      const answer = await code("?min-validity=30");
      const said = (await answer.json()) as { validForMilliseconds: number; step: number };
      expect([answer.status, said.validForMilliseconds >= 30_000]).toEqual([200, true]);
    }
  });

  test("answers when to ask again, if it may not wait that long", async () => {
    leave(50);
    house.time.setFactor(10);
    house.time.resume();
    const answer = await code("?min-validity=55&wait=0");
    expect(answer.status).toBe(409);
    // 50 s of the keys' time are 5 s of the client's.
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.text()).toMatch(/comes in 4\d(\.\d+)? s, ask again then or allow/);
  });

  test("does not wait where time is frozen, nor for a key that is gone, nor when called off", async () => {
    leave(10);
    expect((await code("?min-validity=20")).status).toBe(409);
    house.time.setFactor(100);
    house.time.resume();
    const waits = code("?min-validity=60");
    house.apply({ kind: "delete-key", serial: "K" });
    expect((await waits).status).toBe(404);
    const lost = new AbortController();
    const left = code("?min-validity=60", lost.signal);
    lost.abort();
    await expect(left).rejects.toThrow();
    expect((await fetch(`${server.url}/api/v1/health`)).status).toBe(200);
  });

  test("gives each of two who ask for the next code one of their own", async () => {
    const next = async () => {
      const answer = await fetch(`${server.url}/api/v1/keys/K/next-code`, {
        ...{ method: "POST", headers, body: JSON.stringify({ minValiditySeconds: 5 }) },
      });
      return ((await answer.json()) as { step: number }).step;
    };
    const steps = await Promise.all([next(), next(), next()]);
    expect(new Set(steps).size).toBe(3);
  });
});

test("KeyHouse remembers what was given, for the key alone that it is of", () => {
  const virtual = new KeyHouse({ kind: "virtual", startsAt: unixMilliseconds(0) });
  for (const serial of ["A", "B"]) {
    const key = { serial, seedHex: "00", algorithm: "SHA-1", digits: 6, counter: 0 } as const;
    virtual.apply({ kind: "create-counter-key", key: { ...key, shownMilliseconds: 1000 } });
  }
  virtual.apply({ kind: "give-code", serial: "A", step: 3, code: "123456" });
  expect([virtual.given("A"), virtual.given("B")]).toEqual([{ step: 3, code: "123456" }, null]);
});
