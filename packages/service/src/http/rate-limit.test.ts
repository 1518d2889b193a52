import { unixMilliseconds } from "@jeton/core";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { openRateLimit } from "./rate-limit.ts";
import { sourceOf } from "./source.ts";

const at = (milliseconds: number) => unixMilliseconds(1_800_000_000_000 + milliseconds);

describe("openRateLimit()", () => {
  test("lets a burst through, then one in each interval, and says how long to wait", () => {
    const limit = openRateLimit({ burst: 3, everyMilliseconds: 1000 });
    expect([0, 0, 0, 0].map(() => limit.take("a", at(0)))).toEqual([0, 0, 0, 1000]);
    expect(limit.take("a", at(999))).toBe(1);
    expect(limit.take("a", at(1000))).toBe(0);
    expect(limit.take("a", at(1000))).toBe(1000);
    // Who waits is given the whole burst again.
    expect([0, 0, 0, 0].map(() => limit.take("a", at(60_000)))).toEqual([0, 0, 0, 1000]);
  });

  test("counts each name for itself, and what is refused costs nothing", () => {
    const limit = openRateLimit({ burst: 1, everyMilliseconds: 1000 });
    expect(limit.take("a", at(0))).toBe(0);
    expect(limit.take("b", at(0))).toBe(0);
    for (let tries = 0; tries < 50; tries += 1) expect(limit.take("a", at(500))).toBe(500);
    expect(limit.take("a", at(1000))).toBe(0);
  });

  test("remembers 10,000 names, and of more of them the latest", () => {
    const limit = openRateLimit({ burst: 1, everyMilliseconds: 1000 });
    for (let name = 0; name <= 10_000; name += 1) limit.take(String(name), at(0));
    expect(limit.take("10000", at(0))).toBe(1000);
    expect(limit.take("0", at(0))).toBe(0);
  });
});

describe("sourceOf()", () => {
  test.each([
    ["192.0.2.7", null, false, "192.0.2.7"],
    ["192.0.2.7", "198.51.100.1", false, "192.0.2.7"],
    ["192.0.2.7", "203.0.113.9, 198.51.100.1", true, "198.51.100.1"],
    ["192.0.2.7", null, true, "192.0.2.7"],
    ["::ffff:192.0.2.7", null, false, "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", null, false, "2001:db8:1:2::/64"],
    ["2001:db8::6", null, false, "2001:db8:0:0::/64"],
    ["::1", null, false, "0:0:0:0::/64"],
    [undefined, null, false, "unknown"],
  ])(
    "of %s, forwarded for %s (proxy: %s) is %s",
    async (remoteAddress, forwarded, proxy, wanted) => {
      const app = new Hono().get("/", (c) => c.text(sourceOf(c, proxy)));
      const headers = forwarded === null ? {} : { "x-forwarded-for": forwarded };
      const environment = { incoming: { socket: { remoteAddress } } };
      expect(await (await app.request("/", { headers }, environment)).text()).toBe(wanted);
    },
  );
});
