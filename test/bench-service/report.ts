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
  const best = Math.max(
    ...bench.loads
      .filter(({ store, hash, isRight }) => store === "PostgreSQL" && hash === "trivial" && isRight)
      .map(({ loginsPerSecond }) => loginsPerSecond),
  );
  const bestPgbench = Math.max(...bench.pgbench.map(({ pairsPerSecond }) => pairsPerSecond));
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

## Targets

| What | Wanted | Reached |
| --- | --- | --- |
| Statements to the database for an attempt, the token's check and starting included | ≤ 2 | ${bench.roundTrips.toFixed(2)} |
| Trivial hash, best of the rows below, beside pgbench's best | ≥ 0.5 | ${(best / bestPgbench).toFixed(2)} |

On PostgreSQL attempts that come at the same time share a statement, so that fewer than two are counted
for each; an attempt by itself asks two, one after the other (\`test/faults/postgres-away.test.ts\`).

## Logins a second

"Wrong" are PASSCODEs with a wrong code: all refused, at the cost of any refusal.

| Store | PIN hash | PASSCODEs | Connections | Processes | Logins a second | p50 | p99 | Accepted | CPU of servers | of PostgreSQL | of the load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
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

function loadRow(row: LoadRow, cores: number): string {
  const accepted = row.answered === 0 ? 0 : (100 * row.accepted) / row.answered;
  const { servers, database, load } = row.cpu;
  const cells = [
    ...[row.store, row.hash, row.isRight ? "right" : "wrong"],
    ...[row.connections, row.processes],
    ...[number(row.loginsPerSecond), milliseconds(row.p50), milliseconds(row.p99)],
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
