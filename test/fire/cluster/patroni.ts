import { type ChildProcess, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { FalseClock } from "../../support/false-clock.ts";
import type { Network } from "./network.ts";

export const postgresPort = 5432;
export const restPort = 8008;
export const superuser = "owner";

/** PostgreSQL refuses to run as root. */
const nobody = 65_534;

/**
 * What is the same for all members. `synchronous_mode_strict`: a primary without a standby that follows
 * accepts nothing, so that no accepted attempt stands on one machine only. A lock of 10 s and a look
 * every second are shorter than Patroni's defaults, so that failovers are many.
 */
const clusterSettings = {
  ...{ ttl: 10, loop_wait: 1, retry_timeout: 4, maximum_lag_on_failover: 10_000_000 },
  ...{ synchronous_mode: true, synchronous_mode_strict: true, primary_start_timeout: 0 },
  postgresql: {
    ...{ use_pg_rewind: true, use_slots: false },
    parameters: {
      ...{ wal_log_hints: "on", wal_keep_size: "512MB", max_connections: 100 },
      ...{ wal_sender_timeout: "4s", wal_receiver_timeout: "4s", shared_buffers: "32MB" },
      // A standby that does not get through to the new primary at once tries again after this time. No
      // commit is answered before one did, and the default is 5 s.
      wal_retrieve_retry_interval: "250ms",
    },
  },
};

export type PatroniPlace = {
  readonly member: number;
  readonly etcd: readonly string[];
  readonly directory: string;
  /** Where PostgreSQL's programs are. */
  readonly programs: string;
  /** Of PostgreSQL; null: that of the machine. */
  readonly clock: FalseClock | null;
};

/** Returns where a member keeps its data. */
export function dataOf({ directory, member }: PatroniPlace): string {
  return join(directory, `data-${member}`);
}

function logOf({ directory, member }: PatroniPlace): string {
  return join(directory, `patroni-${member}.log`);
}

/**
 * Returns how many times pg_rewind brought the member back: it had gone on alone, and what nobody else had
 * was taken from it.
 */
export function rewindsOf(place: PatroniPlace): number {
  return readFileSync(logOf(place), "utf8").split("pg_rewind exit code=0").length - 1;
}

/** Starts the Patroni of a member, which starts its PostgreSQL. */
export function startPatroni(network: Network, place: PatroniPlace): ChildProcess {
  const { member, directory } = place;
  const file = join(directory, `patroni-${member}.json`);
  const sockets = join(directory, `sockets-${member}`);
  mkdirSync(sockets, { recursive: true });
  chownSync(sockets, nobody, nobody);
  // JSON is YAML too.
  const programs = place.clock === null ? place.programs : programsWithClock(place, place.clock);
  const configuration = patroniConfiguration(network, { ...place, programs }, sockets);
  writeFileSync(file, JSON.stringify(configuration));
  const log = openSync(logOf(place), "a");
  const [program = "", ...words] = network.at(member);
  const become = ["setpriv", "--reuid", `${nobody}`, "--regid", `${nobody}`, "--clear-groups"];
  return spawn(program, [...words, ...become, "patroni", file], {
    cwd: directory,
    stdio: ["ignore", log, log],
    env: { ...process.env, HOME: directory },
  });
}

/** Makes a folder of PostgreSQL's programs in which the server is started with that clock. */
function programsWithClock(
  { directory, member, programs }: PatroniPlace,
  clock: FalseClock,
): string {
  const folder = join(directory, `programs-${member}`);
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  for (const name of readdirSync(programs)) {
    if (name !== "postgres") symlinkSync(join(programs, name), join(folder, name));
  }
  const words = [...clock.words, join(programs, "postgres"), '"$@"'];
  writeFileSync(join(folder, "postgres"), `#!/bin/sh\nexec ${words.join(" ")}\n`, { mode: 0o755 });
  return folder;
}

/** Returns what a member's Patroni is told: the guide on clusters has the same. */
export function patroniConfiguration(network: Network, place: PatroniPlace, sockets: string) {
  const own = network.addressOf(place.member);
  const access = ["local all all trust", "host all all 10.77.0.0/24 trust"];
  return {
    ...{ scope: "jeton", name: `m${place.member}` },
    restapi: { listen: `${own}:${restPort}`, connect_address: `${own}:${restPort}` },
    // By its API of version 2: the cache that Patroni 3.0 keeps of version 3 is stale after a pause.
    etcd: { hosts: place.etcd },
    bootstrap: {
      dcs: clusterSettings,
      initdb: [{ encoding: "UTF8" }, { locale: "C.UTF-8" }, "data-checksums"],
    },
    postgresql: {
      ...{ listen: `${own}:${postgresPort}`, connect_address: `${own}:${postgresPort}` },
      ...{ data_dir: dataOf(place), bin_dir: place.programs },
      pg_hba: [...access, "host replication all 10.77.0.0/24 trust"],
      authentication: {
        superuser: { username: superuser },
        replication: { username: "replicator" },
        rewind: { username: superuser },
      },
      parameters: { unix_socket_directories: sockets },
    },
  };
}
