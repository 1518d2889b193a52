import Database from "better-sqlite3";
import pg from "pg";

/** A database under a store, changed by SQL as someone would who may write to it. */
export type EditedDatabase = {
  /** Runs one statement that both engines understand, and returns its rows. */
  readonly sql: <Row = Readonly<Record<string, unknown>>>(text: string) => Promise<readonly Row[]>;
};

/** Opens the SQLite file past its triggers, which are put back afterwards. */
export async function editSqlite(
  path: string,
  work: (database: EditedDatabase) => Promise<void>,
): Promise<void> {
  const db = new Database(path);
  db.pragma("foreign_keys = OFF");
  const query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
  const triggers = db.prepare<[], { name: string; sql: string }>(query).all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  try {
    await work({
      async sql<Row>(text: string) {
        const statement = db.prepare(text);
        if (statement.reader) return statement.all() as readonly Row[];
        statement.run();
        return [];
      },
    });
  } finally {
    for (const { sql } of triggers) db.exec(sql);
    db.close();
  }
}

/** Opens the PostgreSQL database as its owner, with triggers and foreign keys off. */
export async function editPostgres(
  url: string,
  work: (database: EditedDatabase) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET search_path = jeton; SET session_replication_role = replica");
    await work({ sql: async (text) => (await client.query(text)).rows });
  } finally {
    await client.end();
  }
}

/** Returns a value as SQL writes it. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  return typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
