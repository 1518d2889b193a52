import type { Statement } from "./database.ts";
import { hasFloor, historyColumns, historyOfStore } from "./history.ts";

const keyColumns = "serial, revision, holder, last_step, record";
const eventColumns =
  "serial, sequence, at, kind, actor, step, reason, diagnosis, hash, holder_name";
const anchorColumns = "serial, count, hash, at, actor, key_id, signature, past";

/** What loads keys, each with the floor of the store. */
const fromKeys = `${keyColumns}, ${historyColumns} FROM jeton.keys ${historyOfStore}`;

/** The change of a key that is still at revision $5, decided under the floor $15. */
const changedKey = (unless: string) => `changed AS (
  UPDATE jeton.keys SET revision = revision + 1, holder = $2, last_step = $3, record = $4
  WHERE serial = $1 AND revision = $5 AND ${hasFloor("$15::bigint")}${unless} RETURNING serial
)`;

/** What triggers refuse, as a condition of the change itself: a step that goes back, an event before others. */
const isForward = (next: { serial: string; lastStep: string; sequence: string }) => `
    AND (keys.last_step IS NULL OR keys.last_step <= ${next.lastStep})
    AND NOT EXISTS (
      SELECT FROM jeton.events
      WHERE events.serial = ${next.serial} AND events.sequence >= ${next.sequence}
    )`;

/** The events of a change, from one array for each column: $6 to $14. */
const givenEvents = `unnest(
    $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[],
    $13::text[], $14::text[]
  ) AS given (sequence, at, kind, actor, step, reason, diagnosis, hash, holder_name)`;

/** The least serial behind another one of the three tables; null when there is none. */
function nextSerial(after: string): string {
  const least = ["keys", "events", "anchors"].map(
    (table) =>
      `(SELECT serial FROM jeton.${table} WHERE serial > ${after} ORDER BY serial LIMIT 1)`,
  );
  return `least(${least.join(", ")})`;
}

/** The serial at one of two places in the index of holders: what orders them is no column of it, so that both are searched. */
const serialOfOne = (first: string, second: string): string => `(
  SELECT serial FROM jeton.keys WHERE holder IN (${first}, ${second})
  ORDER BY holder = ${second} LIMIT 1
)`;

/** Everything that is asked about keys. Each is one round trip and its own transaction. */
export type KeyStatements = Readonly<
  Record<
    | "load"
    | "loadForHolder"
    | "loadForHolders"
    | "insert"
    | "replace"
    | "replaceKeys"
    | "replaceWithMany"
    | "list"
    | "findByHolder"
    | "events"
    | "trailSerials"
    | "anchor"
    | "cutEvents",
    Statement
  >
>;

/** In a store that `hasTriggers` those refuse what goes back, in another one the statements change nothing then. */
export const keyStatementsOf = (hasTriggers: boolean): KeyStatements => ({
  load: {
    name: "jeton-key-load",
    text: `SELECT ${fromKeys} WHERE serial = $1`,
    reads: true,
  },
  // Two searches by holder and one by serial, whoever asks for whom (law 6).
  loadForHolder: {
    name: "jeton-key-load-for-holder",
    text: `SELECT ${fromKeys}
WHERE serial = coalesce(${serialOfOne("$1", "$2")}, $3)`,
    reads: true,
  },
  // The same for many: for each the searches that it would have cost alone.
  loadForHolders: {
    name: "jeton-key-load-for-holders",
    text: `SELECT given.place, found.*, ${historyColumns}
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (first, second, decoy, place)
CROSS JOIN LATERAL (
  SELECT ${keyColumns} FROM jeton.keys
  WHERE serial = coalesce(${serialOfOne("given.first", "given.second")}, given.decoy)
  LIMIT 1
) AS found
${historyOfStore}`,
    reads: true,
  },
  insert: {
    name: "jeton-key-insert",
    text: `WITH changed AS (
  INSERT INTO jeton.keys (serial, holder, last_step, record, revision) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (serial) DO NOTHING RETURNING serial
), appended AS (
  INSERT INTO jeton.events (${eventColumns}) SELECT changed.serial, given.* FROM changed, ${givenEvents}
)
SELECT serial FROM changed`,
    reads: false,
  },
  // The comparison, the change and the event in one statement: an attempt needs no more than this
  // and the loading. An update that waited for a row lock compares with the new revision.
  // With plain values it costs the server a tenth less than with the arrays below.
  replace: {
    name: "jeton-key-replace",
    text: `WITH ${changedKey(hasTriggers ? "" : isForward({ ...own, sequence: "$6::bigint" }))}
INSERT INTO jeton.events (${eventColumns})
SELECT serial, $6::bigint, $7::bigint, $8, $9, $10::bigint, $11, $12, $13, $14 FROM changed
RETURNING serial`,
    reads: false,
  },
  // The same for many keys, none of them twice. Keys that somebody holds locked or that get another
  // holder are passed over and not answered, and the others are locked in one order, so that no
  // statement of this kind waits for a lock of a row or of the index of holders.
  replaceKeys: {
    name: "jeton-key-replace-keys",
    text: `WITH given AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[],
    $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[],
    $13::text[], $14::text[], $15::bigint[]
  ) AS given (serial, holder, last_step, record, revision, sequence, at, kind, actor, step, reason,
    diagnosis, hash, holder_name, floor)
), free AS MATERIALIZED (
  SELECT keys.serial FROM jeton.keys JOIN given USING (serial)
  WHERE keys.holder IS NOT DISTINCT FROM given.holder
  ORDER BY keys.serial FOR NO KEY UPDATE OF keys SKIP LOCKED
), changed AS (
  UPDATE jeton.keys SET revision = keys.revision + 1, last_step = given.last_step,
    record = given.record
  FROM given JOIN free USING (serial)
  WHERE keys.serial = given.serial AND keys.revision = given.revision
    AND ${hasFloor("given.floor")}${hasTriggers ? "" : isForward(given)}
  RETURNING keys.serial
), appended AS (
  INSERT INTO jeton.events (${eventColumns})
  SELECT ${eventColumns} FROM given JOIN changed USING (serial)
)
SELECT serial, changed.serial IS NOT NULL AS changed FROM free LEFT JOIN changed USING (serial)`,
    reads: false,
  },
  // One key with any other number of events than one.
  replaceWithMany: {
    name: "jeton-key-replace-with-many",
    text: `WITH ${changedKey(hasTriggers ? "" : isForward({ ...own, sequence: "(SELECT min(given) FROM unnest($6::bigint[]) AS given)" }))}, appended AS (
  INSERT INTO jeton.events (${eventColumns}) SELECT changed.serial, given.* FROM changed, ${givenEvents}
)
SELECT serial FROM changed`,
    reads: false,
  },
  list: {
    name: "jeton-key-list",
    text: `SELECT ${fromKeys} WHERE serial > $1 ORDER BY serial LIMIT $2`,
    reads: true,
  },
  findByHolder: {
    name: "jeton-key-find-by-holder",
    text: `SELECT ${fromKeys} WHERE holder >= $1 AND holder < $2
ORDER BY holder LIMIT $3`,
    reads: true,
  },
  events: {
    name: "jeton-key-events",
    text: `SELECT ${eventColumns} FROM jeton.events WHERE serial = $1 AND sequence > $2
ORDER BY sequence LIMIT $3`,
    reads: true,
  },
  // From one serial to the next by search: DISTINCT would read every event.
  trailSerials: {
    name: "jeton-trail-serials",
    text: `WITH RECURSIVE found (serial, number) AS (
  SELECT ${nextSerial("$1::text")}, 1
  UNION ALL
  SELECT ${nextSerial("found.serial")}, number + 1 FROM found
  WHERE serial IS NOT NULL AND number < $2
)
SELECT serial FROM found WHERE serial IS NOT NULL ORDER BY serial LIMIT $2`,
    reads: true,
  },
  anchor: {
    name: "jeton-key-anchor",
    text: `SELECT ${anchorColumns} FROM jeton.anchors WHERE serial = $1`,
    reads: true,
  },
  // The guard of deleted events sees the anchor that the same statement has kept before.
  cutEvents: {
    name: "jeton-key-cut-events",
    text: `WITH anchored AS (
  INSERT INTO jeton.anchors (${anchorColumns}) SELECT $1, $2::bigint, $3, $4::bigint, $5, $6, $7, $8
  WHERE EXISTS (SELECT FROM jeton.events WHERE serial = $1 AND sequence > $2)
    AND (
      EXISTS (SELECT FROM jeton.events WHERE serial = $1 AND sequence = $2 AND hash = $3)
      OR EXISTS (SELECT FROM jeton.anchors WHERE serial = $1 AND count = $2 AND hash = $3)
    )
  ON CONFLICT (serial) DO UPDATE SET count = excluded.count, hash = excluded.hash,
    at = excluded.at, actor = excluded.actor, key_id = excluded.key_id,
    signature = excluded.signature, past = excluded.past
    WHERE anchors.count <= excluded.count
  RETURNING serial, count
), cut AS (
  DELETE FROM jeton.events USING anchored
  WHERE events.serial = anchored.serial AND events.sequence <= anchored.count
)
SELECT serial FROM anchored`,
    reads: false,
  },
});

const own = { serial: "$1", lastStep: "$3::bigint" };
const given = { serial: "given.serial", lastStep: "given.last_step", sequence: "given.sequence" };

/** Why a key was not changed that a trigger would have refused to change. */
export const whyNotChanged: Statement = {
  name: "jeton-key-why-not-changed",
  text: `SELECT revision, last_step,
  (SELECT max(sequence) FROM jeton.events WHERE events.serial = keys.serial) AS sequence
FROM jeton.keys WHERE serial = $1`,
  reads: true,
};

const documentColumns = "id, revision, body, expires_at";

/** Everything that is asked about documents. */
export const documentStatements: Readonly<
  Record<
    "load" | "insert" | "update" | "remove" | "oldestFirst" | "newestFirst" | "kinds" | "sweep",
    Statement
  >
> = {
  load: {
    name: "jeton-document-load",
    text: `SELECT ${documentColumns} FROM jeton.documents WHERE kind = $1 AND id = $2`,
    reads: true,
  },
  insert: {
    name: "jeton-document-insert",
    text: `INSERT INTO jeton.documents (kind, ${documentColumns}) VALUES ($1, $2, 1, $3, $4)
ON CONFLICT (kind, id) DO NOTHING RETURNING id`,
    reads: false,
  },
  update: {
    name: "jeton-document-update",
    text: `UPDATE jeton.documents SET revision = revision + 1, body = $3, expires_at = $4
WHERE kind = $1 AND id = $2 AND revision = $5 RETURNING id`,
    reads: false,
  },
  remove: {
    name: "jeton-document-remove",
    text: "DELETE FROM jeton.documents WHERE kind = $1 AND id = $2 AND revision = $3 RETURNING id",
    reads: false,
  },
  oldestFirst: {
    name: "jeton-document-oldest-first",
    text: `SELECT ${documentColumns} FROM jeton.documents
WHERE kind = $1 AND id >= $2 AND id < $3 AND id > coalesce($4, '') ORDER BY id LIMIT $5`,
    reads: true,
  },
  newestFirst: {
    name: "jeton-document-newest-first",
    text: `SELECT ${documentColumns} FROM jeton.documents
WHERE kind = $1 AND id >= $2 AND id < $3 AND id < coalesce($4, $3) ORDER BY id DESC LIMIT $5`,
    reads: true,
  },
  kinds: {
    name: "jeton-document-kinds",
    text: "SELECT DISTINCT kind FROM jeton.documents ORDER BY kind",
    reads: true,
  },
  sweep: {
    name: "jeton-document-sweep",
    text: `WITH swept AS (DELETE FROM jeton.documents WHERE expires_at < $1 RETURNING 1)
SELECT count(*) AS swept FROM swept`,
    reads: false,
  },
};
