import type { OpenedStore } from "../opened-store.ts";
import { openDatabase } from "./database.ts";
import { postgresPlace } from "./place.ts";
import { createPostgresDocumentStore } from "./postgres-document-store.ts";
import { createPostgresKeyStore } from "./postgres-key-store.ts";
import { prepareDatabase } from "./prepare-database.ts";

/**
 * Opens the store in the schema `jeton` of the PostgreSQL database at `url`, which is made or brought
 * up to date when need be. Any number of processes on any number of machines may have it open.
 * Throws OtpError STORE_UNUSABLE, with what was found and what to do and without the password, when
 * it cannot be used.
 */
export async function openPostgresStore(url: string): Promise<OpenedStore> {
  const database = openDatabase(postgresPlace(url));
  try {
    await prepareDatabase(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    ...createPostgresKeyStore(database),
    documents: createPostgresDocumentStore(database),
  };
}
