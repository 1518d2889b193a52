import { request } from "node:http";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { listen } from "./listen.ts";
import { plainHost, type ServedHosts, servedHostsOnly } from "./served-hosts.ts";

const app = (served: ServedHosts) =>
  new Hono().use(servedHostsOnly(served)).get("/", (c) => c.text("yes"));

const local: ServedHosts = { listensOnLoopback: true, hostNames: [] };

/** What a server that really listens answers to this Host. */
async function answerTo(served: ServedHosts, host: string, path = "/"): Promise<number> {
  const server = await listen(app(served), { host: "127.0.0.1", port: 0 });
  try {
    return await new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port: server.port, path, headers: { host } };
      const asked = request(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      });
      asked.on("error", reject);
      asked.end();
    });
  } finally {
    await server.close();
  }
}

describe("servedHostsOnly()", () => {
  test.each([
    ["localhost", 200],
    ["LOCALHOST:8080", 200],
    ["127.0.0.1", 200],
    ["127.0.0.1:8080", 200],
    ["[::1]", 200],
    ["[::1]:8080", 200],
    ["evil.example", 421],
    ["evil.example:8080", 421],
    ["localhost.evil.example", 421],
    ["127.0.0.1.evil.example", 421],
    ["10.0.0.7", 421],
    ["[2001:db8::1]", 421],
  ])("on loopback serves %s with %i", async (host, status) => {
    expect(await answerTo(local, host)).toBe(status);
  });

  test("looks at the target of the request and at its header", async () => {
    expect(await answerTo(local, "localhost", "http://evil.example/")).toBe(421);
    expect(await answerTo(local, "evil.example", "http://localhost/")).toBe(421);
  });

  test("serves the names that were given besides, and only those where others can connect", async () => {
    const hostNames = ["cles.exemple.fr"];
    for (const listensOnLoopback of [true, false]) {
      const served = { listensOnLoopback, hostNames };
      expect(await answerTo(served, "cles.exemple.fr")).toBe(200);
      expect(await answerTo(served, "CLES.exemple.fr:443")).toBe(200);
      expect(await answerTo(served, "localhost")).toBe(200);
      expect(await answerTo(served, "evil.example")).toBe(421);
    }
    expect(await answerTo({ listensOnLoopback: false, hostNames: [] }, "any.example")).toBe(200);
  });

  test("says which names it knows, and how one is added", async () => {
    const served = { ...local, option: "--host-name" };
    const answer = await app(served).request("http://evil.example/");
    expect(answer.status).toBe(421);
    expect(await answer.json()).toMatchObject({
      detail:
        'Cannot serve the host "evil.example": expected localhost, 127.0.0.1 or [::1], or a name given with --host-name',
    });
  });
});

describe("plainHost()", () => {
  test.each([
    ["Cles.Exemple.FR", "cles.exemple.fr"],
    ["10.0.0.7", "10.0.0.7"],
    ["2001:DB8:0::1", "[2001:db8::1]"],
    ["[2001:db8::1]", "[2001:db8::1]"],
    ["a b", null],
    ["", null],
    ["a.example:80", null],
    ["user@a.example", null],
    ["a.example/x", null],
    ["http://a.example", null],
  ])("gives %s as %s", (text, plain) => {
    expect(plainHost(text)).toBe(plain);
  });
});
