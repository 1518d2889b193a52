import { defaultPinHashCost } from "@jeton/core";
import type { Machine } from "../bench/machine.ts";
import type { HashKind } from "./bench-keys.ts";
import type { MeasuredLoad } from "./measure-load.ts";
import type { PgbenchResult } from "./pgbench.ts";
import type { StoreCost } from "./store-cost.ts";

export type LoadRow = MeasuredLoad & {
  readonly store: "SQLite" | "PostgreSQL";
  readonly hash: HashKind;
  readonly connections: number;
  readonly processes: number;
  /** Whether right PASSCODEs were given, or wrong ones. */
  readonly isRight: boolean;
  /** Whether the servers had one core of the machine only. */
  readonly onOneCore: boolean;
};

export type ServiceBench = {
  readonly machine: Machine;
  readonly loadAtEnd: string;
  readonly postgresVersion: string;
  readonly seconds: number;
  /** Logins on each process before what is measured. */
  readonly warmUpLogins: Readonly<Record<HashKind, number>>;
  readonly activeKeys: Readonly<Record<HashKind, number>>;
  readonly isQuick: boolean;
  readonly loads: readonly LoadRow[];
  /** Transactions of the database for each attempt answered over HTTP. */
  readonly roundTrips: number;
  readonly pgbench: readonly (PgbenchResult & { readonly clients: number })[];
  readonly costs: readonly (StoreCost & { readonly store: "SQLite" | "PostgreSQL" })[];
};

/** Returns docs/reference/benchmarks-service.md. */
export function servicePage(bench: ServiceBench): string {
  const { machine } = bench;
  return `# Benchmarks of the service

Logins over HTTP on real databases, servers, database and load generator all on one machine. What
counts are the ratios within this one run; figures of different machines or runs do not compare.

    npm run bench:service              prints this page
    npm run bench:service -- --write   writes it, too
    npm run bench:service -- --quick   a look, too short to quote

- Machine: ${machine.cpu}, ${machine.cores} cores; Node ${machine.node}; ${bench.postgresVersion}; ${machine.date}
- Load of the machine when it began and ended, other programs included: ${machine.load} and ${bench.loadAtEnd}${bench.isQuick ? "\n- **A quick look: too short to quote.**" : ""}
- Method: connections that are each always waiting for its answer; ${bench.seconds} s, after ${number(bench.warmUpLogins.trivial)} logins on
  each process (${number(bench.warmUpLogins.real)} with the real hash): Node compiles what it found to be used much, and a login costs a
  fresh process about three times as much. What a server does that runs for days is measured;
  \`POST /api/v1/authenticate\` with an API token and the PASSCODE of ${number(bench.activeKeys.trivial)} keys in turn
  (${number(bench.activeKeys.real)} with the real hash), so that each code is a fresh one. The servers are built, with the log and the metrics of
  \`jeton serve\`; only the request limit is off. Both databases write to the disk before they answer
  (\`synchronous = FULL\`, \`synchronous_commit = on\`).
- The real PIN hash is scrypt with N = 2^${defaultPinHashCost.logN}, r = ${defaultPinHashCost.r}; the trivial one costs nothing, so that the rest is seen.
- CPU is what a login took on all cores together, in milliseconds, and the share of the machine's CPU time
  that this was. Where the shares add up to the whole machine, more logins need more cores or less work.
- Loop late: how much later than asked for the event loop of a server came to its timers, 99 times of a hundred; of
  several servers the worst.

## Targets

| What | Wanted | Reached |
| --- | --- | --- |
${targets(bench)
  .map((cells) => `| ${cells.join(" | ")} |`)
  .join("\n")}

On PostgreSQL attempts that come at the same time share a statement, so that fewer than two are counted
for each; an attempt by itself asks two, one after the other (\`test/faults/postgres-away.test.ts\`).

## Logins a second

"Wrong" are PASSCODEs with a wrong code: all refused, at the cost of any refusal.

| Store | PIN hash | PASSCODEs | Connections | Processes | Logins a second | p50 | p99 | Loop late, p99 | Accepted | CPU of servers | of PostgreSQL | of the load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${bench.loads.map((row) => loadRow(row, machine.cores)).join("\n")}

\`pgbench\` does the same two statements on the same tables, prepared, one pair of them for each, with
nothing decided in between and no HTTP:

| Clients | Pairs a second | Mean | CPU of PostgreSQL | of pgbench |
| --- | --- | --- | --- | --- |
${bench.pgbench.map((row) => pgbenchRow(row, machine.cores)).join("\n")}

## Cost beside the number of keys

Loading and replacing through the port, one attempt after the other, on arbitrary keys of the store.

| Store | Keys | p50 | p99 | Filled in |
| --- | --- | --- | --- | --- |
${bench.costs.map((row) => `| ${row.store} | ${number(row.keys)} | ${milliseconds(row.p50)} | ${milliseconds(row.p99)} | ${row.fillSeconds.toFixed(1)} s |`).join("\n")}
`;
}

/** The best figure of SQLite before its changes shared a commit, and pgbench's best in that run (27 November 2026). */
const former = { sqlite: 753, pgbench: 3218 };

/**
 * Log-ins by password that Keycloak's sizing guide counts on for each second and vCPU ("Concepts for sizing CPU
 * and memory resources", keycloak.org/high-availability), by its own hash and on its authors' machines.
 */
const keycloakPerCore = 15;

function targets(bench: ServiceBench): readonly (readonly [string, string, string])[] {
  const best = (store: LoadRow["store"], hash: HashKind, onOneCore = false) =>
    Math.max(
      ...bench.loads
        .filter((row) => row.store === store && row.hash === hash && row.isRight)
        .filter((row) => row.onOneCore === onOneCore)
        .map(({ loginsPerSecond }) => loginsPerSecond),
    );
  const bestPgbench = Math.max(...bench.pgbench.map(({ pairsPerSecond }) => pairsPerSecond));
  const trivial = best("PostgreSQL", "trivial");
  const real = Math.max(best("SQLite", "real"), best("PostgreSQL", "real"));
  const { cores } = bench.machine;
  const late = (isOneProcess: boolean) =>
    bench.loads
      .filter((row) => row.hash === "real" && !row.onOneCore)
      .filter((row) => (row.processes === 1) === isOneProcess)
      .map((row) => row.loopDelay);
  return [
    [
      "Statements to the database for an attempt, the token's check and starting included",
      "≤ 2",
      bench.roundTrips.toFixed(2),
    ],
    [
      "Trivial hash on PostgreSQL, best of the rows below, beside pgbench's best",
      "≥ 0.75",
      (trivial / bestPgbench).toFixed(2),
    ],
    [
      `Trivial hash on SQLite, best of the rows, beside ${former.sqlite} a second before commits were shared`,
      "≥ 2",
      (best("SQLite", "trivial") / former.sqlite).toFixed(2),
    ],
    [
      `The same, each beside pgbench's best of its own run (then ${former.pgbench} a second), since disks have fast and slow days`,
      "≥ 2",
      ((best("SQLite", "trivial") / bestPgbench) * (former.pgbench / former.sqlite)).toFixed(2),
    ],
    [
      `Real hash, log-ins a second and core, beside the ${keycloakPerCore} of Keycloak's sizing guide`,
      "≥ 2",
      (real / cores / keycloakPerCore).toFixed(1),
    ],
    [
      `Real hash on SQLite, ${cores} cores beside one`,
      `${cores}`,
      (best("SQLite", "real") / best("SQLite", "real", true)).toFixed(2),
    ],
    [
      `Real hash, one process that has ${cores} cores: how late its event loop is, p99, worse store`,
      "< 10 ms",
      milliseconds(Math.max(...late(true))),
    ],
    [
      `Real hash, 2 processes on the same ${cores} cores, PASSCODEs right and wrong: the same, worst row`,
      "–",
      milliseconds(Math.max(...late(false))),
    ],
  ];
}

function loadRow(row: LoadRow, cores: number): string {
  const accepted = row.answered === 0 ? 0 : (100 * row.accepted) / row.answered;
  const { servers, database, load } = row.cpu;
  const cells = [
    ...[row.store, row.hash, row.isRight ? "right" : "wrong"],
    ...[row.connections, `${row.processes}${row.onOneCore ? ", on one core" : ""}`],
    ...[number(row.loginsPerSecond), milliseconds(row.p50), milliseconds(row.p99)],
    milliseconds(row.loopDelay),
    `${accepted.toFixed(0)} %`,
    ...[servers, database, load].map((each) => cpuCell(each, row.loginsPerSecond, cores)),
  ];
  return `| ${cells.join(" | ")} |`;
}

function pgbenchRow(row: ServiceBench["pgbench"][number], cores: number): string {
  const { database, load } = row.cpu;
  const cells = [
    ...[row.clients, number(row.pairsPerSecond), milliseconds(row.mean)],
    ...[database, load].map((each) => cpuCell(each, row.pairsPerSecond, cores)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** `each` in milliseconds of CPU, so many of them a second. */
function cpuCell(each: number | null, perSecond: number, cores: number): string {
  if (each === null) return "in the server";
  if (!Number.isFinite(each)) return "not known";
  return `${milliseconds(each)}, ${((each * perSecond) / cores / 10).toFixed(0)} %`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function milliseconds(value: number): string {
  if (Number.isNaN(value)) return "none answered";
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}
