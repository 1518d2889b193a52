import { type ChainedEvent, type KeyRecord, OtpError } from "@jeton/core";
import Database from "better-sqlite3";
import { floorReader } from "../floor-reader.ts";
import type { OpenedStore } from "../opened-store.ts";
import {
  columnsOfHolder,
  decodeEventRow,
  decodeKeyRow,
  encodeEventRow,
  encodeKeyRow,
  listKeyRow,
} from "../rows.ts";
import {
  behindHolders,
  eventPlaceTaken,
  requireChange,
  requireWhole,
  stepAcceptedTwice,
} from "../store-arguments.ts";
import { batchedReplace, type Replacement } from "./batched-replace.ts";
import { wholeSqliteStore } from "./fill-sqlite-store.ts";
import { sqliteAnchors } from "./sqlite-anchors.ts";
import { createSqliteDocumentStore } from "./sqlite-document-store.ts";
import { prepareStatements } from "./statements.ts";
import { storeFailure, storeUnusable } from "./store-failure.ts";

/**
 * Returns the ports over a prepared database (`prepareDatabase`); `path` is for its errors.
 * Every change is one `BEGIN IMMEDIATE` transaction: it waits for the write lock before it reads,
 * so that between its reading and its writing nobody else can write. Replacements that come at the same
 * time share one; `onReplaced` is told of one key of each such transaction and its new revision, before anybody is answered.
 */
export function createSqliteKeyStore(
  db: Database.Database,
  path: string,
  onReplaced: (serial: string, revision: number) => void = () => {},
): OpenedStore {
  const ask = prepareStatements(db);
  const floorOf = floorReader();

  function append(events: readonly ChainedEvent[]): void {
    for (const event of events) ask.append.run(encodeEventRow(event));
  }

  const insert = db.transaction((record: KeyRecord, events: readonly ChainedEvent[]) => {
    if (ask.isThere.get(record.serial) !== undefined) return false;
    ask.insert.run(encodeKeyRow(record, 1));
    append(events);
    return true;
  });

  function replace({ revision, next, events }: Replacement): boolean {
    const floor = next.floor?.mark ?? null;
    const row = { ...encodeKeyRow(next, revision + 1), former: revision, floor };
    // Nearly every change leaves the key with its holder.
    if (ask.updateInHand.run(row).changes === 0 && ask.update.run(row).changes === 0) return false;
    append(events);
    return true;
  }
  const replaceAlone = db.transaction(replace);

  /** `serial`: the key that is written, for the errors by which the database refuses. */
  function use<T>(serial: string, work: () => T): T {
    if (!db.open) {
      throw storeUnusable("use", path, { found: "it is closed", cure: "open it again" });
    }
    try {
      return work();
    } catch (error) {
      throw refusal(serial, error) ?? storeFailure("use", path, error);
    }
  }

  const alone = (replacement: Replacement) => replaceAlone.immediate(replacement);
  const replacements = batchedReplace(db, path, { inside: replace, alone }, use, onReplaced);

  return {
    documents: createSqliteDocumentStore(db, (work) => use("", work)),
    ...wholeSqliteStore(db, path, ask, (work) => use("", work)),
    async insert(record, events) {
      requireChange(record.serial, record, events);
      return use(record.serial, () => insert.immediate(record, events));
    },
    async load(serial) {
      const row = use(serial, () => ask.load.get(serial));
      return row ? decodeKeyRow(row, floorOf(row.floor)) : null;
    },
    async loadForHolder(holder, decoySerial, place) {
      const who = { ...columnsOfHolder(holder, place), decoySerial };
      const row = use(decoySerial, () => ask.loadForHolder.get(who));
      return row ? decodeKeyRow(row, floorOf(row.floor)) : null;
    },
    async replace(serial, revision, next, events) {
      requireChange(serial, next, events);
      return replacements.submit({ serial, revision, next, events });
    },
    async list({ after, limit }) {
      requireWhole("limit", limit);
      return use("", () => ask.list.all({ after, limit })).map((row) =>
        listKeyRow(row, floorOf(row.floor)),
      );
    },
    async findByHolder({ prefix, limit }) {
      requireWhole("limit", limit);
      const bounds = { prefix, behind: behindHolders(prefix), limit };
      return use("", () => ask.findByHolder.all(bounds)).map((row) =>
        listKeyRow(row, floorOf(row.floor)),
      );
    },
    async events(serial, { afterSequence, limit }) {
      requireWhole("limit", limit);
      requireWhole("afterSequence", afterSequence);
      const rows = use(serial, () => ask.events.all({ serial, afterSequence, limit }));
      return rows.map(decodeEventRow);
    },
    ...sqliteAnchors(db, ask, use),
    async close() {
      await replacements.idle();
      db.close();
    },
  };
}

/** Returns what a trigger refused, in the port's words; null for every other error. */
function refusal(serial: string, error: unknown): Error | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const [word] = error.message.split(":");
  if (word === "STEP_ACCEPTED") return stepAcceptedTwice(serial, error);
  if (word === "STEP_REOPENED" || word === "HOLDER_TAKEN") {
    return new OtpError(word, `Cannot store key "${serial}": ${error.message}`, error);
  }
  return word === "EVENT_TAKEN" ? eventPlaceTaken(serial, error) : null;
}
