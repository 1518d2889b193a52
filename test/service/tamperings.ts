import { chainAnew, insertRow, putAllBack, putBack } from "./edits.ts";
import { records } from "./record-tamperings.ts";
import {
  document,
  event,
  exchange,
  k1,
  other,
  sealed,
  sql,
  type Tampering,
} from "./tampering-kinds.ts";

export type { Tampering } from "./tampering-kinds.ts";

const events: readonly Tampering[] = [
  other(
    "event",
    "the first event altered",
    event(1, "altered"),
    sql(`UPDATE events SET actor = 'staff:eve' WHERE ${k1} AND sequence = 1`),
  ),
  other(
    "event",
    "the last event altered",
    event(8, "altered"),
    sql(`UPDATE events SET at = at + 1 WHERE ${k1} AND sequence = 8`),
  ),
  other(
    "event",
    "the spent step of an event altered",
    event(5, "altered"),
    sql(`UPDATE events SET step = step + 1000 WHERE ${k1} AND sequence = 5`),
  ),
  other(
    "event",
    "the holder's name in an assignment altered",
    event(2, "altered"),
    sql(`UPDATE events SET holder_name = NULL WHERE ${k1} AND sequence = 2`),
  ),
  other(
    "event",
    "the first event deleted",
    event(1, "found event 2 in its place"),
    sql(`DELETE FROM events WHERE ${k1} AND sequence = 1`),
  ),
  other(
    "event",
    "an event deleted in between",
    event(4, "found event 5 in its place"),
    sql(`DELETE FROM events WHERE ${k1} AND sequence = 4`),
  ),
  other(
    "event",
    "the last event deleted",
    event(8, "the record counts 8 events, found 7"),
    sql(`DELETE FROM events WHERE ${k1} AND sequence = 8`),
  ),
  other(
    "event",
    "an event inserted behind the last",
    event(9, "altered"),
    sql(
      `INSERT INTO events (serial, sequence, at, kind, actor, hash) SELECT serial, 9, at, 'unlocked', actor, hash FROM events WHERE ${k1} AND sequence = 8`,
    ),
  ),
  other("event", "two events swapped", event(4, "altered"), async (db) => {
    await db.sql(`UPDATE events SET sequence = 99 WHERE ${k1} AND sequence = 4`);
    await db.sql(`UPDATE events SET sequence = 4 WHERE ${k1} AND sequence = 5`);
    await db.sql(`UPDATE events SET sequence = 5 WHERE ${k1} AND sequence = 99`);
  }),
  other(
    "event",
    "an event moved to another key",
    event(8, "the record counts 8"),
    sql(`UPDATE events SET serial = 'K2', sequence = 50 WHERE ${k1} AND sequence = 8`),
  ),
  other("event", "a chain and its head made anew", sealed("K1"), (db) =>
    chainAnew(db, "K1", (rows) => rows.map((row) => ({ ...row, actor: "staff:eve" }))),
  ),
  {
    ...other(
      "event",
      "a record and its events put back together",
      /^key K1, event 7: cut off: checkpoint 2 counted 8 events/m,
      async (db, { early }) => {
        await putBack(db, "keys", early, { serial: "K1" });
        await putBack(db, "events", early, { serial: "K1" });
      },
    ),
    isWholePast: true,
  },
  other(
    "event",
    "a cut that nobody made",
    /^key K1, event 2: cut here, by an anchor that is not what was signed/m,
    async (db) => {
      const [row] = await db.sql<{ readonly hash: string }>(
        `SELECT hash FROM events WHERE ${k1} AND sequence = 2`,
      );
      await db.sql(`DELETE FROM events WHERE ${k1} AND sequence <= 2`);
      await insertRow(db, "anchors", {
        ...{
          serial: "K1",
          count: 2,
          hash: row?.hash ?? "",
          at: 1_800_000_000_000,
          actor: "staff:eve",
        },
        ...{ key_id: "KEYID", signature: "00".repeat(32), past: null },
      });
      await db.sql(
        `UPDATE anchors SET key_id = (SELECT substr(body, 1, 8) FROM documents WHERE kind = 'installation')`,
      );
    },
  ),
];

const account = "kind = 'staff-account' AND id = 'anne'";

const documents: readonly Tampering[] = [
  other(
    "document",
    "the role of an account raised",
    document("staff-account"),
    sql(
      `UPDATE documents SET body = replace(body, '"role":"desk"', '"role":"officer"') WHERE ${account}`,
    ),
  ),
  other(
    "document",
    "the scopes of a token widened",
    document("api-token"),
    sql(
      `UPDATE documents SET body = replace(body, '"authenticate"', '"keys:write"') WHERE kind = 'api-token'`,
    ),
  ),
  other(
    "document",
    "two accounts swapped",
    document("staff-account"),
    exchange("documents", "body", account, "kind = 'staff-account' AND id = 'carl'"),
  ),
  other(
    "document",
    "an account under another name",
    document("staff-account"),
    sql(`UPDATE documents SET id = 'eve' WHERE ${account}`),
  ),
  other(
    "document",
    "a document of another kind",
    document("ticket"),
    sql(`UPDATE documents SET kind = 'ticket' WHERE ${account}`),
  ),
  other(
    "document",
    "the revision of a document raised",
    document("staff-account"),
    sql(`UPDATE documents SET revision = revision + 1 WHERE ${account}`),
  ),
  other(
    "document",
    "the expiry of a document moved",
    document("desk-upload"),
    sql(`UPDATE documents SET expires_at = expires_at + 1 WHERE kind = 'desk-upload'`),
  ),
  other(
    "document",
    "the seal of a document taken off",
    document("staff-account", "its seal is gone"),
    sql(`UPDATE documents SET body = substr(body, 75) WHERE ${account}`),
  ),
  other(
    "document",
    "an account inserted",
    document("staff-account", "its seal is gone"),
    sql(
      `INSERT INTO documents (kind, id, revision, body) VALUES ('staff-account', 'eve', 1, '{"name":"eve","role":"officer"}')`,
    ),
  ),
  other(
    "document",
    "an account deleted",
    /^checkpoint 2: document "anne" of the kind "staff-account" was deleted since/m,
    sql(`DELETE FROM documents WHERE ${account}`),
  ),
  other(
    "document",
    "a revoked token put back in force",
    /^checkpoint 2: document "[0-9a-f]+" of the kind "api-token" was put back in time since/m,
    (db, { early }) => putBack(db, "documents", early, { kind: "api-token" }),
  ),
  other(
    "document",
    "the mark of the store edited",
    document("installation"),
    sql(
      `UPDATE documents SET body = replace(body, '"checkpoint":2', '"checkpoint":0') WHERE kind = 'installation'`,
    ),
  ),
];

const checkpointKind = "kind = 'audit-checkpoint'";

const checkpoints: readonly Tampering[] = [
  other(
    "checkpoint",
    "a checkpoint altered",
    document("audit-checkpoint"),
    sql(
      `UPDATE documents SET body = replace(body, '"events":', '"events":1') WHERE ${checkpointKind} AND id LIKE '%2'`,
    ),
  ),
  other(
    "checkpoint",
    "the first checkpoint deleted",
    /^checkpoint 1: found checkpoint 2 in its place/m,
    sql(`DELETE FROM documents WHERE ${checkpointKind} AND id LIKE '%1'`),
  ),
  other(
    "checkpoint",
    "the last checkpoint deleted",
    /the last checkpoints are gone: the store's mark knows checkpoint 2/,
    sql(`DELETE FROM documents WHERE ${checkpointKind} AND id LIKE '%2'`),
  ),
  other(
    "checkpoint",
    "all checkpoints and their heads deleted",
    /checkpoints are gone/,
    sql("DELETE FROM documents WHERE kind LIKE 'audit-%'"),
  ),
  other(
    "checkpoint",
    "two checkpoints swapped",
    document("audit-checkpoint"),
    exchange(
      "documents",
      "body",
      `${checkpointKind} AND id LIKE '%1'`,
      `${checkpointKind} AND id LIKE '%2'`,
    ),
  ),
  other(
    "checkpoint",
    "the heads of a checkpoint altered",
    document("audit-heads"),
    sql(`UPDATE documents SET body = replace(body, '"K1"', '"K0"') WHERE kind = 'audit-heads'`),
  ),
  other(
    "checkpoint",
    "the heads of a checkpoint deleted",
    /^checkpoint 2: the heads kept for it are not those that were signed/m,
    sql("DELETE FROM documents WHERE kind = 'audit-heads'"),
  ),
  other(
    "checkpoint",
    "the documents known to a checkpoint deleted",
    /^checkpoint 2: the documents kept for it are not those that were signed/m,
    sql("DELETE FROM documents WHERE kind = 'audit-documents'"),
  ),
];

const stores: readonly Tampering[] = [
  {
    ...other(
      "store",
      "the mark of the store deleted",
      /its records are not sealed/,
      sql("DELETE FROM documents WHERE kind = 'installation'"),
    ),
    foundBy: "every command",
  },
  {
    ...other(
      "store",
      "the whole database put back in time",
      /^checkpoint 2: not the one that was kept elsewhere/m,
      (db, { early }) => putAllBack(db, early),
    ),
    foundBy: "jeton audit verify --expect",
  },
];

/** All of them. `docs/guides/audit.md` shows this list. */
export const tamperings: readonly Tampering[] = [
  ...records,
  ...events,
  ...documents,
  ...checkpoints,
  ...stores,
];
