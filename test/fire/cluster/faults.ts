import { execFileSync } from "node:child_process";
import { chownSync, cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, members } from "./cluster.ts";
import { dataOf, restPort } from "./patroni.ts";

/** What can happen to the primary. Each waits until another member leads, then mends what it broke. */
export const faults = {
  killed,
  dead,
  paused,
  "cut off": cutOff,
  "switched over": switchedOver,
  "waits cancelled": waitsCancelled,
  restored,
  "clock stepped": clockStepped,
  "clocks behind": clocksBehind,
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

/** Has it happen; `served` is told once the next primary serves. */
type Fault = (cluster: Cluster, served: () => void) => Promise<void>;

/** Only PostgreSQL dies: its Patroni gives the lead away at once. */
async function killed(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  signal(processesOf(cluster, before, "postgres"), "SIGKILL");
  await cluster.primary(before);
  served();
}

/** The whole member dies and comes back: the lead ends with its time. */
async function dead(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  signal(processesOf(cluster, before, "patroni", "postgres"), "SIGKILL");
  await cluster.primary(before);
  served();
  cluster.startMember(before);
}

/** The whole member stands still, etcd too, and wakes up with the connections that it had. */
async function paused(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  const all = cluster.network.pidsAt(before);
  signal(all, "SIGSTOP");
  try {
    await cluster.primary(before);
    served();
  } finally {
    signal(all, "SIGCONT");
  }
}

/** The member is cut off from all others and goes on believing that it leads, for a while. */
async function cutOff(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  cluster.network.setLink(before, "down");
  try {
    await cluster.primary(before);
    served();
  } finally {
    cluster.network.setLink(before, "up");
  }
}

/** The operator asks for it, again where Patroni is just naming another synchronous standby. */
async function switchedOver(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  const url = `http://${cluster.network.addressOf(before)}:${restPort}/switchover`;
  const body = JSON.stringify({ leader: `m${before}` });
  for (const deadline = Date.now() + switchPatience; ; await sleep(1000)) {
    const response = await fetch(url, { method: "POST", body });
    if (response.ok) break;
    const why = await response.text();
    if (Date.now() > deadline) throw new Error(`Cannot switch over: ${why}`);
  }
  await cluster.primary(before);
  served();
}

/**
 * No standby follows any more, and somebody cancels the waits for one: the primary has committed what
 * no other member will ever know, and says so in a warning only. Then it dies.
 */
async function waitsCancelled(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  const others = numbers.filter((member) => member !== before);
  const receivers = others.flatMap((member) => processesOf(cluster, member, "walreceiver"));
  signal(receivers, "SIGSTOP");
  try {
    // Shorter than what makes Patroni name another standby.
    for (let round = 0; round < 6; round += 1) {
      await sleep(150);
      await cluster.query(
        cluster.urlOf(before),
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
      );
    }
    signal(processesOf(cluster, before, "patroni", "postgres"), "SIGKILL");
  } finally {
    signal(receivers, "SIGCONT");
  }
  // On a busy machine Patroni may have dropped its standby by now: then no other member may lead.
  const isLeft = await cluster.primary(before, takeOverPatience).then(
    () => true,
    () => false,
  );
  if (isLeft) served();
  cluster.startMember(before);
  if (isLeft) return;
  console.error("no other member may lead: the one that died comes back");
  await cluster.primary();
  served();
}

/** All data are lost, and a base backup takes their place. */
async function restored(cluster: Cluster, served: () => void): Promise<void> {
  for (const member of numbers) {
    signal(processesOf(cluster, member, "patroni", "postgres"), "SIGKILL");
  }
  const host = cluster.network.addressOf(1);
  const endpoint = `--endpoints=http://${host}:2379`;
  const words = [endpoint, "rm", "--recursive", "/service/jeton"];
  execFileSync("etcdctl", words, { env: { ...process.env, ETCDCTL_API: "2" }, stdio: "ignore" });
  for (const member of numbers) emptyOf(cluster, member);
  const data = dataOf(cluster.placeOf(1));
  cpSync(backupOf(cluster), data, { recursive: true });
  execFileSync("chown", ["-R", "65534:65534", data]);
  cluster.startMember(1);
  await cluster.primary();
  served();
  for (const member of numbers.slice(1)) cluster.startMember(member);
}

/** Seconds by which the primary's clock jumps, in turn. */
const clockSteps = [180, -180, 7200, -7200] as const;
let clockStepsMade = 0;

/**
 * The primary's clock jumps, and its PostgreSQL dies if Patroni leads on all the same. Its clock is mended
 * afterwards: a jump of a member that no longer leads.
 */
async function clockStepped(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  const seconds = clockSteps[clockStepsMade % clockSteps.length] ?? 0;
  clockStepsMade += 1;
  cluster.stepClock(before, seconds);
  try {
    const isLeft = await cluster.primary(before, clockPatience).then(
      () => true,
      () => false,
    );
    if (!isLeft) await killed(cluster, served);
    else served();
    console.error(
      `clock stepped by ${seconds} s: ${isLeft ? "lead lost" : "lead kept, then killed"}`,
    );
  } finally {
    cluster.stepClock(before, 0);
  }
}

/** As `waitsCancelled`, and the clock of whoever takes over is an hour behind. */
async function clocksBehind(cluster: Cluster, served: () => void): Promise<void> {
  const before = await cluster.primary();
  const others = numbers.filter((member) => member !== before);
  for (const member of others) cluster.stepClock(member, -3600);
  try {
    // Until the library has looked.
    await sleep(2000);
    await waitsCancelled(cluster, served);
    // Codes come that would pass if the floor were an hour behind.
    await sleep(10_000);
  } finally {
    for (const member of others) cluster.stepClock(member, 0);
  }
}

/** Several times what it takes another member to lead. */
const takeOverPatience = 40_000;
const switchPatience = 60_000;
/** Longer than the lead lasts by itself. */
const clockPatience = 15_000;

/** Takes the base backup that `restored` puts back. */
export async function takeBackup(cluster: Cluster): Promise<void> {
  const primary = await cluster.primary();
  const target = backupOf(cluster);
  rmSync(target, { recursive: true, force: true });
  execFileSync(
    join(cluster.programs, "pg_basebackup"),
    ["--pgdata", target, "--checkpoint=fast", "--dbname", cluster.urlOf(primary)],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
}

const numbers = Array.from({ length: members }, (_, index) => index + 1);

function backupOf(cluster: Cluster): string {
  return join(cluster.directory, "backup");
}

function emptyOf(cluster: Cluster, member: number): void {
  const data = dataOf(cluster.placeOf(member));
  rmSync(data, { recursive: true, force: true });
  execFileSync("mkdir", ["--mode=700", data]);
  chownSync(data, 65_534, 65_534);
}

/** Returns the member's processes whose command line or title has one of the words. */
function processesOf(
  cluster: Cluster,
  member: number,
  ...wanted: readonly string[]
): readonly number[] {
  return cluster.network.pidsAt(member).filter((pid) => {
    const file = `/proc/${pid}/cmdline`;
    const line = existsSync(file) ? readFileSync(file, "utf8") : "";
    return !line.startsWith("etcd") && wanted.some((word) => line.includes(word));
  });
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended in the meantime.
    }
  }
}
