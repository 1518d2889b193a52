import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Network } from "./network.ts";

const clientPort = 2379;
const peerPort = 2380;

/** Returns where the members' etcd is asked. */
export function etcdHosts(network: Network, members: number): readonly string[] {
  return Array.from({ length: members }, (_, i) => `${network.addressOf(i + 1)}:${clientPort}`);
}

/** Starts the etcd of a member, which keeps what it knows in the directory. */
export function startEtcd(
  network: Network,
  { member, members, directory }: { member: number; members: number; directory: string },
): ChildProcess {
  const own = network.addressOf(member);
  const cluster = Array.from(
    { length: members },
    (_, i) => `m${i + 1}=http://${network.addressOf(i + 1)}:${peerPort}`,
  ).join(",");
  const [program = "", ...words] = network.at(member);
  const flags = {
    name: `m${member}`,
    "data-dir": join(directory, `etcd-${member}`),
    "listen-client-urls": `http://${own}:${clientPort}`,
    "advertise-client-urls": `http://${own}:${clientPort}`,
    "listen-peer-urls": `http://${own}:${peerPort}`,
    "initial-advertise-peer-urls": `http://${own}:${peerPort}`,
    "initial-cluster": cluster,
    "initial-cluster-state": "new",
    // A machine that is busy for a moment is no reason for an election.
    "heartbeat-interval": "200",
    "election-timeout": "2000",
    // A member that comes back must not end the term of a leader that all others hear.
    "pre-vote": "true",
    "log-level": "error",
    "enable-v2": "true",
  };
  const given = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  return spawn(program, [...words, "etcd", ...given], { stdio: "ignore" });
}
