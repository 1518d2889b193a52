import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { limitRequests, RequestLimiter, sourceOf } from "./request-limit.ts";

describe("RequestLimiter", () => {
  test("lets a burst through, then as many as come in again with time", () => {
    let now = 0;
    const limiter = new RequestLimiter({ burst: 3, perSecond: 2 }, () => now);
    expect([1, 2, 3, 4].map(() => limiter.take("a"))).toEqual([0, 0, 0, 1]);
    expect(limiter.take("b")).toBe(0);
    now += 500;
    expect([limiter.take("a"), limiter.take("a")]).toEqual([0, 1]);
    now += 60_000;
    expect([1, 2, 3, 4].map(() => limiter.take("a"))).toEqual([0, 0, 0, 1]);
  });

  test("gives nothing for a clock that goes back", () => {
    let now = 1_000_000;
    const limiter = new RequestLimiter({ burst: 1, perSecond: 1 }, () => now);
    limiter.take("a");
    now = 0;
    expect(limiter.take("a")).toBe(1);
    now = 1000;
    expect(limiter.take("a")).toBe(0);
  });

  test("forgets who was silent longest, so that a flood of addresses fills no memory", () => {
    const limiter = new RequestLimiter({ burst: 1, perSecond: 0.001 }, () => 0);
    limiter.take("first");
    limiter.take("active");
    for (let source = 0; source < 60_000; source += 1) {
      limiter.take(`s${source}`);
      if (source % 1000 === 0) limiter.take("active");
    }
    expect(limiter.take("active")).toBeGreaterThan(0);
    expect(limiter.take("first")).toBe(0);
  });
});

describe("sourceOf()", () => {
  const proxies = ["10.0.0.1", "10.0.0.2"];

  async function source(peer: string, forwarded?: string): Promise<string> {
    const app = new Hono().get("/", (c) => c.text(sourceOf(c, proxies)));
    const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    const incoming = { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: "IPv4" } };
    return (await app.request("/", { headers }, { incoming })).text();
  }

  test.each([
    ["a stranger", "192.0.2.7", undefined, "192.0.2.7"],
    ["a stranger who names somebody else", "192.0.2.7", "198.51.100.1", "192.0.2.7"],
    ["a trusted proxy", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["two trusted proxies", "10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["what the client wrote in front", "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"],
    ["a trusted proxy that says nothing", "10.0.0.1", undefined, "10.0.0.1"],
    ["a trusted proxy that says nonsense", "10.0.0.1", "localhost", "10.0.0.1"],
    ["IPv4 in IPv6", "::ffff:192.0.2.7", undefined, "192.0.2.7"],
    ["IPv4 in IPv6 from a proxy", "10.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"],
    ["another one of them, in hex", "10.0.0.1", "[::FFFF:C000:0208]:443", "192.0.2.8"],
    ["IPv4 with a port from a proxy", "10.0.0.1", "192.0.2.7:50123", "192.0.2.7"],
    ["a trusted proxy in IPv6's spelling", "::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["a proxy that writes itself so", "10.0.0.1", "192.0.2.7, ::ffff:a00:2", "192.0.2.7"],
    ["IPv6, by its network", "2001:db8:1:2:3:4:5:6", undefined, "2001:db8:1:2::/64"],
    ["IPv6 with a gap", "2001:db8::1", undefined, "2001:db8::/64"],
    ["IPv6 with a gap further in front", "1::3:4:5:6:7:8", undefined, "1:0:3:4::/64"],
    ["this machine", "::1", undefined, "::/64"],
  ])("answers for %s", async (_, peer, forwarded, expected) => {
    expect(await source(peer, forwarded)).toBe(expected);
  });
});

describe("limitRequests()", () => {
  test("says with 429 when the next request may come", async () => {
    const limiter = new RequestLimiter({ burst: 1, perSecond: 0.1 }, () => 0);
    const app = new Hono().use(limitRequests(limiter, [])).get("/", (c) => c.text("yes"));
    expect((await app.request("/")).status).toBe(200);
    const answer = await app.request("/");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "10"]);
  });
});
