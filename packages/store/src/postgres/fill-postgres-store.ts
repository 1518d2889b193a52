import type pg from "pg";
import { notEmpty, type OpenedStore, type StoreCounts, type StorePart } from "../opened-store.ts";
import { encodeEventRow, encodeKeyRow } from "../rows.ts";
import type { Database, Statement } from "./database.ts";
import { storeUnusable } from "./store-failure.ts";

const count: Statement = {
  name: "jeton-counts",
  text: `SELECT (SELECT count(*) FROM jeton.keys) AS keys, (SELECT count(*) FROM jeton.events) AS events,
  (SELECT count(*) FROM jeton.documents) AS documents`,
  reads: true,
};

const kinds: Statement = {
  name: "jeton-document-kinds",
  text: "SELECT DISTINCT kind FROM jeton.documents ORDER BY kind",
  reads: true,
};

/** Answers what a whole store is counted and filled by. */
export function wholePostgresStore(
  database: Database,
): Pick<OpenedStore, "counts" | "documentKinds" | "fill"> {
  return {
    async counts() {
      const [row] = await database.ask<StoreCounts>(count, []);
      return row ?? { keys: 0, events: 0, documents: 0 };
    },
    async documentKinds() {
      return (await database.ask<{ readonly kind: string }>(kinds, [])).map(({ kind }) => kind);
    },
    fill: (parts) =>
      database.withClient(async (client) => {
        await client.query("BEGIN");
        // Whoever else would write waits, and then finds the store filled.
        await client.query("LOCK TABLE jeton.keys, jeton.documents IN EXCLUSIVE MODE");
        const found = (await client.query<StoreCounts>(count.text)).rows[0];
        if (found !== undefined && found.keys + found.documents > 0) {
          throw storeUnusable("use", database.place, notEmpty(found));
        }
        for await (const part of parts) await add(client, part);
        await client.query("COMMIT");
      }),
  };
}

/** One statement for each table, from one array for each column. */
async function add(client: pg.PoolClient, { keys, documents }: StorePart): Promise<void> {
  const rows = keys.map(({ record }) => encodeKeyRow(record, 1));
  await client.query(
    `INSERT INTO jeton.keys (serial, revision, holder, last_step, record)
     SELECT serial, 1, holder, last_step, record
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[])
       AS given (serial, holder, last_step, record)`,
    [
      column(rows, "serial"),
      column(rows, "holder"),
      column(rows, "last_step"),
      column(rows, "record"),
    ],
  );
  const events = keys.flatMap((key) => key.events.map(encodeEventRow));
  await client.query(
    `INSERT INTO jeton.events (serial, sequence, at, kind, actor, step, reason, diagnosis, hash)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[],
       $6::bigint[], $7::text[], $8::text[], $9::text[])`,
    [
      ...[column(events, "serial"), column(events, "sequence"), column(events, "at")],
      ...[column(events, "kind"), column(events, "actor"), column(events, "step")],
      ...[column(events, "reason"), column(events, "diagnosis"), column(events, "hash")],
    ],
  );
  const texts = documents.map(({ kind, document }) => ({ kind, ...document }));
  await client.query(
    `INSERT INTO jeton.documents (kind, id, revision, body, expires_at)
     SELECT kind, id, 1, body, expires_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS given (kind, id, body, expires_at)`,
    [column(texts, "kind"), column(texts, "id"), column(texts, "body"), column(texts, "expiresAt")],
  );
}

function column<Row, Name extends keyof Row>(
  rows: readonly Row[],
  name: Name,
): readonly Row[Name][] {
  return rows.map((row) => row[name]);
}
