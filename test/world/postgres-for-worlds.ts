import { findProgram, missingSentence } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";

/** No world is about what a disk keeps of a crash: `test/faults` is. */
const settings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/**
 * Starts a PostgreSQL server of this process's own on 127.0.0.1, for worlds that are played over it.
 *
 * @throws Error when PostgreSQL is not installed
 */
export function startPostgresForWorlds(): Promise<PostgresServer> {
  const path = findProgram(postgres.names) ?? findProgram(postgres.names, folders);
  if (path === null) throw new Error(`Cannot play over PostgreSQL: ${missingSentence(postgres)}`);
  return startPostgres(path, settings);
}

const folders = (postgres.folders ?? []).join(":");
