import { chainEvent, emptyAuditHead } from "@jeton/core";
import { type EditedDatabase, literal } from "../support/edited-store.ts";

/** A row as the database has it, numbers as numbers. */
export type Row = Readonly<Record<string, string | number | null>>;

/** All rows of all tables at a moment. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

const tables = ["keys", "events", "anchors", "documents"] as const;

/** What edits need to know: the rows as they were at an earlier moment, and at a checkpoint. */
export type Past = {
  /** Before K1's last log-ins, behind the first checkpoint. */
  readonly early: Tables;
};

type Fields = Record<string, unknown>;

/** Reads all rows. PostgreSQL gives large numbers as text. */
export async function readTables({ sql }: EditedDatabase): Promise<Tables> {
  const found: Record<string, readonly Row[]> = {};
  for (const table of tables) {
    const rows = await sql<Record<string, string | number | null>>(`SELECT * FROM ${table}`);
    found[table] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          numbers.has(name) ? asNumber(value) : value,
        ]),
      ),
    );
  }
  return found;
}

const numbers = new Set(["revision", "last_step", "sequence", "at", "step", "count", "expires_at"]);

function asNumber(value: string | number | null): number | null {
  return value === null ? null : Number(value);
}

/** Puts a row in, with all of its columns. */
export async function insertRow({ sql }: EditedDatabase, table: string, row: Row): Promise<void> {
  const names = Object.keys(row);
  const values = names.map((name) => literal(row[name]));
  await sql(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${values.join(", ")})`);
}

/** Returns the row of a key as it stands. */
export async function keyRow({ sql }: EditedDatabase, serial: string): Promise<Row> {
  const [row] = await sql<Row>(`SELECT * FROM keys WHERE serial = ${literal(serial)}`);
  if (row === undefined) throw new TypeError(`Cannot find ${serial}`);
  return { ...row, revision: Number(row.revision), last_step: asNumber(row.last_step ?? null) };
}

/** Writes columns of a key. */
export async function setKey({ sql }: EditedDatabase, serial: string, row: Row): Promise<void> {
  const set = Object.entries(row).map(([name, value]) => `${name} = ${literal(value)}`);
  await sql(`UPDATE keys SET ${set.join(", ")} WHERE serial = ${literal(serial)}`);
}

/** Changes a key's record, and the columns that repeat it, so that nothing but the seal can tell. */
export async function editRecord(
  db: EditedDatabase,
  serial: string,
  change: (record: Fields) => Fields,
): Promise<void> {
  const row = await keyRow(db, serial);
  const record = change(JSON.parse(String(row.record)) as Fields);
  await setKey(db, serial, {
    record: JSON.stringify(record),
    holder: record.holder as string | null,
    last_step: record.lastStep as number | null,
  });
}

/** Puts all rows of a key, or of a document, back as they were. */
export async function putBack(
  { sql, ...db }: EditedDatabase,
  table: string,
  before: Tables,
  where: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.entries(where);
  const condition = names.map(([name, value]) => `${name} = ${literal(value)}`).join(" AND ");
  await sql(`DELETE FROM ${table} WHERE ${condition}`);
  for (const row of before[table] ?? []) {
    if (names.every(([name, value]) => row[name] === value)) {
      await insertRow({ sql, ...db }, table, row);
    }
  }
}

/** Puts the whole database back as it was. */
export async function putAllBack(db: EditedDatabase, before: Tables): Promise<void> {
  for (const table of [...tables].reverse()) await db.sql(`DELETE FROM ${table}`);
  for (const table of tables) {
    for (const row of before[table] ?? []) await insertRow(db, table, row);
  }
}

/** Makes a key's chain and the head in its record anew, so that they fit each other. */
export async function chainAnew(
  db: EditedDatabase,
  serial: string,
  change: (events: readonly Row[]) => readonly Row[],
): Promise<void> {
  const events = (await readTables(db)).events?.filter((row) => row.serial === serial) ?? [];
  events.sort((left, right) => Number(left.sequence) - Number(right.sequence));
  await db.sql(`DELETE FROM events WHERE serial = ${literal(serial)}`);
  let head = emptyAuditHead;
  for (const row of change(events)) {
    const { holder_name: holder, diagnosis, ...event } = row;
    const chained = chainEvent(serial, head, {
      ...event,
      diagnosis: diagnosis === null ? null : JSON.parse(String(diagnosis)),
      ...(holder === null ? {} : { holder }),
    } as unknown as Parameters<typeof chainEvent>[2]);
    head = { count: chained.sequence, hash: chained.hash };
    await insertRow(db, "events", { ...row, sequence: chained.sequence, hash: chained.hash });
  }
  await editRecord(db, serial, (record) => ({ ...record, audit: head }));
}
