import { OtpError } from "@jeton/core";
import pg from "pg";
import { parse, toClientConfig } from "pg-connection-string";
import { postgresLimits } from "./limits.ts";

/** Where a PostgreSQL store is: how to reach it, and how to speak of it. */
export type PostgresPlace = {
  readonly config: pg.PoolConfig;
  /** For people: user, host, port and database, never a password. */
  readonly name: string;
  /**
   * Whether a pooler in transaction mode stands before the server: each transaction may get another session,
   * so that nothing may be prepared or set in one.
   */
  readonly isPooled: boolean;
};

/**
 * What holds for all of our sessions, whatever the server, the database or the role has as its default.
 * Without warnings a cancelled wait for a standby looks like success; under stricter isolation than
 * every statement was written for, those would be undone that only waited for one another.
 */
const sessionSettings = [
  "-c client_min_messages=warning",
  "-c default_transaction_isolation=read\\ committed",
] as const;

/** Returns whether a store's name is that of a PostgreSQL database rather than a file. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:/i.test(text);
}

/**
 * Returns the place that a URL names, `postgres://user@host:5432/database`. What it leaves out comes
 * from PGUSER, PGPASSWORD and their like, or from ~/.pgpass. `?pooler=transaction` says that a pooler
 * shares sessions among clients. Throws OtpError STORE_UNUSABLE, which does not repeat the URL, when
 * it cannot be read.
 */
export function postgresPlace(url: string): PostgresPlace {
  const { statementMillisecondsMax, answerMillisecondsMax, connectionsMax } = postgresLimits;
  const { read, client, isPooled } = readUrl(url);
  const { host, port, user, database, options = "" } = read;
  const session: pg.PoolConfig = {
    // The last one of a name counts.
    options: [options, ...sessionSettings].join(" ").trim(),
    statement_timeout: statementMillisecondsMax,
    lock_timeout: statementMillisecondsMax,
    idle_in_transaction_session_timeout: statementMillisecondsMax,
  };
  const config: pg.PoolConfig = {
    ...client,
    ...(isPooled ? {} : session),
    max: connectionsMax,
    connectionTimeoutMillis: postgresLimits.connectMillisecondsMax,
    query_timeout: answerMillisecondsMax,
    keepAlive: true,
    application_name: "jeton",
    types: { getTypeParser },
  };
  const at = `${user ? `${user}@` : ""}${host ?? ""}${port ? `:${port}` : ""}`;
  return { config, name: `postgres://${at}/${database ?? ""}`, isPooled };
}

/** Returns how people are told of the store at a URL: without its password. Throws as `postgresPlace`. */
export function postgresName(url: string): string {
  return postgresPlace(url).name;
}

function readUrl(url: string): {
  readonly read: ReturnType<typeof parse>;
  readonly client: ReturnType<typeof toClientConfig>;
  readonly isPooled: boolean;
} {
  try {
    if (isPostgresUrl(url)) {
      const { pooler, ...read } = parse(url) as ReturnType<typeof parse> & { pooler?: string };
      if (pooler === undefined || pooler === "transaction") {
        return { read, client: toClientConfig(read), isPooled: pooler !== undefined };
      }
    }
  } catch {
    // The parser's own error repeats the URL, and with it the password.
  }
  throw new OtpError(
    "STORE_UNUSABLE",
    "Cannot use the store's URL: it cannot be read, expected postgres://user@host:5432/database with special characters of a password written as %XX; ?pooler may be transaction only",
  );
}

const int8 = 20;

/** The driver answers bigint as text; all of ours are below 2^53, which the schema checks. */
const getTypeParser = ((oid: number, format?: "text" | "binary") =>
  oid === int8 && format !== "binary"
    ? Number
    : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser;
