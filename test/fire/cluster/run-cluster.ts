import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openPostgresStore } from "@jeton/store";
import { raceKey } from "../../contracts/race-key.ts";
import { nextMessage, startSource, stopProcess } from "../../contracts/source-process.ts";
import { checkHistory, type HistoryReport } from "../history.ts";
import { entriesOf, finalKeys } from "../what-was-left.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { type ClusterPlan, clusterParameters } from "./cluster-plan.ts";
import { type FaultName, faults, takeBackup } from "./faults.ts";
import { secondsUntilAnswered } from "./recovery.ts";

export type ClusterOptions = {
  /** Where PostgreSQL's programs are. */
  readonly programs: string;
  /** What happens, one after the other. */
  readonly faults: readonly FaultName[];
  readonly validators: number;
  /**
   * How long to wait between two faults. A floor spends the codes of more than a minute, so that codes pass
   * again before the next fault only after 100 s or so.
   */
  readonly pauseSeconds: number;
  /** No further fault strikes once so many minutes are over. */
  readonly minutes?: number;
  readonly onProgress?: (done: number, fault: string) => void;
};

export type Failover = {
  readonly fault: FaultName;
  /** From the fault until another member serves. */
  readonly secondsUntilServed: number;
  /** From then on until 99 of a hundred attempts end with an answer; null when that was not seen. */
  readonly secondsUntilAnswered: number | null;
};

export type ClusterReport = HistoryReport & {
  readonly failovers: readonly Failover[];
  /** How many times pg_rewind brought a member back that had gone on alone. */
  readonly rewinds: number;
};

const keys = 120;
const slotMilliseconds = 50;

/** Lays a fire on a cluster: has everything happen to it that is listed, and checks what came of it. */
export async function runCluster(options: ClusterOptions): Promise<ClusterReport> {
  const hasOwnClocks = options.faults.some((fault) => fault.includes("clock"));
  const cluster = await startCluster(options.programs, { hasOwnClocks });
  const validators: ChildProcess[] = [];
  try {
    const serials = Array.from({ length: keys }, (_, index) => `K${index + 1}`);
    const store = await openPostgresStore(cluster.url);
    for (const serial of serials) await store.insert(raceKey(serial, clusterParameters), []);
    await store.close();
    const plan: ClusterPlan = { store: cluster.url, serials, slotMilliseconds };
    const logs = Array.from({ length: options.validators }, (_, index) =>
      join(cluster.directory, `validator-${index}.log`),
    );
    const file = "test/fire/cluster/cluster-validator.ts";
    for (const log of logs) validators.push(startSource(file, log, JSON.stringify(plan)));
    await Promise.all(validators.map((each) => nextMessage(each)));
    const { moments, lostBefore } = await breakAll(cluster, options, validators);
    await Promise.all(validators.map((each) => stopProcess(each, "SIGKILL")));
    const entries = logs.flatMap(entriesOf);
    const report = checkHistory(
      entries,
      await finalKeys(await openPostgresStore(cluster.url), serials),
      lostBefore,
    );
    const failovers = moments.map(({ fault, began, served }, index) => ({
      fault,
      secondsUntilServed: (served - began) / 1e9,
      secondsUntilAnswered: secondsUntilAnswered(
        entries,
        served,
        moments[index + 1]?.began ?? Number.POSITIVE_INFINITY,
      ),
    }));
    return { ...report, failovers, rewinds: cluster.rewinds() };
  } finally {
    for (const each of validators) each.kill("SIGKILL");
    cluster.remove();
  }
}

type Moment = { readonly fault: FaultName; readonly began: number; readonly served: number };

async function breakAll(
  cluster: Cluster,
  options: ClusterOptions,
  validators: readonly ChildProcess[],
): Promise<{ readonly moments: readonly Moment[]; readonly lostBefore: number }> {
  const moments: Moment[] = [];
  let lostBefore = 0;
  if (options.faults.includes("restored")) await takeBackup(cluster);
  const last = now() + (options.minutes ?? Number.POSITIVE_INFINITY) * 60e9;
  for (const [index, fault] of options.faults.entries()) {
    if (now() > last) break;
    await sleep(index === 0 ? 1500 : 1000 * options.pauseSeconds);
    await cluster.isWhole();
    options.onProgress?.(index, fault);
    const began = now();
    let served = began;
    await faults[fault](cluster, () => {
      served = now();
    });
    if (fault === "restored") lostBefore = served;
    moments.push({ fault, began, served });
    const ended = validators.find(({ exitCode }) => exitCode !== null);
    if (ended !== undefined) throw new Error(`A validator ended with ${ended.exitCode}`);
  }
  await cluster.isWhole();
  // Until all are connected again, and spent codes of before were tried.
  await sleep(5000);
  return { moments, lostBefore };
}

function now(): number {
  return Number(process.hrtime.bigint());
}
