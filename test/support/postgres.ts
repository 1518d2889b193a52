import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { falseClock } from "./false-clock.ts";
import { type ExternalProgram, findProgram } from "./needs.ts";

/** A PostgreSQL server of a test's own, on 127.0.0.1 and a free port. */
export type PostgresServer = {
  readonly port: number;
  /** The programs beside the server: psql, pgbench. */
  readonly programs: string;
  /** Makes an empty database and answers its URL. */
  readonly createDatabase: () => Promise<string>;
  /** Runs SQL in the database of a URL. */
  readonly query: (url: string, sql: string) => Promise<pg.QueryResult>;
  /** The URL of a database of that name. */
  readonly urlOf: (database: string) => string;
  /** Ends the server as a crash does: what stands in no log on the disk is lost. */
  readonly crash: () => Promise<void>;
  /** Ends the server as an administrator does. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Makes a standby the primary. */
  readonly promote: () => Promise<void>;
  /** Ends the server and removes all that it had. */
  readonly remove: () => Promise<void>;
};

/** Debian keeps the server's programs out of PATH, in a folder for each version. */
const folders = [17, 16, 15, 14].map((version) => `/usr/lib/postgresql/${version}/bin`);

export const postgres: ExternalProgram = {
  names: ["postgres"],
  debianPackage: "postgresql",
  folders,
};

const owner = "owner";
const patience = 60_000;

/**
 * Starts a server in a fresh directory; `path` is that of the program `postgres`, further settings
 * are the server's own. It does not outlive this process.
 */
export async function startPostgres(
  path: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const place = makePlace(path);
  const setUp = ["--auth=trust", `--username=${owner}`, "--no-sync", "--encoding=UTF8"];
  place.run("initdb", [...setUp, "--locale=C.UTF-8", "-D", place.data]);
  return serve(place, settings);
}

/** Starts a standby of `primary` in a directory of its own; under `name` the primary can wait for it. */
export async function startStandby(
  path: string,
  primary: PostgresServer,
  {
    name,
    settings = {},
  }: { readonly name: string; readonly settings?: Readonly<Record<string, string>> },
): Promise<PostgresServer> {
  const place = makePlace(path);
  copyBase(place, primary, ["--write-recovery-conf"]);
  const from = `host=127.0.0.1 port=${primary.port} user=${owner} application_name=${name}`;
  return serve(place, { ...settings, primary_conninfo: from, cluster_name: name });
}

/** Copies a running server's data, as a backup does; `startBackup` starts a server on it. */
export function takeBackup(path: string, server: PostgresServer): PostgresBackup {
  const place = makePlace(path);
  copyBase(place, server, ["--wal-method=stream"]);
  return place;
}

/** A data directory that nobody serves. */
export type PostgresBackup = Place;

/** Starts a server on a backup, which is that server's own from then on; its clock may be wrong. */
export function startBackup(
  backup: PostgresBackup,
  settings: Readonly<Record<string, string>> = {},
  clockWrongBySeconds = 0,
): Promise<PostgresServer> {
  return serve(backup, settings, clockWrongBySeconds);
}

function copyBase(place: Place, from: PostgresServer, words: readonly string[]): void {
  const source = ["-h", "127.0.0.1", "-p", `${from.port}`, "-U", owner];
  place.run("pg_basebackup", [
    ...source,
    "-D",
    place.data,
    "--checkpoint=fast",
    "--no-sync",
    ...words,
  ]);
}

type Place = {
  readonly programs: string;
  readonly directory: string;
  readonly data: string;
  /** Runs a program beside the server, as the server's user. */
  readonly run: (program: string, words: readonly string[]) => void;
};

function makePlace(path: string): Place {
  // A link in PATH stands elsewhere than the server's other programs.
  const beside = dirname(realpathSync(path));
  const programs =
    [beside, ...folders].find((folder) => existsSync(join(folder, "initdb"))) ?? beside;
  const directory = mkdtempSync(join(tmpdir(), "jeton-postgres-"));
  const user = serverUser();
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid ?? user.uid);
  return {
    ...{ programs, directory, data: join(directory, "data") },
    run(program, words) {
      const how = { ...user, cwd: directory, stdio: ["ignore", "ignore", "pipe"] as const };
      execFileSync(join(programs, program), words, { ...how, stdio: [...how.stdio] });
    },
  };
}

async function serve(
  { programs, directory, data, run }: Place,
  settings: Readonly<Record<string, string>>,
  clockWrongBySeconds = 0,
): Promise<PostgresServer> {
  const port = await freePort();
  let process_: ChildProcess | null = null;
  const clock = clockWrongBySeconds === 0 ? null : falseClock(join(directory, "clock"));
  clock?.step(clockWrongBySeconds);

  async function start(): Promise<void> {
    const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...settings };
    const words = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = [join(programs, "postgres"), "-D", data, "-p", `${port}`, ...words];
    const [program = "", ...rest] = [...(clock?.words ?? []), ...server];
    process_ = startBound(program, rest, {
      ...serverUser(),
      cwd: directory,
    });
    let complaints = "";
    process_.stderr?.on("data", (text) => {
      complaints = (complaints + String(text)).slice(-4000);
    });
    for (const deadline = Date.now() + patience; ; ) {
      if (process_.exitCode !== null) throw new Error(`Cannot start PostgreSQL: ${complaints}`);
      if (await answers(urlOf(port, "postgres"))) return;
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not come up: ${complaints}`);
      await sleep(30);
    }
  }

  /** SIGQUIT: "immediate shutdown", which leads to recovery at the next start. */
  async function crash(signal: NodeJS.Signals = "SIGQUIT"): Promise<void> {
    const ending = process_;
    process_ = null;
    if (ending === null || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await ended;
  }

  await start();
  let databases = 0;
  const query: PostgresServer["query"] = async (url, sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    port,
    programs,
    query,
    async createDatabase() {
      databases += 1;
      const name = `jeton_${databases}`;
      await query(urlOf(port, "postgres"), `CREATE DATABASE ${name}`);
      return urlOf(port, name);
    },
    urlOf: (database) => urlOf(port, database),
    crash: () => crash(),
    stop: () => crash("SIGINT"),
    start,
    promote: async () => run("pg_ctl", ["promote", "-w", "-D", data]),
    async remove() {
      await crash();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Returns the user of servers that refuse to run as root: none when we are not. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  const nobody = { uid: 65_534, gid: 65_534 };
  return process.getuid?.() === 0 ? nobody : {};
}

/** Starts a program that is ended with us, even when we are killed, where the system can do that. */
export function startBound(
  program: string,
  words: readonly string[],
  { uid, gid, cwd }: { readonly uid?: number; readonly gid?: number; readonly cwd: string },
): ChildProcess {
  const setpriv = findProgram(["setpriv"]);
  const stdio = ["ignore", "ignore", "pipe"] as const;
  if (setpriv === null) return spawn(program, words, { uid, gid, cwd, stdio: [...stdio] });
  const become =
    uid === undefined ? [] : ["--reuid", `${uid}`, "--regid", `${gid}`, "--clear-groups"];
  return spawn(setpriv, ["--pdeathsig", "QUIT", ...become, program, ...words], {
    cwd,
    stdio: [...stdio],
  });
}

function urlOf(port: number, database: string): string {
  return `postgres://${owner}@127.0.0.1:${port}/${database}`;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
