import type pg from "pg";
import type { KeyRow } from "../rows.ts";
import { batched } from "./batched.ts";
import type { Database, Statement, Value } from "./database.ts";
import { postgresLimits } from "./limits.ts";
import { keyStatements as ask } from "./statements.ts";
import { isAboutValues } from "./store-failure.ts";

const limits = {
  batchesMax: postgresLimits.attemptBatchesMax,
  questionsMax: postgresLimits.attemptsMax,
  patienceMilliseconds: postgresLimits.attemptPatienceMilliseconds,
};

/** The columns of one change with one event: $1 to $13 of `replace`. */
export type Replacement = { readonly serial: string; readonly values: readonly Value[] };

/**
 * The two questions of an attempt. Attempts that come at the same time share a statement, by which
 * each costs the server half and this process two thirds of what it costs alone.
 */
export type AttemptQuestions = {
  readonly loadForHolder: (who: Who) => Promise<KeyRow | null>;
  /** Answers whether the key was still at its revision. */
  readonly replace: (replacement: Replacement) => Promise<boolean>;
};

type Who = { readonly holder: string; readonly decoySerial: string };

/** Answers the questions; `refusal` as for `Database.ask`, with the serial that was asked about. */
export function attemptQuestions(
  database: Database,
  refusal: (serial: string, error: pg.DatabaseError) => Error | null,
): AttemptQuestions {
  return {
    loadForHolder: batched<Who, KeyRow | null>({
      ...limits,
      subjectOf: ({ holder }) => holder,
      async askTogether(all) {
        const values = [all.map(({ holder }) => holder), all.map((who) => who.decoySerial)];
        const rows = await together<PlacedRow>(database, ask.loadForHolders, values);
        if (rows === null) return [];
        const byPlace = new Map(rows.map(({ place, ...row }) => [place, row]));
        return all.map((_, index) => ({ answer: byPlace.get(index + 1) ?? null }));
      },
      async askAlone({ holder, decoySerial }) {
        const [row] = await database.ask<KeyRow>(ask.loadForHolder, [holder, decoySerial]);
        return row ?? null;
      },
    }),
    replace: batched<Replacement, boolean>({
      ...limits,
      subjectOf: ({ serial }) => serial,
      async askTogether(all) {
        const rows = await together<ChangedRow>(database, ask.replaceKeys, columnsOf(all));
        const isChanged = new Map(rows?.map(({ serial, changed }) => [serial, changed]));
        // Of a key that somebody else holds locked nothing is said.
        return all.map(({ serial }) => {
          const answer = isChanged.get(serial);
          return answer === undefined ? null : { answer };
        });
      },
      async askAlone({ serial, values }) {
        const refused = (error: pg.DatabaseError) => refusal(serial, error);
        return (await database.ask(ask.replace, values, refused)).length === 1;
      },
    }),
  };
}

type PlacedRow = KeyRow & { readonly place: number };
type ChangedRow = { readonly serial: string; readonly changed: boolean };

/** One array for each value of the statement. */
function columnsOf(all: readonly Replacement[]): readonly Value[] {
  const [first] = all;
  return (first?.values ?? []).map((_, place) =>
    all.map(({ values }) => values[place] as string | number | null),
  );
}

/**
 * Answers the rows of a statement that many share, or null when the server refused it for what one
 * of them said: then nothing was done, and each asks alone to learn whether it was him.
 */
async function together<Row>(
  database: Database,
  statement: Statement,
  values: readonly Value[],
): Promise<readonly Row[] | null> {
  const refusedTogether = new Error("one of many was refused");
  try {
    return await database.ask<Row>(statement, values, (error) =>
      isAboutValues(error) ? refusedTogether : null,
    );
  } catch (error) {
    if (error === refusedTogether) return null;
    throw error;
  }
}
