import type { DocumentStore } from "@jeton/core";
import { boundsOf, requireContent, requireName } from "../document-arguments.ts";
import { type DocumentRow, decodeDocumentRow } from "../document-row.ts";
import type { Database } from "./database.ts";
import { documentStatements as ask } from "./statements.ts";

/** Returns the documents of a prepared database. */
export function createPostgresDocumentStore(database: Database): DocumentStore {
  return {
    async load(kind, id) {
      requireName(kind, id);
      const [row] = await database.ask<DocumentRow>(ask.load, [kind, id]);
      return row ? decodeDocumentRow(row) : null;
    },
    async put(kind, id, revision, { body, expiresAt }) {
      requireName(kind, id);
      requireContent({ body, expiresAt });
      const values = [kind, id, body, expiresAt];
      const rows =
        revision === 0
          ? await database.ask(ask.insert, values)
          : await database.ask(ask.update, [...values, revision]);
      return rows.length === 1;
    },
    async remove(kind, id, revision) {
      requireName(kind, id);
      return (await database.ask(ask.remove, [kind, id, revision])).length === 1;
    },
    async list(kind, page) {
      const { from, before } = boundsOf(kind, page);
      const statement = page.newestFirst ? ask.newestFirst : ask.oldestFirst;
      const values = [kind, from, before, page.after, page.limit];
      return (await database.ask<DocumentRow>(statement, values)).map(decodeDocumentRow);
    },
    async kinds() {
      const rows = await database.ask<{ readonly kind: string }>(ask.kinds, []);
      return rows.map(({ kind }) => kind);
    },
    async sweep(now) {
      const [row] = await database.ask<{ readonly swept: number }>(ask.sweep, [now]);
      return row?.swept ?? 0;
    },
  };
}
