import {
  type OpenedStore,
  openMemoryStore,
  openPostgresStore,
  openSqliteStore,
} from "@jeton/store";
import pg from "pg";
import { makeStoreDirectory } from "../../contracts/store-directory.ts";
import type { WorldPlan } from "../world-plan.ts";

/** An empty store, and what removes it after it was closed. */
export type WorldStore = { readonly store: OpenedStore; readonly remove: () => void };

/**
 * Opens an empty store for a world. `postgresUrl`: a database in which one world after the other is played;
 * what the last one left there is dropped. Throws TypeError when a world needs one and has none.
 */
export async function openWorldStore(
  kind: WorldPlan["store"],
  postgresUrl: string | null,
): Promise<WorldStore> {
  switch (kind) {
    case "memory":
      return { store: openMemoryStore(), remove: () => {} };
    case "sqlite": {
      const directory = makeStoreDirectory();
      return { store: openSqliteStore(directory.file), remove: directory.remove };
    }
    case "postgres":
      if (postgresUrl === null) throw new TypeError("Cannot open the world's store: no PostgreSQL");
      await dropStore(postgresUrl);
      return { store: await openPostgresStore(postgresUrl), remove: () => {} };
    default:
      return kind satisfies never;
  }
}

/** Much sooner done than a new database. */
async function dropStore(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("DROP SCHEMA IF EXISTS jeton CASCADE");
  } finally {
    await client.end();
  }
}
