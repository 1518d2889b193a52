import { type ChainedEvent, type KeyRecord, type KeyStore, OtpError } from "@jeton/core";
import type pg from "pg";
import { floorReader } from "../floor-reader.ts";
import {
  type AnchorRow,
  columnsOfHolder,
  decodeAnchorRow,
  decodeEventRow,
  decodeKeyRow,
  type EventRow,
  encodeAnchorRow,
  encodeEventRow,
  encodeKeyRow,
  listKeyRow,
} from "../rows.ts";
import {
  behindHolders,
  eventPlaceTaken,
  otherKey,
  requireChange,
  requireWhole,
  stepAcceptedTwice,
  stepReopened,
} from "../store-arguments.ts";
import { attemptQuestions, type LoadedKeyRow, type Replacement } from "./attempts.ts";
import type { Database, Statement, Value } from "./database.ts";
import type { History } from "./history.ts";
import { keyStatementsOf } from "./statements.ts";
import { requireForward } from "./without-triggers.ts";

/**
 * Returns the port over a prepared database (`prepareDatabase` says whether it `hasTriggers`); `history`
 * compares what is loaded with the engine's.
 */
export function createPostgresKeyStore(
  database: Database,
  history: History,
  { hasTriggers }: { readonly hasTriggers: boolean },
): KeyStore {
  const ask = keyStatementsOf(hasTriggers);
  const notChanged = hasTriggers ? null : requireForward(database);
  const attempts = attemptQuestions(database, ask, { refusal, notChanged });
  const floorOf = floorReader();

  function loaded(
    statement: Statement,
    values: readonly Value[],
  ): Promise<readonly LoadedKeyRow[]> {
    return history.onPresent(() => database.ask<LoadedKeyRow>(statement, values));
  }

  return {
    async insert(record, events) {
      requireChange(record.serial, record, events);
      const refused = (error: pg.DatabaseError) => refusal(record.serial, error);
      const values = [...keyValues(record, 1), ...manyEvents(events)];
      const rows = await database.ask(ask.insert, values, refused);
      return rows.length === 1;
    },
    async load(serial) {
      const [row] = await loaded(ask.load, [serial]);
      return row ? decodeKeyRow(row, floorOf(row.floor)) : null;
    },
    async loadForHolder(holder, decoySerial, place) {
      const who = { ...columnsOfHolder(holder, place), decoySerial };
      const [row] = await history.onPresent(async () => {
        const found = await attempts.loadForHolder.submit(who);
        return found === null ? [] : [found];
      });
      return row ? decodeKeyRow(row, floorOf(row.floor)) : null;
    },
    async replace(serial, revision, next, events) {
      requireChange(serial, next, events);
      const key = keyValues(next, revision);
      const floor = next.floor?.mark ?? null;
      const [only] = events;
      if (only !== undefined && events.length === 1) {
        return attempts.replace.submit({
          serial,
          revision,
          values: [...key, ...oneEvent(only), floor],
        });
      }
      const refused = (error: pg.DatabaseError) => refusal(serial, error);
      const values = [...key, ...manyEvents(events), floor];
      const rows = await database.ask(ask.replaceWithMany, values, refused);
      if (rows.length === 0) await notChanged?.({ serial, revision, values });
      return rows.length === 1;
    },
    async list({ after, limit }) {
      requireWhole("limit", limit);
      // No serial is empty, so that "" stands before the first.
      const rows = await loaded(ask.list, [after ?? "", limit]);
      return rows.map((row) => listKeyRow(row, floorOf(row.floor)));
    },
    async findByHolder({ prefix, limit }) {
      requireWhole("limit", limit);
      const values = [prefix, behindHolders(prefix), limit];
      const rows = await loaded(ask.findByHolder, values);
      return rows.map((row) => listKeyRow(row, floorOf(row.floor)));
    },
    async events(serial, { afterSequence, limit }) {
      requireWhole("limit", limit);
      requireWhole("afterSequence", afterSequence);
      const values = [serial, afterSequence, limit];
      return (await database.ask<EventRow>(ask.events, values)).map(decodeEventRow);
    },
    async trailSerials({ after, limit }) {
      requireWhole("limit", limit);
      // No serial is empty, so that "" stands before the first.
      const values = [after ?? "", limit];
      const rows = await database.ask<{ readonly serial: string }>(ask.trailSerials, values);
      return rows.map(({ serial }) => serial);
    },
    async anchor(serial) {
      const [row] = await database.ask<AnchorRow>(ask.anchor, [serial]);
      return row ? decodeAnchorRow(row) : null;
    },
    async cutEvents(anchor) {
      const { serial, count, hash, at, actor, key_id, signature, past } = encodeAnchorRow(anchor);
      const values = [serial, count, hash, at, actor, key_id, signature, past];
      return (await database.ask(ask.cutEvents, values)).length === 1;
    },
    async close() {
      await Promise.all([attempts.loadForHolder.idle(), attempts.replace.idle()]);
      await database.close();
    },
  };
}

/** $1 to $5 of `insert` and of both replacements. */
function keyValues(record: KeyRecord, revision: number): Replacement["values"] {
  const row = encodeKeyRow(record, revision);
  return [row.serial, row.holder, row.last_step, row.record, row.revision];
}

/** $6 to $14 of `replace`. */
function oneEvent(event: ChainedEvent): Replacement["values"] {
  const row = encodeEventRow(event);
  return eventValues.map((name) => row[name]);
}

/** $6 to $14 of `insert` and `replaceWithMany`. */
function manyEvents(events: readonly ChainedEvent[]): readonly Value[] {
  const rows = events.map(encodeEventRow);
  return eventValues.map((name) => rows.map((row) => row[name]));
}

const eventValues = [
  "sequence",
  "at",
  "kind",
  "actor",
  "step",
  "reason",
  "diagnosis",
  "hash",
  "holder_name",
] as const;

const uniqueViolation = "23505";
const raisedByGuard = "P0001";

/** Returns what the database refused, in the port's words; null for every other error. */
function refusal(serial: string, error: pg.DatabaseError): Error | null {
  if (error.code === uniqueViolation) {
    if (error.constraint === "keys_by_holder") {
      const message = `Cannot store key "${serial}": ${otherKey}`;
      return new OtpError("HOLDER_TAKEN", message, error);
    }
    if (error.constraint === "events_accepted_once") return stepAcceptedTwice(serial, error);
    return error.constraint === "events_pkey" ? eventPlaceTaken(serial, error) : null;
  }
  if (error.code !== raisedByGuard) return null;
  const [word] = error.message.split(":");
  if (word === "STEP_REOPENED") return stepReopened(serial, error.message, error);
  return word === "EVENT_TAKEN" ? eventPlaceTaken(serial, error) : null;
}
