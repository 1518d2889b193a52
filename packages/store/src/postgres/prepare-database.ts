import type { Database, Run, Statement } from "./database.ts";
import { type Guard, guardedTables, guards } from "./guards.ts";
import { migrations } from "./schema.ts";
import { storeUnusable } from "./store-failure.ts";

/** "JETO": the advisory lock under which nodes that start together migrate one after the other. */
const migrationLock = 0x4a45544f;

/**
 * Makes a database a store of the present schema: brings it up to date in one transaction, checks
 * that its guards stand. Any number of nodes may do so at once. A database that is up to date is
 * only read, which needs no right to change the schema. Throws OtpError STORE_UNUSABLE for a newer
 * schema and for an altered one.
 */
export async function prepareDatabase(
  database: Database,
  { mayCreate }: { readonly mayCreate: boolean },
): Promise<Prepared> {
  const version = await versionOf((statement) => database.ask(statement, []));
  requireKnown(database, version);
  if (version === 0 && !mayCreate) {
    throw storeUnusable("open", database.place, {
      found: "there is no store in this database",
      cure: "name another one, or make one with jeton store migrate or jeton serve",
    });
  }
  const done = version < migrations.length ? await database.transaction(migrate(database)) : 0;
  const [made] = await database.ask<Made>(howMade, []);
  const hasTriggers = made?.comment !== withoutTriggers;
  await requireGuards(database, hasTriggers ? guards : []);
  await requireSettings(database);
  return { done, hasTriggers };
}

/** What came of preparing. */
export type Prepared = {
  /** How many migrations were carried out. */
  readonly done: number;
  /** False in a store that was made where there is no PL/pgSQL. */
  readonly hasTriggers: boolean;
};

/**
 * Says of a store, as the comment of its schema, that no trigger is to be looked for. A store that was made
 * with triggers and lost them is refused, whether there still is a PL/pgSQL or not.
 */
const withoutTriggers = "made without triggers: there was no PL/pgSQL in this database";

type Made = { readonly comment: string | null };

const howMade: Statement = {
  name: "jeton-how-made",
  text: "SELECT obj_description(to_regnamespace('jeton'), 'pg_namespace') AS comment",
  reads: true,
};

const hasLanguage = "SELECT FROM pg_catalog.pg_language WHERE lanname = 'plpgsql'";

function migrate(database: Database): (run: Run) => Promise<number> {
  return async (run) => {
    await run("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    // Only under the lock is it certain that no other node is doing the same.
    const version = await versionOf(({ text }) => run(text));
    requireKnown(database, version);
    if (version === 0) {
      await run("CREATE SCHEMA IF NOT EXISTS jeton");
      const hasNone = (await run(hasLanguage)).length === 0;
      if (hasNone) await run(`COMMENT ON SCHEMA jeton IS '${withoutTriggers}'`);
      await run(`
        CREATE TABLE jeton.migrations (
          version integer PRIMARY KEY,
          at timestamptz NOT NULL DEFAULT now()
        )`);
    }
    const [made] = await run<Made>(howMade.text);
    const hasTriggers = made?.comment !== withoutTriggers;
    for (const [index, { tables, triggers }] of migrations.entries()) {
      if (index < version) continue;
      await run(tables);
      if (hasTriggers && triggers !== "") await run(triggers);
      await run("INSERT INTO jeton.migrations (version) VALUES ($1)", [index + 1]);
    }
    return migrations.length - version;
  };
}

/** Asks the catalogue itself: to_regclass() may answer from before another node's migration. */
const isThere: Statement = {
  name: "jeton-is-there",
  text: `SELECT EXISTS (
  SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'jeton' AND tablename = 'migrations'
) AS there`,
  reads: true,
};

const latest: Statement = {
  name: "jeton-latest-migration",
  text: "SELECT coalesce(max(version), 0) AS version FROM jeton.migrations",
  reads: true,
};

async function versionOf(
  ask: <Row>(statement: Statement) => Promise<readonly Row[]>,
): Promise<number> {
  const [found] = await ask<{ readonly there: boolean }>(isThere);
  if (found?.there !== true) return 0;
  const [row] = await ask<{ readonly version: number }>(latest);
  return row?.version ?? 0;
}

function requireKnown({ place }: Database, version: number): void {
  if (version <= migrations.length) return;
  throw storeUnusable("open", place, {
    found: `its schema has version ${version}, this program knows up to ${migrations.length}`,
    cure: "use the newer program that wrote it",
  });
}

const settingsFound: Statement = {
  name: "jeton-settings",
  text: `SELECT current_setting('client_min_messages') AS least,
    current_setting('transaction_isolation') AS isolation`,
  reads: true,
};

type Settings = { readonly least: string; readonly isolation: string };

/**
 * A pooler may drop what our sessions ask for, and in transaction mode they ask for nothing: then the role's
 * or the database's own default counts.
 */
async function requireSettings(database: Database): Promise<void> {
  const [row] = await database.ask<Settings>(settingsFound, []);
  if (row === undefined) return;
  if (["error", "fatal", "panic"].includes(row.least)) {
    throw storeUnusable("open", database.place, {
      found: `the server's warnings are hidden from us (client_min_messages = ${row.least})`,
      cure: "set it to warning for this role: a commit that may be lost is told by a warning only",
    });
  }
  if (row.isolation !== "read committed") {
    throw storeUnusable("open", database.place, {
      found: `transactions are ${row.isolation} by default`,
      cure: "set default_transaction_isolation to read committed for this role",
    });
  }
}

type FoundGuard = { readonly name: string; readonly body: string; readonly enabled: string };

const guardsFound: Statement = {
  name: "jeton-guards",
  text: `
    SELECT nspname || '.' || relname || '.' || tgname AS name, prosrc AS body, tgenabled AS enabled
    FROM pg_trigger
      JOIN pg_proc ON pg_proc.oid = tgfoid
      JOIN pg_class ON pg_class.oid = tgrelid
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE NOT tgisinternal AND nspname = 'jeton' AND relname IN (${guardedTables.map((table) => `'${table}'`).join(", ")})`,
  reads: true,
};

const foreignKeysFound: Statement = {
  name: "jeton-foreign-keys",
  text: `
    SELECT nspname || '.' || relname AS name
    FROM pg_constraint
      JOIN pg_class ON pg_class.oid = conrelid
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE contype = 'f' AND convalidated AND confrelid = to_regclass('jeton.keys')`,
  reads: true,
};

const acceptedOnceFound: Statement = {
  name: "jeton-accepted-once",
  text: `SELECT EXISTS (
  SELECT FROM pg_index
  WHERE indexrelid = to_regclass('jeton.events_accepted_once') AND indisunique AND indisvalid
    AND indrelid = to_regclass('jeton.events')
) AS there`,
  reads: true,
};

const tablesOfKeys = ["jeton.events", "jeton.anchors"] as const;

/** A store without its guards would work, but the database itself would no longer refuse. */
async function requireGuards(database: Database, wanted: readonly Guard[]): Promise<void> {
  const rows = await database.ask<FoundGuard>(guardsFound, []);
  const found = new Map(rows.map((row) => [row.name, row]));
  for (const guard of wanted) {
    const problem = guardProblem(guard, found.get(nameOf(guard)));
    if (problem !== null) throw changed(database, `its trigger ${guard.name} is ${problem}`);
  }
  const names = new Set(wanted.map(nameOf));
  const foreign = rows.find(({ name }) => !names.has(name));
  if (foreign !== undefined) {
    // It could change what is written, behind ours.
    throw storeUnusable("open", database.place, {
      found: `its trigger ${foreign.name} is none of ours`,
      cure: "find out who made it and drop it",
    });
  }
  const references = await database.ask<{ readonly name: string }>(foreignKeysFound, []);
  for (const table of tablesOfKeys) {
    if (references.some(({ name }) => name === table)) continue;
    throw changed(database, `its table ${table} no longer refers to jeton.keys`);
  }
  const [once] = await database.ask<{ readonly there: boolean }>(acceptedOnceFound, []);
  if (once?.there !== true) {
    throw changed(database, "its unique index events_accepted_once is missing or unused");
  }
}

function nameOf({ table, name }: Pick<Guard, "table" | "name">): string {
  return `jeton.${table}.${name}`;
}

function changed({ place }: Database, found: string): Error {
  const cure = "restore a backup, or find out who changed the database";
  return storeUnusable("open", place, { found, cure });
}

function guardProblem(guard: Guard, found: FoundGuard | undefined): string | null {
  if (found === undefined) return "missing";
  if (found.body !== guard.body) return "altered";
  return found.enabled === "O" || found.enabled === "A" ? null : "switched off";
}
