import { execFileSync } from "node:child_process";
import { nextMessage, stopProcess } from "../contracts/source-process.ts";
import { startBuilt } from "./built-process.ts";
import { cpuTimeOf, cpuTimeOfTree } from "./cpu-time.ts";
import type { LoadOptions, LoadResult } from "./http-load.ts";

/** Milliseconds of CPU that a login took, on all cores together, of each who had a part in it. */
export type CpuPerLogin = {
  readonly servers: number;
  /** Null where the database runs within the servers. */
  readonly database: number | null;
  readonly load: number;
};

export type MeasuredLoad = LoadResult & {
  readonly nextKey: number;
  readonly cpu: CpuPerLogin;
  /** How late the event loops of the servers were, 99 times of a hundred: the worst of them, in milliseconds. */
  readonly loopDelay: number;
};

/** Starts so many servers on one store, lets the load loose on them and answers what came of it. */
export async function measureLoad(options: {
  readonly place: string;
  readonly hash: string;
  readonly processes: number;
  /** Whether the servers have one core of the machine only. */
  readonly onOneCore: boolean;
  readonly token: string;
  /** The first process of the PostgreSQL server, or null. */
  readonly postmaster: number | null;
  readonly load: Omit<LoadOptions, "ports" | "token">;
}): Promise<MeasuredLoad> {
  const { place, hash, processes, token, postmaster, load } = options;
  const nodes = Array.from({ length: processes }, () => startBuilt("server", {}, place, hash));
  const loader = startBuilt("load");
  try {
    const ports = await Promise.all(nodes.map((node) => nextMessage<number>(node)));
    const times = () => ({
      servers: cpuTimeOf(nodes.map(({ pid }) => pid ?? 0)),
      database: postmaster === null ? null : cpuTimeOfTree(postmaster),
      load: cpuTimeOf([loader.pid ?? 0]),
    });
    if (options.onOneCore) for (const { pid } of nodes) keepOnOneCore(pid ?? 0);
    const answer = nextMessage(loader);
    loader.send({ ...load, ports, token } satisfies LoadOptions);
    await answer;
    for (const node of nodes) node.send("watch");
    const before = times();
    const result = await nextMessage<LoadResult & { readonly nextKey: number }>(loader);
    const after = times();
    requireAccepted(result, load.isRight);
    const delays = await Promise.all(
      nodes.map((node) => {
        const delay = nextMessage<number>(node);
        node.send("late");
        return delay;
      }),
    );
    const each = (milliseconds: number) => milliseconds / result.answered;
    const cpu = {
      servers: each(after.servers - before.servers),
      database: after.database === null ? null : each(after.database - (before.database ?? 0)),
      load: each(after.load - before.load),
    };
    return { ...result, cpu, loopDelay: Math.max(0, ...delays) };
  } finally {
    await Promise.all([...nodes, loader].map((node) => stopProcess(node, "SIGTERM")));
  }
}

/** All threads of a process, by taskset of util-linux. */
function keepOnOneCore(pid: number): void {
  execFileSync("taskset", ["--all-tasks", "--pid", "--cpu-list", "0", `${pid}`], {
    stdio: "ignore",
  });
}

/** A load whose right PASSCODEs are refused, or whose wrong ones pass, measures something else. */
function requireAccepted({ accepted, answered }: LoadResult, isRight: boolean): void {
  const share = accepted / answered;
  if (isRight ? share > 0.99 : share === 0) return;
  const kind = isRight ? "right" : "wrong";
  throw new Error(`Cannot measure: ${accepted} of ${answered} ${kind} PASSCODEs were accepted`);
}
