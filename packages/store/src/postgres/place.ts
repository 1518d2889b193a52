import { OtpError } from "@jeton/core";
import pg from "pg";
import { parse } from "pg-connection-string";
import { postgresLimits } from "./limits.ts";

/** Where a PostgreSQL store is: how to reach it, and how to speak of it. */
export type PostgresPlace = {
  readonly config: pg.PoolConfig;
  /** For people: user, host, port and database, never a password. */
  readonly name: string;
};

/** Answers whether a store's name is that of a PostgreSQL database rather than a file. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:/i.test(text);
}

/**
 * Answers the place that a URL names, `postgres://user@host:5432/database`. What it leaves out comes
 * from PGUSER, PGPASSWORD and their like, or from ~/.pgpass. Throws OtpError STORE_UNUSABLE, which
 * does not repeat the URL, when it cannot be read.
 */
export function postgresPlace(url: string): PostgresPlace {
  const { statementMillisecondsMax, answerMillisecondsMax, connectionsMax } = postgresLimits;
  const read = readUrl(url);
  const { host, port, user, database } = read;
  const config: pg.PoolConfig = {
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: postgresLimits.connectMillisecondsMax,
    statement_timeout: statementMillisecondsMax,
    lock_timeout: statementMillisecondsMax,
    idle_in_transaction_session_timeout: statementMillisecondsMax,
    query_timeout: answerMillisecondsMax,
    keepAlive: true,
    application_name: "jeton",
    types: { getTypeParser },
  };
  const at = `${user ? `${user}@` : ""}${host ?? ""}${port ? `:${port}` : ""}`;
  return { config, name: `postgres://${at}/${database ?? ""}` };
}

/** Answers how people are told of the store at a URL: without its password. Throws as `postgresPlace`. */
export function postgresName(url: string): string {
  return postgresPlace(url).name;
}

function readUrl(url: string): ReturnType<typeof parse> {
  try {
    if (isPostgresUrl(url)) return parse(url);
  } catch {
    // The parser's own error repeats the URL, and with it the password.
  }
  throw new OtpError(
    "STORE_UNUSABLE",
    "Cannot use the store's URL: it cannot be read, expected postgres://user@host:5432/database with special characters of a password written as %XX",
  );
}

const int8 = 20;

/** The driver answers bigint as text; all of ours are below 2^53, which the schema checks. */
const getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === int8 && format !== "binary"
    ? Number
    : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser;
