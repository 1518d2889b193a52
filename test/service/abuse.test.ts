import { connect } from "node:net";
import { type Listening, listen } from "@jeton/http";
import { SimulatedKey } from "@jeton/key";
import { createApp, createLog } from "@jeton/service";
import { actOnStoredKey, addKey, logIn, type Ports, submitPin } from "@jeton/validator/parts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "./api.ts";

const authenticate = "/api/v1/authenticate";

describe("under abuse, the service", () => {
  let bench: ApiBench;
  let lines: string[];
  let server: Listening | null = null;

  beforeEach(async () => {
    bench = await openApiBench();
    lines = [];
  });

  afterEach(async () => {
    await server?.close();
    server = null;
  });

  function app(ports: Ports, burst = 1000) {
    // What a test before left open must not write into the lines of this one.
    const own = lines;
    return createApp({
      ...ports,
      ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
      onError: (error) => own.push(String(error)),
      listensOnLoopback: true,
      requestLimit: { burst, perSecond: 1 },
      trustedProxies: ["unknown"],
      log: createLog("info", { write: (line: string) => void own.push(line) }),
    });
  }

  async function inService(serial: string, holder: string): Promise<SimulatedKey> {
    const seed = bench.ports.random(20);
    const key = new SimulatedKey({ serial, seed, timeSource: bench.time });
    await addKey(bench.ports, { serial, seed, parameters: key.parameters }, "staff:test");
    await actOnStoredKey(bench.ports, serial, { kind: "assign", holder }, "staff:test");
    const first = await logIn(bench.ports, { identifier: holder, passcode: key.code() ?? "" });
    if (first.kind !== "choose-pin") throw new Error(first.kind);
    await submitPin(bench.ports, { transaction: first.transaction, pin: "k7m2", pinAgain: "k7m2" });
    bench.time.advance(60_000);
    await logIn(bench.ports, { identifier: holder, passcode: `k7m2${key.code()}` });
    bench.time.advance(60_000);
    return key;
  }

  const post = async (to: ReturnType<typeof app>, body: unknown, source: string) =>
    to.request(authenticate, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": source },
      body: JSON.stringify(body),
    });

  // Whoever guesses knows the PIN here, the worst case: after five guesses one right code lets no
  // unknown client in any more, after a hundred two do not.
  test("lets none of 400 guesses from 400 addresses in, and neither delays nor stops the holder", async () => {
    const key = await inService("G-1", "marie");
    const guarded = app(bench.ports);
    const ask = async (fields: object) => {
      const passcode = `k7m2${key.code()}`;
      const answer = await post(guarded, { identifier: "marie", passcode, ...fields }, "192.0.2.1");
      bench.time.advance(60_000);
      return (await answer.json()) as { readonly result: string; readonly device?: string };
    };
    const { device } = await ask({});
    for (let guess = 0; guess < 400; guess += 1) {
      const passcode = `k7m2${String(guess * 499).padStart(6, "0")}`;
      const source = `198.51.${guess >> 8}.${guess & 255}`;
      const answer = await post(guarded, { identifier: "marie", passcode }, source);
      expect(await answer.text()).toMatch(/^\{"result":"refused","flow":"[\w-]{22}"\}$/u);
      bench.time.advance(9000);
    }
    const events = await bench.ports.store.events("G-1", { afterSequence: 6, limit: 5000 });
    expect(events.map(({ kind, reason }) => `${kind} ${reason}`)).not.toContain("refused blocked");
    expect(events).toHaveLength(400);

    const kinds = [await ask({ device }), await ask({ device })];
    expect(kinds).toMatchObject([{ result: "accepted" }, { result: "accepted" }]);
  });

  test("lets a holder in from a new client by three codes in a row after a flood", async () => {
    const key = await inService("G-2", "paule");
    const guarded = app(bench.ports);
    const ask = async (passcode: string, flow: object, source: string) => {
      const answer = await post(guarded, { identifier: "paule", passcode, ...flow }, source);
      return (await answer.json()) as { readonly result: string; readonly flow?: string };
    };
    for (let guess = 0; guess < 1000; guess += 1) {
      await ask("k7m2000000", {}, `203.0.${guess >> 8}.${guess & 255}`);
    }
    const { flow } = await ask("k7m2000000", {}, "192.0.2.1");
    const results = [];
    for (let code = 0; code < 3; code += 1) {
      results.push((await ask(`k7m2${key.code()}`, { flow }, "192.0.2.1")).result);
      bench.time.advance(60_000);
    }
    expect(results).toEqual(["refused", "refused", "accepted"]);
  });

  test("lets all others in while one identifier is flooded from everywhere", async () => {
    const others = [];
    for (let index = 0; index < 10; index += 1) {
      others.push({ holder: `h${index}`, key: await inService(`O-${index}`, `h${index}`) });
    }
    const guarded = app(bench.ports);
    const flood = Array.from({ length: 200 }, (_, index) =>
      post(
        guarded,
        { identifier: "camille", passcode: "k7m2000000" },
        `203.0.${index >> 8}.${index & 255}`,
      ),
    );
    const logins = others.map(({ holder, key }) =>
      post(guarded, { identifier: holder, passcode: `k7m2${key.code()}` }, "192.0.2.1"),
    );
    const answers = await Promise.all(
      logins.map(async (each) => (await (await each).json()) as unknown),
    );
    await Promise.all(flood);
    expect(answers).toEqual(
      others.map(({ holder }) => ({
        ...{ result: "accepted", holder, commissioned: false },
        device: expect.stringMatching(/^v1\./u),
      })),
    );
  });

  test("refuses what is too much from one address, and nobody else", async () => {
    const guarded = app(bench.ports, 20);
    const body = { identifier: "nobody", passcode: "123456" };
    const flood = await Promise.all(
      Array.from({ length: 100 }, () => post(guarded, body, "203.0.113.5")),
    );
    const statuses = flood.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(80);
    expect((await post(guarded, body, "203.0.113.6")).status).toBe(200);
    expect(
      (await guarded.request("/portal", { headers: { "x-forwarded-for": "203.0.113.5" } })).status,
    ).toBe(429);
    expect((await guarded.request("/healthz")).status).toBe(200);
  });

  test("believes no header about who asks, where it is, or what it may", async () => {
    const closed = createApp({
      ...bench.ports,
      ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
      onError: () => {},
      requestLimit: { burst: 3, perSecond: 1 },
    });
    const headers = (index: number) => ({
      "content-type": "application/json",
      ...{
        "x-forwarded-for": `127.0.0.${index}`,
        "x-real-ip": "127.0.0.1",
        forwarded: "for=127.0.0.1",
      },
      ...{
        "x-forwarded-host": "localhost",
        "x-http-method-override": "GET",
        "x-original-url": "/healthz",
      },
      host: "localhost",
    });
    const statuses = [];
    for (let index = 0; index < 5; index += 1) {
      const body = JSON.stringify({ identifier: "a", passcode: "b" });
      const init = { method: "POST", headers: headers(index), body };
      statuses.push((await closed.request(authenticate, init)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  test("cuts off 1 MiB bodies and slow senders, and answers others meanwhile", async () => {
    server = await listen(app(bench.ports), { host: "127.0.0.1", port: 0 });
    const { port, url } = server;
    const head = `POST ${authenticate} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`;
    const big = await rawAnswer(
      port,
      `${head}Content-Length: 1048576\r\n\r\n${"x".repeat(20_000)}`,
    );
    expect(big).toMatch(/^HTTP\/1\.1 413 /);
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${"4000\r\n".concat("x".repeat(0x4000), "\r\n").repeat(3)}`;
    expect(await rawAnswer(port, chunked)).toMatch(/^HTTP\/1\.1 413 /);
    const sockets = Array.from({ length: 200 }, () => connect(port, "127.0.0.1"));
    for (const socket of sockets) {
      socket.on("error", () => {});
      socket.write(`${head}Content-Length: 100\r\n\r\n{`);
    }
    const began = performance.now();
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) });
    console.log(
      `slow senders: healthz beside 200 of them in ${Math.round(performance.now() - began)} ms`,
    );
    expect(answer.status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test("logs JSON lines that hold no PASSCODE, PIN, seed, token, identifier or serial", async () => {
    const key = await inService("L-1", "lucie");
    const guarded = app(bench.ports);
    const passcode = `k7m2${key.code()}`;
    await post(guarded, { identifier: "lucie", passcode }, "192.0.2.1");
    await post(guarded, { identifier: "lucie", passcode: `0000${key.code()}` }, "192.0.2.1");
    await guarded.request("/api/v1/keys/L-1", {
      headers: { authorization: "Bearer jeton_secret" },
    });
    await guarded.request("/portal/login?passcode=k7m2123456");
    await guarded.request("/validate/check?user=lucie&pass=k7m2123456");
    expect(lines.length).toBeGreaterThanOrEqual(5);
    const text = lines.join("");
    for (const secret of [key.code() ?? "", "k7m2", "lucie", "L-1", "jeton_secret", "123456"]) {
      expect(text).not.toContain(secret);
    }
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      route: authenticate,
      status: 200,
      source: "192.0.2.1",
    });
  });
});

function rawAnswer(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    const timer = setTimeout(() => reject(new Error("Cannot wait any longer")), 20_000);
    socket.setEncoding("utf8").once("data", (data: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(data);
    });
    socket.once("error", reject);
  });
}
