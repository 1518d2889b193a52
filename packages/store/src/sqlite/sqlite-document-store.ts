import type { DocumentStore } from "@jeton/core";
import type { Database, Statement } from "better-sqlite3";
import { boundsOf, requireContent, requireName } from "../document-arguments.ts";
import { type DocumentRow, decodeDocumentRow } from "../document-row.ts";

type PageBounds = {
  readonly kind: string;
  readonly from: string;
  readonly before: string;
  readonly after: string | null;
  readonly limit: number;
};

/**
 * Returns the documents of a prepared database; `use` does a piece of work and says what became of
 * it when the database fails. Each change is one statement, and so its own transaction.
 */
export function createSqliteDocumentStore(
  db: Database,
  use: <T>(work: () => T) => T,
): DocumentStore {
  const ask = prepareStatements(db);

  return {
    async load(kind, id) {
      requireName(kind, id);
      const row = use(() => ask.load.get(kind, id));
      return row ? decodeDocumentRow(row) : null;
    },
    async put(kind, id, revision, next) {
      requireName(kind, id);
      requireContent(next);
      const row = { kind, id, former: revision, body: next.body, expires_at: next.expiresAt };
      const statement = revision === 0 ? ask.insert : ask.update;
      return use(() => statement.run(row).changes === 1);
    },
    async remove(kind, id, revision) {
      requireName(kind, id);
      return use(() => ask.remove.run(kind, id, revision).changes === 1);
    },
    async list(kind, page) {
      const { after, limit, newestFirst } = page;
      const bounds = { kind, ...boundsOf(kind, page), after, limit };
      const statement = newestFirst ? ask.newestFirst : ask.oldestFirst;
      return use(() => statement.all(bounds)).map(decodeDocumentRow);
    },
    async kinds() {
      return use(() => ask.kinds.all());
    },
    async sweep(now) {
      return use(() => ask.sweep.run(now).changes);
    },
  };
}

type ChangedRow = {
  readonly kind: string;
  readonly id: string;
  readonly former: number;
  readonly body: string;
  readonly expires_at: number | null;
};

const columns = "id, revision, body, expires_at";

type Statements = {
  readonly load: Statement<[kind: string, id: string], DocumentRow>;
  readonly insert: Statement<[ChangedRow]>;
  readonly update: Statement<[ChangedRow]>;
  readonly remove: Statement<[kind: string, id: string, revision: number]>;
  readonly oldestFirst: Statement<[PageBounds], DocumentRow>;
  readonly newestFirst: Statement<[PageBounds], DocumentRow>;
  readonly kinds: Statement<[], string>;
  readonly sweep: Statement<[now: number]>;
};

function prepareStatements(db: Database): Statements {
  // Bounds on the primary key, whichever way it is read; an OR would read from the start.
  return {
    load: db.prepare(`SELECT ${columns} FROM documents WHERE kind = ? AND id = ?`),
    insert: db.prepare(
      `INSERT INTO documents (kind, ${columns}) VALUES (@kind, @id, 1, @body, @expires_at)
       ON CONFLICT DO NOTHING`,
    ),
    update: db.prepare(
      `UPDATE documents SET revision = revision + 1, body = @body, expires_at = @expires_at
       WHERE kind = @kind AND id = @id AND revision = @former`,
    ),
    remove: db.prepare("DELETE FROM documents WHERE kind = ? AND id = ? AND revision = ?"),
    oldestFirst: db.prepare(
      `SELECT ${columns} FROM documents
       WHERE kind = @kind AND id >= @from AND id < @before AND id > coalesce(@after, '')
       ORDER BY id LIMIT @limit`,
    ),
    newestFirst: db.prepare(
      `SELECT ${columns} FROM documents
       WHERE kind = @kind AND id >= @from AND id < @before AND id < coalesce(@after, @before)
       ORDER BY id DESC LIMIT @limit`,
    ),
    kinds: db.prepare<[], string>("SELECT DISTINCT kind FROM documents ORDER BY kind").pluck(),
    sweep: db.prepare("DELETE FROM documents WHERE expires_at < ?"),
  };
}
