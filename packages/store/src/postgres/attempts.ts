import type pg from "pg";
import { Batches } from "../batches.ts";
import type { KeyRow } from "../rows.ts";
import type { Database, Statement, Value } from "./database.ts";
import type { LoadedHistory } from "./history.ts";
import { postgresLimits } from "./limits.ts";
import type { KeyStatements } from "./statements.ts";
import { allBusy, isForOneOfMany, storeUnusable } from "./store-failure.ts";

/** Whose key is asked for, and which one stands in for it. */
export type Who = {
  /** The columns of the holder's keys, the wanted one first. */
  readonly first: string;
  readonly second: string;
  readonly decoySerial: string;
};

/** A change of a key at a revision, with one event. */
export type Replacement = {
  readonly serial: string;
  readonly revision: number;
  /** $1 to $15 of `replace`. */
  readonly values: readonly (string | number | null)[];
};

/**
 * The two questions of an attempt. Attempts that come at the same time share a statement, by which
 * under load each costs the server, its disk and this process less.
 */
export type AttemptQuestions = {
  readonly loadForHolder: Batches<Who, LoadedKeyRow | null>;
  /** Returns whether the key was still at its revision. */
  readonly replace: Batches<Replacement, boolean>;
};

/** How a refusal of the database is told. */
export type Refusals = {
  /** As for `Database.ask`, with the serial that was asked about. */
  readonly refusal: (serial: string, error: pg.DatabaseError) => Error | null;
  /** Throws when a key was not changed for what a trigger would have refused; null where triggers do. */
  readonly notChanged: ((asked: Replacement) => Promise<void>) | null;
};

/** Returns the questions. */
export function attemptQuestions(
  database: Database,
  ask: KeyStatements,
  { refusal, notChanged }: Refusals,
): AttemptQuestions {
  const limits = {
    batchesMax: postgresLimits.attemptBatchesMax,
    questionsMax: postgresLimits.attemptsMax,
    patienceMilliseconds: postgresLimits.attemptPatienceMilliseconds,
    waitMillisecondsMax: postgresLimits.connectMillisecondsMax,
    waitedTooLong: () => storeUnusable("use", database.place, allBusy()),
  };
  return {
    loadForHolder: new Batches<Who, LoadedKeyRow | null>({
      ...limits,
      subjectOf: () => null,
      answerFrom: () => null,
      async runBatch(all) {
        const values = [
          all.map(({ first }) => first),
          all.map(({ second }) => second),
          all.map((who) => who.decoySerial),
        ];
        const rows = await together<PlacedRow>(database, ask.loadForHolders, values);
        const byPlace = new Map(rows?.map(({ place, ...row }) => [place, row]));
        return all.map((_, index) =>
          rows === null ? null : { answer: byPlace.get(index + 1) ?? null },
        );
      },
      async runSingle({ first, second, decoySerial }) {
        const values = [first, second, decoySerial];
        const [row] = await database.ask<LoadedKeyRow>(ask.loadForHolder, values);
        return row ?? null;
      },
    }),
    replace: new Batches<Replacement, boolean>({
      ...limits,
      subjectOf: ({ serial }) => serial,
      // No revision is replaced twice.
      answerFrom: ({ question, answer }, { revision }) =>
        answer && revision <= question.revision ? { answer: false } : null,
      async runBatch(all) {
        const rows = await together<ChangedRow>(database, ask.replaceKeys, columnsOf(all));
        const isChanged = new Map(rows?.map(({ serial, changed }) => [serial, changed]));
        // Keys that are locked, missing, or about to change holder are left out of the result.
        return all.map(({ serial }) => {
          const answer = isChanged.get(serial);
          const isOpen = answer === undefined || (notChanged !== null && !answer);
          return isOpen ? null : { answer };
        });
      },
      async runSingle(asked) {
        const refused = (error: pg.DatabaseError) => refusal(asked.serial, error);
        const rows = await database.ask(ask.replace, asked.values, refused);
        if (rows.length === 0) await notChanged?.(asked);
        return rows.length === 1;
      },
    }),
  };
}

/** A key with the history under which it was loaded. */
export type LoadedKeyRow = KeyRow & LoadedHistory;

type PlacedRow = LoadedKeyRow & { readonly place: number };
type ChangedRow = { readonly serial: string; readonly changed: boolean };

/** One array for each value of the statement. */
function columnsOf(all: readonly Replacement[]): readonly Value[] {
  const [first] = all;
  return (first?.values ?? []).map((_, place) => all.map(({ values }) => values[place] ?? null));
}

const refusedForOne = new Error("Cannot ask together: one of many was refused");

/**
 * Returns the rows of a statement that many share, or null when the server undid it for the sake of
 * one of them: each then asks alone, to find out which.
 */
async function together<Row>(
  database: Database,
  statement: Statement,
  values: readonly Value[],
): Promise<readonly Row[] | null> {
  try {
    return await database.ask<Row>(statement, values, (error) =>
      isForOneOfMany(error) ? refusedForOne : null,
    );
  } catch (error) {
    if (error === refusedForOne) return null;
    throw error;
  }
}
