import type { Database, Statement } from "./database.ts";
import { storeUnusable } from "./store-failure.ts";

// What the engine's history is. The row of `jeton.history` says on which one the store was last used:
// - the timeline and the start of the server: another server was promoted, or data was put back. No data
//   is put back under a running server, so that a base backup that starts on its old timeline, a copied
//   data directory and a crash that lost commits are noticed as well;
// - the database's number: a copy made by CREATE DATABASE … TEMPLATE has another one;
// - the transaction that wrote the row: a dump that is restored, wherever, is written by another one.
// All of it may be asked by anybody, within any statement.

/** The engine's history as it is now. Fails on a standby, which takes no writes anyway. */
const engine = `concat_ws(' ', left(pg_walfile_name(pg_current_wal_lsn()), 8),
  extract(epoch FROM pg_postmaster_start_time())::text,
  (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** Whether the row of `history` is of the present history. */
const isCurrent = `(history.engine = ${engine} AND history.xmin = history.written)`;

/** What a loaded key is told with. Goes with `historyOfStore`. */
export const historyColumns: string = `history.floor AS floor, ${isCurrent} AS current`;

/** Beside the keys of a statement that loads some: a store that lost its row has none. */
export const historyOfStore = "LEFT JOIN jeton.history ON true";

/** Whether the store still has the floor `mark`, on the history that it was compared with. */
export function hasFloor(mark: string): string {
  return `EXISTS (
    SELECT FROM jeton.history WHERE history.floor IS NOT DISTINCT FROM ${mark} AND ${isCurrent}
  )`;
}

const now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/**
 * The first row. What a store held before there were floors may come from a backup: it begins with one.
 */
export const firstHistory: string = `
  INSERT INTO jeton.history (engine, written, floor)
  SELECT ${engine}, pg_current_xact_id()::xid,
    CASE WHEN EXISTS (SELECT FROM jeton.keys) THEN ${now} END;`;

/**
 * Takes over the present history and raises the floor to now: by the server's clock or by that of the node
 * ($1), whichever is ahead. A server that takes over with its clock behind would forget what it re-opens.
 */
export const floorRaised: string = `INSERT INTO jeton.history AS history (engine, written, floor)
VALUES (${engine}, pg_current_xact_id()::xid, greatest(${now}, $1::bigint))
ON CONFLICT (one) DO UPDATE SET engine = excluded.engine, written = excluded.written,
  floor = greatest(history.floor + 1, excluded.floor)`;

/** The same, unless another node has done so. */
const raiseFloor: Statement = {
  name: "jeton-raise-floor",
  text: `${floorRaised} WHERE ${isCurrent} IS NOT TRUE RETURNING floor`,
  reads: false,
};

/** What a row is loaded with. */
export type LoadedHistory = {
  readonly floor: number | null;
  /** Whether the store's history is the engine's; null when the store has lost its own. */
  readonly current: boolean | null;
};

/** Compares the store's history with the engine's. */
export type History = {
  /** Asks until the answer rests on the engine's present history; then returns it. */
  readonly onPresent: <Row extends LoadedHistory>(
    ask: () => Promise<readonly Row[]>,
  ) => Promise<readonly Row[]>;
};

/** How often a history may change while one question is asked. */
const changesMax = 10;

const unsteady = {
  found: `its history changed ${changesMax} times while one question was asked`,
  cure: "see whether several servers answer at its address",
};

/** Returns the comparison for one node; `onFloor` is told when this node raises the floor. */
export function engineHistory(
  database: Database,
  onFloor: (mark: number) => void = () => {},
): History {
  let raising: Promise<void> | null = null;

  async function raise(): Promise<void> {
    const [row] = await database.ask<{ readonly floor: number }>(raiseFloor, [Date.now()]);
    if (row !== undefined) onFloor(row.floor);
  }

  return {
    async onPresent(ask) {
      for (let change = 0; ; change += 1) {
        const rows = await ask();
        if (rows.every(({ current }) => current === true)) return rows;
        if (change === changesMax) throw storeUnusable("use", database.place, unsteady);
        raising ??= raise().finally(() => {
          raising = null;
        });
        await raising;
      }
    },
  };
}
