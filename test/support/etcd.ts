import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExternalProgram } from "./needs.ts";
import { freePort, startBound } from "./postgres.ts";

export const etcd: ExternalProgram = {
  names: ["etcd"],
  debianPackage: "etcd-server",
  folders: ["/usr/sbin", "/usr/local/bin"],
};

/** A cluster of one member of a test's own, on 127.0.0.1 and free ports. */
export type EtcdServer = {
  readonly port: number;
  /** Returns the URL of a store under a prefix that nothing has used. */
  readonly freshUrl: () => string;
  /** Sends a signal to the member: SIGSTOP, SIGCONT. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Ends the member as a crash does. */
  readonly crash: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Ends the member and removes all that it had. */
  readonly remove: () => Promise<void>;
};

const patience = 60_000;

/** Starts a member in a fresh directory; `path` is that of the program `etcd`. */
export async function startEtcd(path: string, words: readonly string[] = []): Promise<EtcdServer> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-etcd-"));
  const [port, peerPort] = [await freePort(), await freePort()];
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  let running: ChildProcess | null = null;
  let stores = 0;

  async function start(): Promise<void> {
    const program = startBound(
      path,
      [
        ...["--name", "one", "--data-dir", join(directory, "data")],
        ...["--listen-client-urls", client, "--advertise-client-urls", client],
        ...["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer],
        ...["--initial-cluster", `one=${peer}`, ...words],
      ],
      { cwd: directory },
    );
    running = program;
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

  async function crash(): Promise<void> {
    const ending = running;
    running = null;
    if (ending === null || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await ended;
  }

  await start();
  return {
    port,
    freshUrl() {
      stores += 1;
      return `etcd://127.0.0.1:${port}/store-${stores}`;
    },
    signal: (signal) => running?.kill(signal),
    crash,
    start,
    async remove() {
      await crash();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function isHealthy(client: string): Promise<boolean> {
  try {
    const answer = await fetch(`${client}/health`, { signal: AbortSignal.timeout(2000) });
    return answer.ok && /true/.test(await answer.text());
  } catch {
    return false;
  }
}
