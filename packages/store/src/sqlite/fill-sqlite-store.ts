import type { Database } from "better-sqlite3";
import { floorReader } from "../floor-reader.ts";
import { notEmpty, type OpenedStore, type StoreCounts, type StorePart } from "../opened-store.ts";
import { encodeAnchorRow, encodeEventRow, encodeKeyRow, recordText } from "../rows.ts";
import type { Statements } from "./statements.ts";
import { storeUnusable } from "./store-failure.ts";

/** Returns what a whole store is counted and filled by; `use` as in `createSqliteDocumentStore`. */
export function wholeSqliteStore(
  db: Database,
  path: string,
  ask: Statements,
  use: <T>(work: () => T) => T,
): Pick<OpenedStore, "counts" | "fill" | "recordTexts"> {
  const count = db.prepare<[], StoreCounts>(
    `SELECT (SELECT count(*) FROM keys) AS keys, (SELECT count(*) FROM events) AS events,
       (SELECT count(*) FROM documents) AS documents`,
  );
  const addDocument = db.prepare(
    "INSERT INTO documents (kind, id, revision, body, expires_at) VALUES (?, ?, 1, ?, ?)",
  );

  const floorOf = floorReader();

  function counts(): StoreCounts {
    return use(() => count.get()) ?? { keys: 0, events: 0, documents: 0 };
  }

  function add({ keys, documents }: StorePart): void {
    for (const { record, events, anchor } of keys) {
      ask.insert.run(encodeKeyRow(record, 1));
      for (const event of events) ask.append.run(encodeEventRow(event));
      if (anchor !== null) ask.setAnchor.run(encodeAnchorRow(anchor));
    }
    for (const { kind, document } of documents) {
      addDocument.run(kind, document.id, document.body, document.expiresAt);
    }
  }

  return {
    counts: async () => counts(),
    recordTexts: async ({ after, limit }) =>
      use(() => ask.list.all({ after, limit })).map((row) => recordText(row, floorOf(row.floor))),
    async fill(parts) {
      // better-sqlite3's own transactions cannot wait for the next part.
      use(() => db.exec("BEGIN IMMEDIATE"));
      try {
        const found = counts();
        if (found.keys + found.documents > 0) throw storeUnusable("use", path, notEmpty(found));
        for await (const part of parts) use(() => add(part));
        // What comes from elsewhere may be older than what was accepted there.
        use(() => ask.raiseFloor.run(Date.now()));
        use(() => db.exec("COMMIT"));
      } finally {
        if (db.inTransaction) db.exec("ROLLBACK");
      }
    },
  };
}
