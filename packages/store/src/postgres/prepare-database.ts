import type pg from "pg";
import type { Database } from "./database.ts";
import { type Guard, guards } from "./guards.ts";
import { postgresLimits } from "./limits.ts";
import { migrations } from "./schema.ts";
import { storeUnusable } from "./store-failure.ts";

/** "JETO": the advisory lock under which nodes that start together migrate one after the other. */
const migrationLock = 0x4a45544f;

/**
 * Makes a database a store of the present schema: brings it up to date in one transaction, checks
 * that its guards stand. Any number of nodes may do so at once. A database that is up to date is
 * only read, which needs no right to change the schema. Throws OtpError STORE_UNUSABLE for a newer
 * schema and for an altered one. Answers how many migrations were carried out.
 */
export function prepareDatabase(
  database: Database,
  { mayCreate }: { readonly mayCreate: boolean },
): Promise<number> {
  return database.withClient(async (client) => {
    const version = await versionOf(client);
    requireKnown(database, version);
    if (version === 0 && !mayCreate) {
      throw storeUnusable("open", database.place, {
        found: "there is no store in this database",
        cure: "name another one, or make one with jeton store migrate or jeton serve",
      });
    }
    const done = version < migrations.length ? await migrate(database, client) : 0;
    await requireGuards(database, client);
    return done;
  });
}

async function migrate(database: Database, client: pg.PoolClient): Promise<number> {
  const patience = postgresLimits.migrationMillisecondsMax;
  await client.query("BEGIN");
  await client.query(`SET LOCAL statement_timeout = ${patience}`);
  await client.query(`SET LOCAL lock_timeout = ${patience}`);
  await client.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
  // Only under the lock is it certain that no other node is doing the same.
  const version = await versionOf(client);
  requireKnown(database, version);
  if (version === 0) {
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS jeton;
      CREATE TABLE jeton.migrations (
        version integer PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now()
      );`);
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    await client.query(migration);
    await client.query("INSERT INTO jeton.migrations (version) VALUES ($1)", [index + 1]);
  }
  await client.query("COMMIT");
  return migrations.length - version;
}

async function versionOf(client: pg.PoolClient): Promise<number> {
  // Read from the catalogue itself: to_regclass() may answer from before another node's migration.
  const found = await client.query<{ there: boolean }>(`
    SELECT EXISTS (
      SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'jeton' AND tablename = 'migrations'
    ) AS there`);
  if (found.rows[0]?.there !== true) return 0;
  const { rows } = await client.query<{ version: number }>(
    "SELECT coalesce(max(version), 0) AS version FROM jeton.migrations",
  );
  return rows[0]?.version ?? 0;
}

function requireKnown({ place }: Database, version: number): void {
  if (version <= migrations.length) return;
  throw storeUnusable("open", place, {
    found: `its schema has version ${version}, this program knows up to ${migrations.length}`,
    cure: "use the newer program that wrote it",
  });
}

type FoundGuard = { readonly name: string; readonly body: string; readonly enabled: string };

/** A store without its guards would work, but the database itself would no longer refuse. */
async function requireGuards({ place }: Database, client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<FoundGuard>(`
    SELECT tgrelid::regclass::text || '.' || tgname AS name, prosrc AS body, tgenabled AS enabled
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal
      AND tgrelid IN (to_regclass('jeton.keys'), to_regclass('jeton.events'))`);
  const found = new Map(rows.map((row) => [row.name, row]));
  for (const guard of guards) {
    const problem = guardProblem(guard, found.get(`jeton.${guard.table}.${guard.name}`));
    if (problem === null) continue;
    throw storeUnusable("open", place, {
      found: `its trigger ${guard.name} is ${problem}`,
      cure: "restore a backup, or find out who changed the database",
    });
  }
}

function guardProblem(guard: Guard, found: FoundGuard | undefined): string | null {
  if (found === undefined) return "missing";
  if (found.body !== guard.body) return "altered";
  return found.enabled === "O" || found.enabled === "A" ? null : "switched off";
}
