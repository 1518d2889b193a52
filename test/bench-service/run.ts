// `npm run bench:service [-- --write] [-- --quick]`: logins a second over HTTP, on SQLite and on
// PostgreSQL, beside pgbench.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type OpenedStore, openPostgresStore, openSqliteStore } from "@jeton/store";
import { thisMachine } from "../bench/machine.ts";
import { nextMessage, startSource, stopProcess } from "../contracts/source-process.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { findProgram, missingSentence } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { benchParts, type HashKind } from "./bench-keys.ts";
import { loadHttp } from "./http-load.ts";
import { runPgbench } from "./pgbench.ts";
import { type LoadRow, type ServiceBench, servicePage } from "./report.ts";
import { measureStoreCost } from "./store-cost.ts";

const page = new URL("../../docs/reference/benchmarks-service.md", import.meta.url);
const isQuick = process.argv.includes("--quick");
const effort = isQuick
  ? { seconds: 2, activeKeys: 3000, processes: [1, 2], sizes: [1000, 10_000], attempts: 200 }
  : {
      ...{ seconds: 6, activeKeys: 10_000, processes: [1, 2, 4], attempts: 1000 },
      sizes: [1000, 10_000, 100_000, 1_000_000],
    };
const connections = 16;

const program =
  findProgram(postgres.names) ?? findProgram(postgres.names, (postgres.folders ?? []).join(":"));
if (program === null) {
  console.error(`Cannot measure: ${missingSentence(postgres)}`);
  process.exit(2);
}
const machine = thisMachine();
const directory = makeStoreDirectory();
const server = await startPostgres(program, { shared_buffers: "512MB", max_wal_size: "4GB" });
try {
  const loads: LoadRow[] = [];
  for (const hash of ["trivial", "real"] as const) {
    const file = join(directory.path, `${hash}.sqlite`);
    await fill(openSqliteStore(file), hash);
    loads.push(...(await loadsOf("SQLite", file, hash)).rows);
  }
  const urls = { trivial: await server.createDatabase(), real: await server.createDatabase() };
  const postgresVersion = `PostgreSQL ${await one(urls.real, "SHOW server_version")}`;
  let roundTrips = Number.NaN;
  for (const hash of ["trivial", "real"] as const) {
    await fill(await openPostgresStore(urls[hash]), hash);
    const before = await transactions(urls[hash]);
    const { rows, attempts } = await loadsOf("PostgreSQL", urls[hash], hash);
    if (hash === "trivial") roundTrips = ((await transactions(urls[hash])) - before) / attempts;
    loads.push(...rows);
  }
  const pgbench: ServiceBench["pgbench"][number][] = [];
  for (const clients of [1, 10, connections]) {
    say(`pgbench, ${clients} clients`);
    const url = urls.trivial;
    const { seconds, activeKeys: keys } = effort;
    const options = { program: join(server.programs, "pgbench"), url, keys, clients, seconds };
    pgbench.push({ clients, ...(await runPgbench(options)) });
  }
  const costs: ServiceBench["costs"][number][] = [];
  const pageNow = () =>
    servicePage({
      ...{ machine, loadAtEnd: thisMachine().load, postgresVersion, connections, isQuick },
      ...{ seconds: effort.seconds, activeKeys: effort.activeKeys },
      ...{ loads, roundTrips, pgbench, costs },
    });
  for (const keys of effort.sizes) {
    say(`${keys} keys`);
    for (const store of ["SQLite", "PostgreSQL"] as const) {
      const opened: OpenedStore =
        store === "SQLite"
          ? openSqliteStore(join(directory.path, `${keys}.sqlite`))
          : await openPostgresStore(await server.createDatabase());
      costs.push({
        store,
        ...(await measureStoreCost(opened, { keys, attempts: effort.attempts })),
      });
      await opened.close();
    }
    // A million keys take their time: what was measured until then is kept.
    if (process.argv.includes("--write")) writeFileSync(page, pageNow());
  }
  console.log(pageNow());
} finally {
  await server.remove();
  directory.remove();
}

async function fill(store: OpenedStore, hash: HashKind): Promise<void> {
  const { activeKeys } = effort;
  say(`${activeKeys} keys, ${hash} hash`);
  await store.fill(benchParts(activeKeys, { sealed: activeKeys, hash }));
  await store.close();
}

async function loadsOf(
  store: LoadRow["store"],
  place: string,
  hash: HashKind,
): Promise<{ readonly rows: readonly LoadRow[]; readonly attempts: number }> {
  const rows: LoadRow[] = [];
  let firstKey = 0;
  for (const processes of effort.processes) {
    say(`${store}, ${hash} hash, ${processes} processes`);
    const nodes = Array.from({ length: processes }, () =>
      startSource("test/bench-service/server.ts", place, hash),
    );
    try {
      const ports = await Promise.all(nodes.map((node) => nextMessage<number>(node)));
      const { seconds, activeKeys: keys } = effort;
      const result = await loadHttp({ ports, connections, seconds, keys, firstKey });
      rows.push({ store, hash, processes, ...result });
      firstKey = result.nextKey;
    } finally {
      await Promise.all(nodes.map((node) => stopProcess(node, "SIGTERM")));
    }
  }
  return { rows, attempts: firstKey };
}

/** Answers how many transactions a database has carried out: each of our statements is one. */
async function transactions(url: string): Promise<number> {
  // A connection counts its own with a second's delay.
  await sleep(1500);
  const name = new URL(url).pathname.slice(1);
  return Number(
    await one(url, `SELECT xact_commit AS answer FROM pg_stat_database WHERE datname = '${name}'`),
  );
}

async function one(url: string, sql: string): Promise<string> {
  const { rows } = await server.query(url, sql);
  return String(Object.values(rows[0] ?? {})[0]);
}

function say(what: string): void {
  console.error(`Measuring: ${what}`);
}
