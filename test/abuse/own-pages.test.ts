import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Demo, startDemo } from "@jeton/demo";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AskedSim } from "../support/asked-sim.ts";

// Goal: each server that we ship tells browsers the same, and refuses the same forms of other sites.
// Method: the demo has the service and its bench in one, the simulated key its control server.

let directory: string;
let demo: Demo;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "jeton-own-pages-"));
  demo = await startDemo({ dataDirectory: directory, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await demo.close();
  await rm(directory, { recursive: true });
});

const ofDemo = (path: string, init?: RequestInit) => fetch(`${demo.url}${path}`, init);
const ofSim = (path: string, init?: RequestInit) =>
  new AskedSim().app.request(`http://127.0.0.1${path}`, init);

const pages = [
  ["the portal", ofDemo, "/portal", "self"],
  ["the help desk", ofDemo, "/desk/login", "none"],
  ["the bench", ofDemo, "/bench", "none"],
  ["the simulated key", ofSim, "/", "none"],
] as const;

describe("each server that we ship", () => {
  test.each(pages)(
    "tells browsers what its pages may do: %s",
    async (name, ask, path, framedBy) => {
      const { headers } = await ask(path);
      const frames = name === "the bench" ? " frame-src 'self';" : "";
      // The page of a simulated key drives a board on another machine, by whatever bridge its user names.
      const bridges = name === "the simulated key" ? " ws: wss:" : "";
      expect(headers.get("content-security-policy")).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'${bridges};${frames} form-action 'self'; base-uri 'none'; frame-ancestors '${framedBy}'`,
      );
      expect(headers.get("x-frame-options")).toBe(framedBy === "none" ? "DENY" : "SAMEORIGIN");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      for (const header of ["cross-origin-opener-policy", "cross-origin-resource-policy"]) {
        expect(headers.get(header)).toBe("same-origin");
      }
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("permissions-policy")).toContain("camera=()");
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  const forms = [
    ["the portal", ofDemo, "/portal/login"],
    ["the help desk", ofDemo, "/desk/login"],
    ["the bench", ofDemo, "/bench/desk"],
    ["the simulated key", ofSim, "/api/v1/keys"],
  ] as const;
  const foreign = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "http://evil.example" },
    { origin: "null" },
    // What a browser says of the fetch counts, whatever the request says of its origin.
    { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1" },
  ];
  test.each(forms)("changes nothing for a page of another site: %s", async (_, ask, path) => {
    for (const type of ["application/x-www-form-urlencoded", "application/json", "text/plain"]) {
      for (const from of foreign) {
        const headers = { ...from, "content-type": type };
        const answer = await ask(path, { method: "POST", headers, body: "act=unlock" });
        expect([from, type, answer.status]).toEqual([from, type, 403]);
      }
    }
  });
});
