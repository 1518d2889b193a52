import { type ChildProcess, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExternalProgram } from "./needs.ts";
import { freePort, startBound } from "./postgres.ts";

export const etcd: ExternalProgram = {
  names: ["etcd"],
  debianPackage: "etcd-server etcd-client",
  folders: ["/usr/sbin", "/usr/local/bin"],
};

/** A cluster of a test's own, on 127.0.0.1 and free ports. Members are counted from 0. */
export type EtcdServer = {
  /** The port of the first member. */
  readonly port: number;
  /** Returns the URL of a store under a prefix that nothing has used, with all members. */
  readonly freshUrl: () => string;
  /** Sends a signal to a member: SIGSTOP, SIGCONT. */
  readonly signal: (signal: NodeJS.Signals, member?: number) => void;
  /** Ends a member as a crash does. */
  readonly crash: (member?: number) => Promise<void>;
  readonly start: (member?: number) => Promise<void>;
  /** Keeps what a cluster of one member has now. */
  readonly saveSnapshot: () => void;
  /** Puts that back, as the only way to do it is: by making a new cluster of it. */
  readonly restoreSnapshot: () => Promise<void>;
  /** Ends all members and removes all that they had. */
  readonly remove: () => Promise<void>;
};

const patience = 60_000;

/** Starts so many members in a fresh directory; `path` is that of the program `etcd`. */
export async function startEtcd(path: string, count = 1): Promise<EtcdServer> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-etcd-"));
  const members = await Promise.all(Array.from({ length: count }, (_, number) => place(number)));
  const running = new Map<number, ChildProcess>();
  let stores = 0;

  async function start(number = 0): Promise<void> {
    const { client } = memberAt(number);
    const program = startBound(path, etcdWords(memberAt(number), members, directory), {
      cwd: directory,
    });
    running.set(number, program);
    let complaints = "";
    program.stderr?.on("data", (text) => {
      complaints = (complaints + String(text)).slice(-4000);
    });
    for (const deadline = Date.now() + patience; ; ) {
      if (program.exitCode !== null) throw new Error(`Cannot start etcd: ${complaints}`);
      if (await isHealthy(client)) return;
      if (Date.now() > deadline) throw new Error(`etcd does not come up: ${complaints}`);
      await sleep(30);
    }
  }

  function memberAt(number: number): Member {
    const member = members[number];
    if (member === undefined) throw new RangeError(`Cannot find member ${number} of ${count}`);
    return member;
  }

  async function crash(number = 0): Promise<void> {
    const ending = running.get(number);
    running.delete(number);
    if (ending === undefined || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await ended;
  }

  const snapshot = join(directory, "snapshot");
  let restored = 0;

  function etcdctl(...words: readonly string[]): void {
    execFileSync("etcdctl", words, {
      env: { ...process.env, ETCDCTL_API: "3" },
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  async function restoreSnapshot(): Promise<void> {
    const { name, peer } = memberAt(0);
    await crash();
    const data = join(directory, name);
    rmSync(data, { recursive: true });
    restored += 1;
    etcdctl(
      ...["snapshot", "restore", snapshot, `--data-dir=${data}`, `--name=${name}`],
      ...[`--initial-cluster=${clusterOf(members)}`, `--initial-advertise-peer-urls=${peer}`],
      // Of the same names and token etcd would make a cluster with the id of the former one.
      `--initial-cluster-token=restored-${restored}`,
    );
    await start();
  }

  // None is healthy before most are there.
  await Promise.all(members.map((_, number) => start(number)));
  return {
    port: memberAt(0).port,
    freshUrl() {
      stores += 1;
      const hosts = members.map(({ port }) => `127.0.0.1:${port}`).join(",");
      return `etcd://${hosts}/store-${stores}`;
    },
    signal: (signal, number = 0) => running.get(number)?.kill(signal),
    ...{ crash, start, restoreSnapshot },
    saveSnapshot() {
      rmSync(snapshot, { force: true });
      etcdctl(`--endpoints=${memberAt(0).client}`, "snapshot", "save", snapshot);
    },
    async remove() {
      await Promise.all(members.map((_, number) => crash(number)));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A member, and the URLs at which clients and the other members ask it. */
export type EtcdMember = {
  readonly name: string;
  readonly client: string;
  readonly peer: string;
};

/** Returns the flags that start a member, which keeps what it knows below the directory. */
export function etcdWords(
  { name, client, peer }: EtcdMember,
  members: readonly EtcdMember[],
  directory: string,
): readonly string[] {
  return [
    ...[`--name=${name}`, `--data-dir=${join(directory, name)}`],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`],
    `--initial-cluster=${clusterOf(members)}`,
  ];
}

function clusterOf(members: readonly EtcdMember[]): string {
  return members.map(({ name, peer }) => `${name}=${peer}`).join(",");
}

type Member = EtcdMember & { readonly port: number };

async function place(number: number): Promise<Member> {
  const [port, peerPort] = [await freePort(), await freePort()];
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  return { name: `member-${number}`, port, client, peer };
}

async function isHealthy(client: string): Promise<boolean> {
  try {
    const answer = await fetch(`${client}/health`, { signal: AbortSignal.timeout(2000) });
    return answer.ok && /true/.test(await answer.text());
  } catch {
    return false;
  }
}
