// `npm run bench:service`: logins a second over HTTP, on SQLite and on
// PostgreSQL, beside pgbench.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { unixMilliseconds } from "@jeton/core";
import { addToken } from "@jeton/service";
import {
  type OpenedStore,
  openPostgresStore,
  openSqliteStore,
  sealedDocuments,
} from "@jeton/store";
import { nodePorts } from "@jeton/validator/parts";
import { thisMachine } from "../bench/machine.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { findProgram, missingSentence } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { programOptions } from "../support/program-options.ts";
import { benchKeyring, benchParts, type HashKind } from "./bench-keys.ts";
import { build } from "./built-process.ts";
import { measureLoad } from "./measure-load.ts";
import { runPgbench } from "./pgbench.ts";
import { type LoadRow, type ServiceBench, servicePage } from "./report.ts";
import { measureStoreCost } from "./store-cost.ts";

const page = new URL("../../docs/reference/benchmarks-service.md", import.meta.url);
const { quick: isQuick, write: isWritten } = programOptions({
  script: "bench:service",
  does: "Measures log-ins a second over HTTP, on SQLite and on PostgreSQL, beside pgbench, and prints\ndocs/reference/benchmarks-service.md.",
  options: {
    write: { kind: "flag", help: "write the page, too" },
    quick: { kind: "flag", help: "a look, too short to quote" },
  },
  status: "0 measured; 2 wrong use, or PostgreSQL is missing.",
});
// So many keys that a key whose turn comes again has a new code to show.
const effort = isQuick
  ? {
      ...{ seconds: 3, processes: [1, 2], connections: [16, 64], clients: [1, 16] },
      ...{ sizes: [1000, 10_000], attempts: 200 },
      activeKeys: { trivial: 120_000, real: 20_000 },
      warmUpLogins: { trivial: 6000, real: 100 },
    }
  : {
      ...{ seconds: 8, processes: [1, 2], connections: [16, 64], clients: [1, 4, 16, 32, 64] },
      ...{ sizes: [1000, 10_000, 100_000, 1_000_000], attempts: 2000 },
      activeKeys: { trivial: 160_000, real: 20_000 },
      warmUpLogins: { trivial: 10_000, real: 300 },
    };

const program =
  findProgram(postgres.names) ?? findProgram(postgres.names, (postgres.folders ?? []).join(":"));
if (program === null) {
  console.error(`Cannot measure: ${missingSentence(postgres)}`);
  process.exit(2);
}
say("building");
build();
const machine = thisMachine();
const directory = makeStoreDirectory();
const server = await startPostgres(program, { shared_buffers: "512MB", max_wal_size: "4GB" });
try {
  const loads: LoadRow[] = [];
  for (const hash of ["trivial", "real"] as const) {
    const file = join(directory.path, `${hash}.sqlite`);
    const token = await fill(openSqliteStore(file), hash);
    loads.push(...(await loadsOf({ store: "SQLite", place: file, hash, token, postmaster: null })));
  }
  const urls = { trivial: await server.createDatabase(), real: await server.createDatabase() };
  const postgresVersion = `PostgreSQL ${await one(urls.real, "SHOW server_version")}`;
  const postmaster = Number(
    await one(urls.real, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"),
  );
  let roundTrips = Number.NaN;
  for (const hash of ["trivial", "real"] as const) {
    const token = await fill(await openPostgresStore(urls[hash]), hash);
    const before = await transactions(urls[hash]);
    const rows = await loadsOf({ store: "PostgreSQL", place: urls[hash], hash, token, postmaster });
    const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
    if (hash === "trivial") roundTrips = ((await transactions(urls[hash])) - before) / attempts;
    loads.push(...rows);
  }
  const pgbench: ServiceBench["pgbench"][number][] = [];
  for (const clients of effort.clients) {
    say(`pgbench, ${clients} clients`);
    const { seconds, activeKeys } = effort;
    const options = { program: join(server.programs, "pgbench"), url: urls.trivial, postmaster };
    const keys = activeKeys.trivial;
    pgbench.push({ clients, ...(await runPgbench({ ...options, keys, clients, seconds })) });
  }
  const costs: ServiceBench["costs"][number][] = [];
  const pageNow = () =>
    servicePage({
      ...{ machine, loadAtEnd: thisMachine().load, postgresVersion, isQuick },
      ...{ seconds: effort.seconds, activeKeys: effort.activeKeys },
      warmUpLogins: effort.warmUpLogins,
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
    if (isWritten) writeFileSync(page, pageNow());
  }
  console.log(pageNow());
} finally {
  await server.remove();
  directory.remove();
}

/** Fills a store, closes it, and answers an API token that it knows. */
async function fill(store: OpenedStore, hash: HashKind): Promise<string> {
  const keys = effort.activeKeys[hash];
  say(`${keys} keys, ${hash} hash`);
  await store.fill(benchParts(keys, { sealed: keys, hash }));
  const documents = sealedDocuments(store.documents, benchKeyring);
  const ports = { ...nodePorts, documents };
  const { token } = await addToken(ports, {
    ...{ name: "bench", scopes: ["authenticate"], createdBy: "bench" },
    expiresAt: unixMilliseconds(Date.now() + 24 * 3_600_000),
  });
  await store.close();
  return token;
}

/** Right PASSCODEs for each number of processes, and at last wrong ones. */
async function loadsOf(from: {
  readonly store: LoadRow["store"];
  readonly place: string;
  readonly hash: HashKind;
  readonly token: string;
  readonly postmaster: number | null;
}): Promise<readonly (LoadRow & { readonly attempts: number })[]> {
  const { store, hash } = from;
  const { seconds } = effort;
  const warmUpLogins = effort.warmUpLogins[hash];
  const rows: (LoadRow & { readonly attempts: number })[] = [];
  const [most = 1] = effort.processes.slice(-1);
  const [fewest = 1] = effort.connections;
  // The real hash takes all that there is, however many ask.
  const runs = (hash === "real" ? [fewest] : effort.connections).flatMap((connections) =>
    effort.processes.map((processes) => ({
      ...{ connections, processes, isRight: true, onOneCore: false },
    })),
  );
  const wrong = { connections: fewest, processes: most, isRight: false, onOneCore: false };
  // What a second core gives.
  const oneCore = { connections: fewest, processes: 1, isRight: true, onOneCore: true };
  const others = hash === "real" ? [oneCore, wrong] : [wrong];
  let firstKey = 0;
  for (const { connections, processes, isRight, onOneCore } of [...runs, ...others]) {
    const kind = `${isRight ? "right" : "wrong"} PASSCODEs${onOneCore ? ", on one core" : ""}`;
    say(`${store}, ${hash} hash, ${connections} to ${processes} processes, ${kind}`);
    const keys = effort.activeKeys[hash];
    const load = { connections, seconds, keys, firstKey, isRight, warmUpLogins };
    const result = await measureLoad({ ...from, processes, onOneCore, load });
    const attempts = result.nextKey - firstKey;
    const row = { store, hash, connections, processes, isRight, onOneCore };
    rows.push({ ...row, attempts, ...result });
    say(`${store}, ${hash} hash: ${Math.round(result.loginsPerSecond)} a second`);
    firstKey = result.nextKey;
  }
  return rows;
}

/** Returns how many transactions a database has carried out: each of our statements is one. */
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
