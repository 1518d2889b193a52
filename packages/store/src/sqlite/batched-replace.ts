import type { ChainedEvent, KeyRecord } from "@jeton/core";
import Database from "better-sqlite3";
import { Batches } from "../batches.ts";
import { busyMillisecondsMax, storeUnusable } from "./store-failure.ts";

/** A change of a key at a revision. */
export type Replacement = {
  readonly serial: string;
  readonly revision: number;
  readonly next: KeyRecord;
  readonly events: readonly ChainedEvent[];
};

/** Changes that share one transaction, and so one write to the disk. */
const replacementsMax = 64;

/**
 * Returns a way to replace keys in which those that come within one turn of the event loop share a
 * transaction. Each is compared for itself: `replaceOne` is a transaction (`db.transaction`), which
 * within another one becomes a savepoint, so that a change that is refused leaves nothing behind and
 * spoils no other. It is asked again by itself, to be refused in its own words. Nothing is answered
 * before the commit; if that fails, all of them have failed.
 */
export function batchedReplace(
  db: Database.Database,
  path: string,
  replaceOne: Database.Transaction<(replacement: Replacement) => boolean>,
  use: <T>(serial: string, work: () => T) => T,
): Batches<Replacement, boolean> {
  const replaceEach = db.transaction((all: readonly Replacement[]) =>
    all.map((replacement) => {
      try {
        return { answer: replaceOne(replacement) };
      } catch (error) {
        // What concerns more than one change undoes the whole transaction, or will at its commit.
        if (!db.inTransaction || !isForOne(error)) throw error;
        return null;
      }
    }),
  );

  return new Batches<Replacement, boolean>({
    // The database is asked without a pause: no batch is under way while another one starts.
    batchesMax: 1,
    questionsMax: replacementsMax,
    patienceMilliseconds: busyMillisecondsMax,
    waitMillisecondsMax: busyMillisecondsMax,
    waitedTooLong: () =>
      storeUnusable("use", path, {
        found: `changes waited for more than ${busyMillisecondsMax / 1000} s`,
        cure: "try again",
      }),
    subjectOf: ({ serial }) => serial,
    // No revision is replaced twice.
    answerFrom: ({ question, answer }, { revision }) =>
      answer && revision <= question.revision ? { answer: false } : null,
    runBatch: async (all) => use("", () => replaceEach.immediate(all)),
    runSingle: async (replacement) =>
      use(replacement.serial, () => replaceOne.immediate(replacement)),
  });
}

/** Whether the database refused one change: by a trigger or a constraint. */
function isForOne(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT");
}
