import { type EditedDatabase, literal } from "../support/edited-store.ts";
import {
  chainAnew,
  editRecord,
  insertRow,
  keyRow,
  type Past,
  putAllBack,
  putBack,
  setKey,
} from "./edits.ts";

/** One way to change the database without this program, and the command that finds it. */
export type Tampering = {
  readonly of: "record" | "event" | "document" | "checkpoint" | "store";
  readonly what: string;
  /** What finds it; with `--expect` only by a checkpoint that was kept elsewhere. */
  readonly foundBy: "jeton audit verify" | "jeton audit verify --expect" | "every command";
  /** What is said. */
  readonly says: RegExp;
  /** Whether what was put back is a whole past of the key, which works until it is found. */
  readonly isWholePast?: true;
  readonly edit: (db: EditedDatabase, past: Past) => Promise<unknown>;
};

const damaged = (serial: string) => new RegExp(`^key ${serial}: its record is damaged: `, "m");
const sealed = (serial: string) =>
  new RegExp(`^key ${serial}: its record is damaged: it is not what was sealed`, "m");
const event = (sequence: number, problem = "") =>
  new RegExp(`^key K1, event ${sequence}: ${problem}`, "m");
const document = (kind: string, problem = "not what was sealed") =>
  new RegExp(`^document "[^"]*" of the kind "${kind}": ${problem}`, "m");

type Change = Parameters<typeof editRecord>[2];

function record(what: string, change: Change, serial = "K1", says = sealed(serial)): Tampering {
  const edit: Tampering["edit"] = (db) => editRecord(db, serial, change);
  return { of: "record", what, foundBy: "jeton audit verify", says, edit };
}

function other(
  of: Tampering["of"],
  what: string,
  says: RegExp,
  edit: Tampering["edit"],
): Tampering {
  return { of, what, foundBy: "jeton audit verify", says, edit };
}

const sql =
  (...texts: readonly string[]): Tampering["edit"] =>
  async (db) => {
    for (const text of texts) await db.sql(text);
  };

/** Exchanges a column of two rows of a table. */
const exchange =
  (table: string, column: string, first: string, second: string): Tampering["edit"] =>
  async (db) => {
    const value = async (where: string) => {
      const [row] = await db.sql<Record<string, string>>(
        `SELECT ${column} AS value FROM ${table} WHERE ${where}`,
      );
      return literal(row?.value ?? null);
    };
    const [one, two] = [await value(first), await value(second)];
    await db.sql(`UPDATE ${table} SET ${column} = ${two} WHERE ${first}`);
    await db.sql(`UPDATE ${table} SET ${column} = ${one} WHERE ${second}`);
  };

const k1 = "serial = 'K1'";

const records: readonly Tampering[] = [
  other("record", "the holders of two keys swapped", sealed("K1"), async (db) => {
    await setKey(db, "K1", { holder: null });
    await editRecord(db, "K2", (at) => ({ ...at, holder: "ada" }));
    await editRecord(db, "K1", (at) => ({ ...at, holder: "bob" }));
  }),
  record("a holder replaced", (at) => ({ ...at, holder: "eve" })),
  record("a key in stock given a holder and a state", (at) => ({ ...at, holder: "eve" }), "K3"),
  record("`lastStep` set back", (at) => ({ ...at, lastStep: Number(at.lastStep) - 1 })),
  record("`lastStep` removed", (at) => ({ ...at, lastStep: null })),
  record("the failures forgotten", withoutFailures, "K1", damaged("K1")),
  record("a block moved", (at) => ({ ...at, block: { until: 1 } }), "K1", damaged("K1")),
  record("a suspended key resumed", resumed, "K4"),
  record("the clock edited", (at) => ({ ...at, clock: null })),
  record("the parameters edited", (at) => ({ ...at, parameters: faster(at.parameters) })),
  record("the end of the first use moved", (at) => ({
    ...at,
    firstUse: { expiresAt: 4_000_000_000_000, activation: null },
  })),
  record("the head of the chain edited", (at) => ({
    ...at,
    audit: { count: 1, hash: "00".repeat(32) },
  })),
  record("the version of the record edited", (at) => ({ ...at, version: 99 }), "K1", damaged("K1")),
  other("record", "the seed of another key", sealed("K1"), async (db) => {
    const { seed } = JSON.parse(String((await keyRow(db, "K2")).record));
    await editRecord(db, "K1", (at) => ({ ...at, seed }));
  }),
  other("record", "the PIN of another key", sealed("K1"), async (db) => {
    const { state } = JSON.parse(String((await keyRow(db, "K2")).record));
    await editRecord(db, "K1", (at) => ({ ...at, state }));
  }),
  record("the seal taken off", (at) => ({ ...at, mac: "" }), "K1", damaged("K1")),
  record(
    "the seal named after another master key",
    (at) => ({
      ...at,
      mac: `00112233${String(at.mac).slice(8)}`,
    }),
    "K1",
    damaged("K1"),
  ),
  other("record", "the seals of two keys swapped", sealed("K2"), async (db) => {
    const [one, two] = [await keyRow(db, "K1"), await keyRow(db, "K2")];
    const macOf = (row: typeof one) => JSON.parse(String(row.record)).mac;
    await editRecord(db, "K1", (at) => ({ ...at, mac: macOf(two) }));
    await editRecord(db, "K2", (at) => ({ ...at, mac: macOf(one) }));
  }),
  other(
    "record",
    "the records of two keys swapped",
    damaged("K1"),
    exchange("keys", "record", k1, "serial = 'K2'"),
  ),
  other(
    "record",
    "a serial changed",
    damaged("K1X"),
    sql(`UPDATE keys SET serial = 'K1X' WHERE ${k1}`),
  ),
  other(
    "record",
    "the revision raised",
    sealed("K1"),
    sql(`UPDATE keys SET revision = revision + 1 WHERE ${k1}`),
  ),
  other(
    "record",
    "the column of the holder edited",
    damaged("K1"),
    sql(`UPDATE keys SET holder = 'eve' WHERE ${k1}`),
  ),
  other(
    "record",
    "the column of `lastStep` edited",
    damaged("K1"),
    sql(`UPDATE keys SET last_step = last_step - 1 WHERE ${k1}`),
  ),
  other(
    "record",
    "a field written twice",
    damaged("K1"),
    sql(
      `UPDATE keys SET record = replace(record, '"serial":"K1"', '"serial":"K0","serial":"K1"') WHERE ${k1}`,
    ),
  ),
  other(
    "record",
    "a record cut short",
    damaged("K1"),
    sql(`UPDATE keys SET record = substr(record, 1, 100) WHERE ${k1}`),
  ),
  other("record", "an older record put back", event(7, "the record counts"), (db, { early }) =>
    putBack(db, "keys", early, { serial: "K1" }),
  ),
  other(
    "record",
    "an older record put back under the present revision",
    sealed("K1"),
    async (db, { early }) => {
      const before = early.keys?.find(({ serial }) => serial === "K1");
      await setKey(db, "K1", {
        record: before?.record ?? null,
        last_step: before?.last_step ?? null,
      });
    },
  ),
  other(
    "record",
    "a key deleted with all its events",
    /^key K1: deleted: checkpoint 2 knows it/m,
    sql(`DELETE FROM events WHERE ${k1}`, `DELETE FROM keys WHERE ${k1}`),
  ),
  other(
    "record",
    "a key deleted, its events left",
    /^key K1: there is no key to which its events belong/m,
    sql(`DELETE FROM keys WHERE ${k1}`),
  ),
  other("record", "a key copied under another serial", damaged("K9"), async (db) => {
    const row = await keyRow(db, "K2");
    const text = String(row.record).replace('"K2"', '"K9"').replace('"bob"', '"eve"');
    await insertRow(db, "keys", { ...row, serial: "K9", holder: "eve", record: text });
  }),
];

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
    sql(`UPDATE events SET step = step - 1 WHERE ${k1} AND sequence = 5`),
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

type Fields = Readonly<Record<string, unknown>>;

function withoutFailures(at: Fields): Record<string, unknown> {
  return { ...at, failures: 0 };
}

function resumed(at: Fields): Record<string, unknown> {
  return { ...at, state: (at.state as { readonly before: unknown }).before };
}

function faster(parameters: unknown): Fields {
  return { ...(parameters as Fields), periodSeconds: 30 };
}
