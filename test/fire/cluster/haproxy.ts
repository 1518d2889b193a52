import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "./network.ts";
import { postgresPort, restPort } from "./patroni.ts";

const port = 5000;

/** Starts the proxy that leads to whichever member says that it is the primary. */
export function startProxy(
  network: Network,
  { members, directory }: { members: number; directory: string },
): { readonly process: ChildProcess; readonly port: number } {
  const file = join(directory, "haproxy.cfg");
  const servers = Array.from({ length: members }, (_, index) => {
    const address = network.addressOf(index + 1);
    return `  server m${index + 1} ${address}:${postgresPort} check port ${restPort}`;
  });
  writeFileSync(
    file,
    [
      "global",
      "  maxconn 500",
      "defaults",
      "  mode tcp",
      "  timeout connect 2s",
      "  timeout client 10m",
      "  timeout server 10m",
      "  timeout check 1s",
      "listen primary",
      `  bind 127.0.0.1:${port}`,
      "  option httpchk OPTIONS /primary",
      "  http-check expect status 200",
      "  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions",
      ...servers,
      "",
    ].join("\n"),
  );
  return { process: spawn("haproxy", ["-db", "-f", file], { stdio: "ignore" }), port };
}
