import Database from "better-sqlite3";
import { foreignDatabase } from "./check-place.ts";
import { applicationId, migrations } from "./schema.ts";
import { damaged, storeUnusable } from "./store-failure.ts";
import { useWriteAheadLog } from "./use-write-ahead-log.ts";

/**
 * Makes an open database a store of the present schema: recognises it, brings it up to date in one
 * transaction, switches it to WAL, checks that it is whole. Throws OtpError STORE_UNUSABLE before
 * anything is written to a database that is not ours or newer than we are.
 */
export function prepareDatabase(db: Database.Database, path: string): void {
  db.pragma("foreign_keys = ON");
  // WAL at FULL: a commit is on the disk before it is answered (sqlite.org/pragma.html#pragma_synchronous).
  db.pragma("synchronous = FULL");
  // In KiB: the pages that log-ins come back to, of some ten thousand keys. SQLite's own default is 2 MiB.
  db.pragma("cache_size = -65536");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  // Taking the write lock even when there is nothing to do also finds a database that is read-only.
  db.transaction(() => migrate(db, path)).immediate();
  useWriteAheadLog(db, path);
  requireSchema(db, path);
  requireWhole(db, path);
}

function migrate(db: Database.Database, path: string): void {
  const found = db.pragma("application_id", { simple: true });
  const version = Number(db.pragma("user_version", { simple: true }));
  if (found !== applicationId) {
    const tables = db.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get();
    if (found !== 0 || version !== 0 || tables !== 0) {
      throw foreignDatabase(path, `application ID ${String(found)}, ${tables ?? 0} tables`);
    }
    db.pragma(`application_id = ${applicationId}`);
  }
  if (version > migrations.length) {
    throw storeUnusable("open", path, {
      found: `its schema has version ${version}, this program knows up to ${migrations.length}`,
      cure: "use the newer program that wrote it",
    });
  }
  for (const migration of migrations.slice(version)) db.exec(migration);
  if (version < migrations.length) db.pragma(`user_version = ${migrations.length}`);
}

type SchemaEntry = { readonly type: string; readonly name: string; readonly sql: string };

/** A store without its triggers would work, but the database itself would no longer refuse. */
function requireSchema(db: Database.Database, path: string): void {
  const entries = schemaOf(db);
  const found = new Map(entries.map((entry) => [entry.name, entry.sql]));
  const fresh = new Database(":memory:");
  for (const migration of migrations) fresh.exec(migration);
  const wanted = schemaOf(fresh);
  fresh.close();
  for (const { type, name, sql } of wanted) {
    if (found.get(name) === sql) continue;
    throw storeUnusable("open", path, {
      found: `its ${type} ${name} is ${found.has(name) ? "altered" : "missing"}`,
      cure: "restore a backup, or find out who changed the database",
    });
  }
  const names = new Set(wanted.map(({ name }) => name));
  const foreign = entries.find(({ type, name }) => type === "trigger" && !names.has(name));
  if (foreign === undefined) return;
  // It could change what is written, behind ours.
  throw storeUnusable("open", path, {
    found: `its trigger ${foreign.name} is none of ours`,
    cure: "find out who made it and drop it",
  });
}

function schemaOf(db: Database.Database): readonly SchemaEntry[] {
  const query = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
  return db.prepare<[], SchemaEntry>(query).all();
}

/** Reads the whole file once; the README says what that costs and gains. */
function requireWhole(db: Database.Database, path: string): void {
  const finding = db.pragma("quick_check(1)", { simple: true });
  if (finding !== "ok") throw storeUnusable("open", path, damaged(`(${String(finding)})`));
}
