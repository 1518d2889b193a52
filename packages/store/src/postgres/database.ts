import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectionGate } from "./connection-gate.ts";
import { postgresLimits } from "./limits.ts";
import { isWarning, leavesOutcomeOpen, type Notice, outcomeUnknown } from "./outcome.ts";
import type { PostgresPlace } from "./place.ts";
import {
  isConnectionError,
  isConnectionLost,
  isToBeRepeated,
  storeFailure,
  storeUnusable,
  wordsOf,
} from "./store-failure.ts";

/** A statement that the server prepares once for each connection, under this name, unless it is pooled. */
export type Statement = {
  readonly name: string;
  readonly text: string;
  /** Whether it changes nothing, so that it may be asked again when its answer was lost. */
  readonly reads: boolean;
};

/** A value of a statement: the driver writes arrays as PostgreSQL's. */
export type Value = string | number | null | readonly (string | number | null)[];

/** Runs any SQL within a transaction and answers its rows. */
export type Run = <Row>(sql: string, values?: readonly Value[]) => Promise<readonly Row[]>;

/** The server as the adapters speak to it: one statement at a time, or many on one connection. */
export type Database = {
  /** For people; without a password. */
  readonly place: string;
  /** See `PostgresPlace`. */
  readonly isPooled: boolean;
  /**
   * Returns a statement's rows, in one round trip. What the server refuses is thrown as it comes
   * when `refusal` knows it, everything else as STORE_UNUSABLE, and as OUTCOME_UNKNOWN when the
   * statement writes and nobody knows whether it did: that is never repeated here.
   */
  readonly ask: <Row>(
    statement: Statement,
    values: readonly Value[],
    refusal?: (error: pg.DatabaseError) => Error | null,
  ) => Promise<readonly Row[]>;
  /**
   * Does long work on the whole store in one transaction, which is undone when the work fails.
   * Server and driver are patient meanwhile. Throws OUTCOME_UNKNOWN when its commit was not answered.
   */
  readonly transaction: <T>(work: (run: Run) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Returns the database at a place. Nothing is connected before something is asked. */
export function openDatabase({ config, name: place, isPooled }: PostgresPlace): Database {
  const pool = new pg.Pool(config);
  const gate = connectionGate(() => performance.now());
  let closing: Promise<void> | null = null;
  // A connection that breaks while nobody asks is taken out of the pool; a caller gets the error from its
  // own query.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));

  async function connect(): Promise<pg.PoolClient> {
    if (closing !== null) {
      throw storeUnusable("use", place, { found: "it is closed", cure: "open it again" });
    }
    const closedBy = pool.idleCount > 0 ? null : gate.closedBy();
    if (closedBy !== null) throw closedBy;
    try {
      const client = await pool.connect();
      gate.opened();
      return client;
    } catch (error) {
      gate.failed(error);
      throw error;
    }
  }

  async function once<Row>(
    statement: Statement,
    values: readonly Value[],
  ): Promise<readonly Row[]> {
    const client = await connect();
    // Without a name the server forgets it after the answer.
    const sent = isPooled ? { ...statement, name: undefined } : statement;
    try {
      const rows = statement.reads
        ? await send<Row>(client, sent, values)
        : await withoutWarning(client, place, () => send<Row>(client, sent, values));
      client.release();
      return rows;
    } catch (error) {
      client.release(isConnectionLost(error));
      if (statement.reads || !leavesOutcomeOpen(error)) throw error;
      throw outcomeUnknown(place, `the connection broke off (${wordsOf(error)})`, error);
    }
  }

  return {
    ...{ place, isPooled },
    async ask(statement, values, refusal = () => null) {
      let connectionsLost = 0;
      for (let repetition = 1; ; repetition += 1) {
        try {
          return await once(statement, values);
        } catch (error) {
          if (error instanceof pg.DatabaseError) {
            const refused = refusal(error);
            if (refused !== null) throw refused;
          }
          if (isToBeRepeated(error) && repetition < postgresLimits.repetitionsMax) {
            await sleep(repetition * 5 * (1 + Math.random()));
            continue;
          }
          // After a restart of the server each pooled connection may turn out to be dead.
          if (statement.reads && isConnectionLost(error) && connectionsLost === 0) {
            connectionsLost += 1;
            continue;
          }
          throw storeFailure("use", place, error);
        }
      }
    },
    async transaction(work) {
      const client = await connect().catch((error: unknown) => {
        throw storeFailure("open", place, error);
      });
      const { migrationMillisecondsMax, wholeMillisecondsMax } = postgresLimits;
      const run: Run = async <Row>(text: string, values: readonly Value[] = []) => {
        const patiently = { text, values: [...values], query_timeout: wholeMillisecondsMax };
        return (await client.query<Row & pg.QueryResultRow>(patiently)).rows;
      };
      try {
        // Whatever the default is: what comes after a wait for a lock must see what was done meanwhile.
        await run("BEGIN ISOLATION LEVEL READ COMMITTED");
        await run(`SET LOCAL statement_timeout = ${wholeMillisecondsMax}`);
        await run(`SET LOCAL idle_in_transaction_session_timeout = ${wholeMillisecondsMax}`);
        await run(`SET LOCAL lock_timeout = ${migrationMillisecondsMax}`);
        const answer = await work(run);
        await commit(client, place, () => run("COMMIT"));
        client.release();
        return answer;
      } catch (error) {
        // The server undoes what a connection had begun that is gone.
        client.release(true);
        throw error instanceof pg.DatabaseError || isConnectionError(error)
          ? storeFailure("open", place, error)
          : error;
      }
    },
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/** Commits; throws OUTCOME_UNKNOWN when the server may have done so and does not say it plainly. */
async function commit(
  client: pg.PoolClient,
  place: string,
  send: () => Promise<unknown>,
): Promise<void> {
  try {
    await withoutWarning(client, place, send);
  } catch (error) {
    if (!leavesOutcomeOpen(error)) throw error;
    throw outcomeUnknown(place, `the connection broke off (${wordsOf(error)})`, error);
  }
}

/** Does what commits; throws OUTCOME_UNKNOWN when the server warns meanwhile, whatever it answers. */
async function withoutWarning<T>(
  client: pg.PoolClient,
  place: string,
  work: () => Promise<T>,
): Promise<T> {
  let warning: string | null = null;
  const note = (notice: Notice) => {
    if (isWarning(notice)) warning = wordsOf(notice);
  };
  client.on("notice", note);
  try {
    const answer = await work();
    if (warning !== null) throw outcomeUnknown(place, `the server warned (${warning})`);
    return answer;
  } finally {
    client.off("notice", note);
  }
}

/**
 * Sends a statement as a query made here. What the driver is given as an object it copies by its
 * property descriptors, which took 2 % of all that a log-in cost the process.
 */
function send<Row>(
  client: pg.PoolClient,
  { name, text }: Pick<Statement, "text"> & { readonly name: string | undefined },
  values: readonly Value[],
): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query<Row & pg.QueryResultRow>(text, [...values], (error, result) => {
      if (error) reject(error);
      else resolve(result.rows);
    });
    client.query(Object.assign(query, { name }));
  });
}
