import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Network } from "./network.ts";
import { patroniConfiguration } from "./patroni.ts";

// Goal: who copies the guide builds the cluster that the fire burns.
// Method: the guide's configuration is read and compared with that of the test.

const guide = readFileSync(
  new URL("../../../docs/guides/high-availability.md", import.meta.url),
  "utf8",
);
const network = { addressOf: (member: number) => `10.77.0.${member}` } as Network;
const place = {
  ...{ member: 1, directory: "", programs: "/usr/lib/postgresql/15/bin" },
  clock: null,
  etcd: [1, 2, 3].map((member) => `10.77.0.${member}:2379`),
};

describe("the guide on clusters", () => {
  test("has the configuration of the cluster under fire, but for access and places", () => {
    const block = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    const { postgresql, ...rest } = parse(block);
    const { postgresql: own, ...wanted } = patroniConfiguration(network, place, "");
    expect(rest).toEqual(wanted);
    expect(Object.keys(postgresql.authentication)).toEqual(Object.keys(own.authentication));
    expect(postgresql.bin_dir).toBe(own.bin_dir);
    expect(postgresql.listen).toBe(own.listen);
  });

  test("has the flags of etcd and the lines of the proxy that the test has", () => {
    for (const file of ["etcd.ts", "haproxy.ts"]) {
      const source = readFileSync(new URL(file, import.meta.url), "utf8");
      const flags = [...source.matchAll(/^ {4}"?([a-z0-9-]+)"?: "([a-z0-9]+)",$/gm)];
      for (const [, name, value] of flags) {
        if (name !== "log-level") expect(guide).toContain(`--${name}=${value}`);
      }
      const lines = [...source.matchAll(/^ {6}"( {2}[a-z].*)",$/gm)].map(([, line]) => line);
      for (const line of lines) {
        if (!line?.includes("maxconn")) expect(guide).toContain(line);
      }
    }
  });
});
