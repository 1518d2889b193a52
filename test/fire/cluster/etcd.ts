import { type ChildProcess, spawn } from "node:child_process";
import { type EtcdMember, etcdWords } from "../../support/etcd.ts";
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
  const all = Array.from({ length: members }, (_, index) => memberAt(network, index + 1));
  const [program = "", ...words] = network.at(member);
  const settings = {
    "initial-cluster-state": "new",
    // A machine that is busy for a moment is no reason for an election.
    "heartbeat-interval": "200",
    "election-timeout": "2000",
    // A member that comes back must not end the term of a leader that all others hear.
    "pre-vote": "true",
    "log-level": "error",
    "enable-v2": "true",
  };
  const given = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const own = etcdWords(memberAt(network, member), all, directory);
  return spawn(program, [...words, "etcd", ...own, ...given], { stdio: "ignore" });
}

function memberAt(network: Network, member: number): EtcdMember {
  const address = network.addressOf(member);
  const [client, peer] = [`http://${address}:${clientPort}`, `http://${address}:${peerPort}`];
  return { name: `m${member}`, client, peer };
}
