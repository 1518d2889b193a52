import type { OpenedStore } from "../opened-store.ts";
import { openDatabase } from "./database.ts";
import { wholePostgresStore } from "./fill-postgres-store.ts";
import { engineHistory } from "./history.ts";
import { postgresPlace } from "./place.ts";
import { createPostgresDocumentStore } from "./postgres-document-store.ts";
import { createPostgresKeyStore } from "./postgres-key-store.ts";
import { type Prepared, prepareDatabase } from "./prepare-database.ts";
import { migrations } from "./schema.ts";

/** How a store is opened. */
export type OpenPostgresOptions = {
  readonly mayCreate?: boolean;
  /** Is told when this node raises the floor: milliseconds since 1970. */
  readonly onFloor?: (floor: number) => void;
  /** Is told at opening when the database cannot have triggers, which refuse for themselves elsewhere. */
  readonly onNoTriggers?: () => void;
};

/**
 * Opens the store in the schema `jeton` of the PostgreSQL database at `url`, which is made or brought
 * up to date when need be (made only when it `mayCreate`). Any number of processes on any number of
 * machines may have it open. Throws OtpError STORE_UNUSABLE, with what was found and what to do and
 * without the password, when it cannot be used.
 */
export async function openPostgresStore(
  url: string,
  { mayCreate = true, onFloor = () => {}, onNoTriggers = () => {} }: OpenPostgresOptions = {},
): Promise<OpenedStore> {
  const database = openDatabase(postgresPlace(url));
  let prepared: Prepared;
  try {
    prepared = await prepareDatabase(database, { mayCreate });
  } catch (error) {
    await database.close();
    throw error;
  }
  if (!prepared.hasTriggers) onNoTriggers();
  const history = engineHistory(database, onFloor);
  return {
    ...createPostgresKeyStore(database, history, prepared),
    documents: createPostgresDocumentStore(database),
    ...wholePostgresStore(database, history),
  };
}

/** What a migration came to. */
export type Migration = {
  /** The store, for people: without the password. */
  readonly name: string;
  /** The schema's version now. */
  readonly version: number;
  /** How many steps were carried out. */
  readonly done: number;
};

/** Makes the schema of the store at `url` or brings it up to date. Throws as `openPostgresStore`. */
export async function migratePostgresStore(url: string): Promise<Migration> {
  const database = openDatabase(postgresPlace(url));
  try {
    const { done } = await prepareDatabase(database, { mayCreate: true });
    return { name: database.place, version: migrations.length, done };
  } finally {
    await database.close();
  }
}
