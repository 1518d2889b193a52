import { floorReader } from "../floor-reader.ts";
import { notEmpty, type OpenedStore, type StoreCounts, type StorePart } from "../opened-store.ts";
import { encodeAnchorRow, encodeEventRow, encodeKeyRow, recordText } from "../rows.ts";
import type { LoadedKeyRow } from "./attempts.ts";
import type { Database, Run } from "./database.ts";
import { floorRaised, type History } from "./history.ts";
import { keyStatementsOf } from "./statements.ts";
import { storeUnusable } from "./store-failure.ts";

/** Lists alike with and without triggers. */
const { list } = keyStatementsOf(true);

const count = `
  SELECT (SELECT count(*) FROM jeton.keys) AS keys, (SELECT count(*) FROM jeton.events) AS events,
    (SELECT count(*) FROM jeton.documents) AS documents`;

/** Returns what a whole store is counted and filled by. */
export function wholePostgresStore(
  database: Database,
  history: History,
): Pick<OpenedStore, "counts" | "fill" | "recordTexts"> {
  const floorOf = floorReader();
  return {
    counts: () => database.transaction(countsOf),
    async recordTexts({ after, limit }) {
      // No serial is empty, so that "" stands before the first.
      const ask = () => database.ask<LoadedKeyRow>(list, [after ?? "", limit]);
      const rows = await history.onPresent(ask);
      return rows.map((row) => recordText(row, floorOf(row.floor)));
    },
    fill: (parts) =>
      database.transaction(async (run) => {
        // Whoever else would write waits, and then finds the store filled.
        await run("LOCK TABLE jeton.keys, jeton.documents IN EXCLUSIVE MODE");
        const found = await countsOf(run);
        if (found.keys + found.documents > 0) {
          throw storeUnusable("use", database.place, notEmpty(found));
        }
        for await (const part of parts) await add(run, part);
        // What comes from elsewhere may be older than what was accepted there.
        await run(floorRaised, [Date.now()]);
      }),
  };
}

async function countsOf(run: Run): Promise<StoreCounts> {
  const [row] = await run<StoreCounts>(count);
  return row ?? { keys: 0, events: 0, documents: 0 };
}

/** One statement for each table, from one array for each column. */
async function add(run: Run, { keys, documents }: StorePart): Promise<void> {
  const rows = keys.map(({ record }) => encodeKeyRow(record, 1));
  await run(
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
  await run(
    `INSERT INTO jeton.events (serial, sequence, at, kind, actor, step, reason, diagnosis, hash,
       holder_name)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[],
       $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])`,
    [
      ...[column(events, "serial"), column(events, "sequence"), column(events, "at")],
      ...[column(events, "kind"), column(events, "actor"), column(events, "step")],
      ...[column(events, "reason"), column(events, "diagnosis"), column(events, "hash")],
      column(events, "holder_name"),
    ],
  );
  const anchors = keys.flatMap(({ anchor }) => (anchor === null ? [] : [encodeAnchorRow(anchor)]));
  await run(
    `INSERT INTO jeton.anchors (serial, count, hash, at, actor, key_id, signature, past)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[],
       $6::text[], $7::text[], $8::text[])`,
    [
      ...[column(anchors, "serial"), column(anchors, "count"), column(anchors, "hash")],
      ...[column(anchors, "at"), column(anchors, "actor"), column(anchors, "key_id")],
      ...[column(anchors, "signature"), column(anchors, "past")],
    ],
  );
  const texts = documents.map(({ kind, document }) => ({ kind, ...document }));
  await run(
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
