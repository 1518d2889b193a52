import type { Database, Statement } from "better-sqlite3";
import type { AnchorRow, EventRow, KeyRow } from "../rows.ts";

/** A key with the floor of the store. */
export type LoadedKeyRow = KeyRow & { readonly floor: number | null };

/** Everything that is asked of the database, prepared once. */
export type Statements = {
  readonly isThere: Statement<[serial: string], number>;
  readonly load: Statement<[serial: string], LoadedKeyRow>;
  readonly loadForHolder: Statement<
    [{ first: string; second: string; decoySerial: string }],
    LoadedKeyRow
  >;
  readonly insert: Statement<[KeyRow]>;
  readonly update: Statement<[LoadedKeyRow & { readonly former: number }]>;
  /** As `update`, of a key that stays with its holder: it writes nothing to the index of holders. */
  readonly updateInHand: Statement<[LoadedKeyRow & { readonly former: number }]>;
  readonly raiseFloor: Statement<[floor: number]>;
  readonly append: Statement<[EventRow]>;
  readonly list: Statement<[{ after: string | null; limit: number }], LoadedKeyRow>;
  readonly findByHolder: Statement<
    [{ prefix: string; behind: string; limit: number }],
    LoadedKeyRow
  >;
  readonly events: Statement<[{ serial: string; afterSequence: number; limit: number }], EventRow>;
  readonly trailSerials: Statement<[{ after: string | null; limit: number }], string>;
  readonly anchor: Statement<[serial: string], AnchorRow>;
  readonly setAnchor: Statement<[AnchorRow]>;
  readonly moveAnchor: Statement<[AnchorRow]>;
  readonly eventHash: Statement<[{ serial: string; sequence: number }], string>;
  readonly isLongerThan: Statement<[{ serial: string; sequence: number }], number>;
  readonly cut: Statement<[{ serial: string; sequence: number }]>;
};

const keyColumns = "serial, revision, holder, last_step, record";
/** What loads keys, each with the floor of the store. */
const loadedColumns = `${keyColumns}, (SELECT floor FROM history) AS floor`;
const eventColumns =
  "serial, sequence, at, kind, actor, step, reason, diagnosis, hash, holder_name";
const anchorColumns = "serial, count, hash, at, actor, key_id, signature, past";

/** Behind every serial, which is ASCII. */
const end = "char(1114111)";

const nextSerial = (after: string): string =>
  `min(${["keys", "events", "anchors"]
    .map((table) => `coalesce((SELECT min(serial) FROM ${table} WHERE serial > ${after}), ${end})`)
    .join(", ")})`;

/** From one serial to the next by search: DISTINCT would read every event. */
const trailSerials = `
  WITH RECURSIVE found (serial, number) AS (
    SELECT ${nextSerial("coalesce(@after, '')")}, 1
    UNION ALL
    SELECT ${nextSerial("found.serial")}, number + 1 FROM found
    WHERE serial < ${end} AND number < @limit
  )
  SELECT serial FROM found WHERE serial < ${end} ORDER BY serial LIMIT @limit`;

/** Prepares the statements; throws SqliteError when the schema is not the one expected. */
export function prepareStatements(db: Database): Statements {
  return {
    isThere: db.prepare<[string], number>("SELECT 1 FROM keys WHERE serial = ?").pluck(),
    load: db.prepare(`SELECT ${loadedColumns} FROM keys WHERE serial = ?`),
    // Two searches by holder and one by serial, whoever asks for whom (law 6): what orders them is no column of the
    // index, so that both are made.
    loadForHolder: db.prepare(
      `SELECT ${loadedColumns} FROM keys
       WHERE serial = coalesce(
         (SELECT serial FROM keys WHERE holder IN (@first, @second)
          ORDER BY holder = @second LIMIT 1),
         @decoySerial)`,
    ),
    insert: db.prepare(
      `INSERT INTO keys (${keyColumns}) VALUES (@serial, @revision, @holder, @last_step, @record)`,
    ),
    update: db.prepare(
      `UPDATE keys SET revision = @revision, holder = @holder, last_step = @last_step, record = @record
       WHERE serial = @serial AND revision = @former AND (SELECT floor FROM history) IS @floor`,
    ),
    updateInHand: db.prepare(
      `UPDATE keys SET revision = @revision, last_step = @last_step, record = @record
       WHERE serial = @serial AND revision = @former AND holder IS @holder
         AND (SELECT floor FROM history) IS @floor`,
    ),
    raiseFloor: db.prepare("UPDATE history SET floor = max(?, coalesce(floor, 0) + 1)"),
    append: db.prepare(
      `INSERT INTO events (${eventColumns})
       VALUES (@serial, @sequence, @at, @kind, @actor, @step, @reason, @diagnosis, @hash, @holder_name)`,
    ),
    // No serial is empty, so that "" stands before the first; an OR would read from the start.
    list: db.prepare(
      `SELECT ${loadedColumns} FROM keys WHERE serial > coalesce(@after, '')
       ORDER BY serial LIMIT @limit`,
    ),
    findByHolder: db.prepare(
      `SELECT ${loadedColumns} FROM keys WHERE holder >= @prefix AND holder < @behind
       ORDER BY holder LIMIT @limit`,
    ),
    events: db.prepare(
      `SELECT ${eventColumns} FROM events WHERE serial = @serial AND sequence > @afterSequence
       ORDER BY sequence LIMIT @limit`,
    ),
    trailSerials: db
      .prepare<[{ after: string | null; limit: number }], string>(trailSerials)
      .pluck(),
    anchor: db.prepare(`SELECT ${anchorColumns} FROM anchors WHERE serial = ?`),
    setAnchor: db.prepare(
      `INSERT INTO anchors (${anchorColumns})
       VALUES (@serial, @count, @hash, @at, @actor, @key_id, @signature, @past)`,
    ),
    moveAnchor: db.prepare(
      `UPDATE anchors SET count = @count, hash = @hash, at = @at, actor = @actor,
         key_id = @key_id, signature = @signature, past = @past
       WHERE serial = @serial`,
    ),
    eventHash: db
      .prepare<[{ serial: string; sequence: number }], string>(
        "SELECT hash FROM events WHERE serial = @serial AND sequence = @sequence",
      )
      .pluck(),
    isLongerThan: db
      .prepare<[{ serial: string; sequence: number }], number>(
        "SELECT 1 FROM events WHERE serial = @serial AND sequence > @sequence LIMIT 1",
      )
      .pluck(),
    cut: db.prepare("DELETE FROM events WHERE serial = @serial AND sequence <= @sequence"),
  };
}
