import type { ChildProcess } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { falseClock } from "../../support/false-clock.ts";
import { etcdHosts, startEtcd } from "./etcd.ts";
import { startProxy } from "./haproxy.ts";
import { makeNetwork, type Network } from "./network.ts";
import { dataOf, postgresPort, restPort, rewindsOf, startPatroni, superuser } from "./patroni.ts";

export const members = 3;

/** What Patroni says of a member. */
export type MemberView = {
  readonly name: string;
  /** `leader`, `sync_standby`, `replica`. */
  readonly role: string;
  readonly state: string;
  readonly timeline?: number;
};

export type Cluster = {
  readonly network: Network;
  readonly directory: string;
  readonly programs: string;
  /** Through the proxy, to the primary. */
  readonly url: string;
  /** To a member itself. */
  readonly urlOf: (member: number) => string;
  readonly startMember: (member: number) => void;
  /** Returns what the members say, or null while none of them answers. */
  readonly view: () => Promise<readonly MemberView[] | null>;
  /** Waits until one leads that is not `but`, and returns it. Fails when none does for so long. */
  readonly primary: (but?: number, milliseconds?: number) => Promise<number>;
  /** Makes the clock of a member wrong by so many seconds, when the clocks can be set. */
  readonly stepClock: (member: number, seconds: number) => void;
  /** Waits until all follow and one of them is synchronous. */
  readonly isWhole: () => Promise<void>;
  readonly query: (url: string, sql: string) => Promise<pg.QueryResult>;
  readonly placeOf: (member: number) => Parameters<typeof dataOf>[0];
  /** Returns how many times pg_rewind brought a member back. */
  readonly rewinds: () => number;
  readonly remove: () => void;
};

/** Long enough for a rewind on a machine that others use too. */
const patience = 300_000;

/**
 * Starts three members with etcd, Patroni and PostgreSQL each, and a proxy in front of them. If
 * `hasOwnClocks`, those of PostgreSQL can be set. Patroni and etcd ask the machine's: the library that lies
 * about the time breaks Python's sleep, and a program in Go does not ask it.
 */
export async function startCluster(
  programs: string,
  { hasOwnClocks = false } = {},
): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-cluster-"));
  chmodSync(directory, 0o777);
  const network = makeNetwork(members);
  const children: ChildProcess[] = [];
  const numbers = Array.from({ length: members }, (_, index) => index + 1);
  const etcd = etcdHosts(network, members);
  const clocks = numbers.map((member) =>
    hasOwnClocks ? falseClock(join(directory, `clock-${member}`)) : null,
  );
  const placeOf = (member: number) => {
    const clock = clocks[member - 1] ?? null;
    return { member, etcd, directory, programs, clock };
  };
  for (const member of numbers) {
    children.push(startEtcd(network, { member, members, directory }));
    const data = dataOf(placeOf(member));
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, 65_534, 65_534);
  }
  const proxy = startProxy(network, { members, directory });
  children.push(proxy.process);
  const cluster: Cluster = {
    ...{ network, directory, programs, placeOf, view, primary, isWhole, query },
    url: `postgres://${superuser}@127.0.0.1:${proxy.port}/postgres`,
    urlOf: (member) =>
      `postgres://${superuser}@${network.addressOf(member)}:${postgresPort}/postgres`,
    rewinds: () => numbers.reduce((sum, member) => sum + rewindsOf(placeOf(member)), 0),
    startMember: (member) => void children.push(startPatroni(network, placeOf(member))),
    stepClock(member, seconds) {
      const clock = clocks[member - 1] ?? null;
      if (clock === null) throw new Error("Cannot set a clock: the members have the machine's");
      clock.step(seconds);
    },
    remove() {
      process.off("exit", cluster.remove);
      network.remove();
      for (const child of children) child.kill("SIGKILL");
      rmSync(directory, { recursive: true, force: true });
    },
  };
  // Whoever stops a long run leaves nothing behind.
  process.once("exit", cluster.remove);

  async function view(): Promise<readonly MemberView[] | null> {
    const views = await Promise.all(numbers.map((member) => askMember(network, member)));
    // One that was cut off or paused still holds that it leads.
    const known = views.filter((each) => each !== null);
    return known.sort((one, other) => timelineOf(other) - timelineOf(one))[0] ?? null;
  }

  async function primary(but?: number, milliseconds = patience): Promise<number> {
    for (const deadline = Date.now() + milliseconds; ; await sleep(50)) {
      for (const member of numbers) {
        if (member !== but && (await leads(network, member))) return member;
      }
      if (Date.now() > deadline)
        throw new Error(`No member leads: ${JSON.stringify(await view())}`);
    }
  }

  async function isWhole(): Promise<void> {
    for (const deadline = Date.now() + patience; ; await sleep(200)) {
      const seen = (await view()) ?? [];
      const leader = seen.find(({ role }) => role === "leader");
      const following = seen.filter(
        ({ state, timeline }) =>
          (state === "running" || state === "streaming") && timeline === leader?.timeline,
      );
      const isSynchronous = seen.some(({ role }) => role === "sync_standby");
      if (following.length === members && isSynchronous) return;
      if (Date.now() > deadline)
        throw new Error(`The cluster is not whole: ${JSON.stringify(seen)}`);
    }
  }

  try {
    for (const member of numbers) cluster.startMember(member);
    await isWhole();
    return cluster;
  } catch (error) {
    cluster.remove();
    throw error;
  }
}

async function askMember(network: Network, member: number): Promise<readonly MemberView[] | null> {
  try {
    const url = `http://${network.addressOf(member)}:${restPort}/cluster`;
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    return ((await response.json()) as { members: readonly MemberView[] }).members;
  } catch {
    return null;
  }
}

async function leads(network: Network, member: number): Promise<boolean> {
  try {
    const url = `http://${network.addressOf(member)}:${restPort}/primary`;
    const { status } = await fetch(url, { signal: AbortSignal.timeout(1000) });
    return status === 200;
  } catch {
    return false;
  }
}

function timelineOf(view: readonly MemberView[]): number {
  return Math.max(0, ...view.map(({ timeline }) => timeline ?? 0));
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
