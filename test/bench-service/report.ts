import type { Machine } from "../bench/machine.ts";
import type { HashKind } from "./bench-keys.ts";
import type { LoadResult } from "./http-load.ts";
import type { StoreCost } from "./store-cost.ts";

export type LoadRow = LoadResult & {
  readonly store: "SQLite" | "PostgreSQL";
  readonly hash: HashKind;
  readonly processes: number;
};

export type ServiceBench = {
  readonly machine: Machine;
  readonly loadAtEnd: string;
  readonly postgresVersion: string;
  readonly seconds: number;
  readonly connections: number;
  readonly activeKeys: number;
  readonly isQuick: boolean;
  readonly loads: readonly LoadRow[];
  /** Transactions of the database for each attempt answered over HTTP. */
  readonly roundTrips: number;
  readonly pgbench: readonly {
    readonly clients: number;
    readonly pairsPerSecond: number;
    readonly meanMilliseconds: number;
  }[];
  readonly costs: readonly (StoreCost & { readonly store: "SQLite" | "PostgreSQL" })[];
};

/** Answers docs/reference/benchmarks-service.md. */
export function servicePage(bench: ServiceBench): string {
  const { machine } = bench;
  const best = Math.max(
    ...bench.loads
      .filter(({ store, hash }) => store === "PostgreSQL" && hash === "trivial")
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
- Method: ${bench.connections} connections, each always waiting for its answer; ${bench.seconds} s after one of warming up;
  \`POST /api/v1/authenticate\` with the right PASSCODE of ${number(bench.activeKeys)} keys in turn. Both databases write
  to the disk before they answer (\`synchronous = FULL\`, \`synchronous_commit = on\`).
- The real PIN hash is scrypt with N = 2^14, r = 8 (16 MiB); the trivial one costs nothing, so that the rest is seen.

## Targets

| What | Wanted | Reached |
| --- | --- | --- |
| Statements to the database for an API request, the token's check (1) and starting included | ≤ 2 and the check | ${bench.roundTrips.toFixed(2)} |
| Trivial hash, best of the rows below, beside pgbench's best | ≥ 0.5 | ${(best / bestPgbench).toFixed(2)} |

## Logins a second

| Store | PIN hash | Processes | Logins a second | p50 | p99 | Accepted |
| --- | --- | --- | --- | --- | --- | --- |
${bench.loads.map(loadRow).join("\n")}

\`pgbench\` does the same two statements on the same tables, prepared, with nothing decided in between
and no HTTP:

| Clients | Pairs a second | Mean |
| --- | --- | --- |
${bench.pgbench.map((row) => `| ${row.clients} | ${number(row.pairsPerSecond)} | ${milliseconds(row.meanMilliseconds)} |`).join("\n")}

## Cost beside the number of keys

Loading and replacing through the port, one attempt after the other, on arbitrary keys of the store.

| Store | Keys | p50 | p99 | Filled in |
| --- | --- | --- | --- | --- |
${bench.costs.map((row) => `| ${row.store} | ${number(row.keys)} | ${milliseconds(row.p50)} | ${milliseconds(row.p99)} | ${row.fillSeconds.toFixed(1)} s |`).join("\n")}
`;
}

function loadRow(row: LoadRow): string {
  const accepted = row.answered === 0 ? 0 : (100 * row.accepted) / row.answered;
  return `| ${row.store} | ${row.hash} | ${row.processes} | ${number(row.loginsPerSecond)} | ${milliseconds(row.p50)} | ${milliseconds(row.p99)} | ${accepted.toFixed(0)} % |`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function milliseconds(value: number): string {
  if (Number.isNaN(value)) return "none answered";
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}
