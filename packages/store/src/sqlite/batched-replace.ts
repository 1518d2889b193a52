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

/** The two ways to replace a key. */
export type Replace = {
  /** Within a transaction that is open; when it throws, that transaction has to be rolled back. */
  readonly inside: (replacement: Replacement) => boolean;
  /** In a transaction of its own. */
  readonly alone: (replacement: Replacement) => boolean;
};

/**
 * Returns a way to replace keys in which those that come within one turn of the event loop share a
 * transaction. Each is compared for itself. When the database refuses one of them by a trigger or a
 * constraint, all is rolled back and each is asked again by itself, to be stored or refused in its own
 * words: a savepoint for each would cost every log-in what next to none needs. `onStored` is told
 * of one of the changes after each commit, before anybody is answered; when the commit or that fails, all of
 * them have failed.
 */
export function batchedReplace(
  db: Database.Database,
  path: string,
  replace: Replace,
  use: <T>(serial: string, work: () => T) => T,
  onStored: (serial: string, revision: number) => void,
): Batches<Replacement, boolean> {
  const replaceEach = db.transaction((all: readonly Replacement[]) =>
    all.map((replacement) => ({ answer: replace.inside(replacement) })),
  );
  const replaceTogether = (all: readonly Replacement[]) => {
    try {
      return replaceEach.immediate(all);
    } catch (error) {
      if (!isForOne(error)) throw error;
      return all.map(() => null);
    }
  };
  const noteOne = (stored: Replacement | undefined) => {
    if (stored !== undefined) onStored(stored.serial, stored.revision + 1);
  };

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
    runBatch: async (all) => {
      const answers = use("", () => replaceTogether(all));
      noteOne(all.find((_, place) => answers[place]?.answer === true));
      return answers;
    },
    runSingle: async (replacement) => {
      const isStored = use(replacement.serial, () => replace.alone(replacement));
      if (isStored) noteOne(replacement);
      return isStored;
    },
  });
}

/** Whether the database refused one change: by a trigger or a constraint. */
function isForOne(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT");
}
