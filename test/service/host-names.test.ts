import { createApp } from "@jeton/service";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "./api.ts";

let bench: ApiBench;
beforeEach(async () => {
  bench = await openApiBench();
});

function app(options: { listensOnLoopback: boolean; hostNames?: readonly string[] }) {
  return createApp({
    ...bench.ports,
    ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
    onError: () => {},
    ...options,
  });
}

const doors = [
  ...["/", "/portal", "/portal/home", "/portal/assistance", "/desk", "/desk/login", "/healthz"],
  ...["/readyz", "/metrics", "/api/v1/openapi.json", "/validate/check", "/nowhere"],
];

// Goal: a page of another site whose own name was made to lead to this machine reads nothing here.
describe("a service on loopback", () => {
  test("answers at no door under a name that is not its own", async () => {
    const served = app({ listensOnLoopback: true });
    for (const door of doors) {
      const answer = await served.request(`http://evil.example:8080${door}`);
      expect([door, answer.status]).toEqual([door, 421]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect((await served.request(`http://localhost:8080${door}`)).status).not.toBe(421);
    }
  });

  test("decides nothing under such a name", async () => {
    const before = await bench.stored();
    const body = JSON.stringify({ identifier: bench.holder, passcode: bench.key.code() });
    const answer = await app({ listensOnLoopback: true }).request(
      "http://evil.example/api/v1/authenticate",
      { method: "POST", headers: { "content-type": "application/json" }, body },
    );
    expect([answer.status, await bench.stored()]).toEqual([421, before]);
  });

  test("answers under the public name that it was given, for a proxy on this machine", async () => {
    const served = app({ listensOnLoopback: true, hostNames: ["cles.exemple.fr"] });
    expect((await served.request("https://cles.exemple.fr/portal")).status).toBe(200);
    expect((await served.request("https://evil.example/portal")).status).toBe(421);
  });
});

describe("a service that others reach", () => {
  test("answers under any name, until it is given some", async () => {
    const any = app({ listensOnLoopback: false });
    expect((await any.request("http://whatever.example/portal")).status).toBe(200);
    const some = app({ listensOnLoopback: false, hostNames: ["cles.exemple.fr"] });
    expect((await some.request("https://cles.exemple.fr/portal")).status).toBe(200);
    expect((await some.request("https://whatever.example/portal")).status).toBe(421);
  });
});
