import { editRecord, insertRow, keyRow, putBack, setKey } from "./edits.ts";
import {
  damaged,
  event,
  exchange,
  k1,
  other,
  record,
  sealed,
  sql,
  type Tampering,
} from "./tampering-kinds.ts";

/** Edits of keys' records. */
export const records: readonly Tampering[] = [
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
