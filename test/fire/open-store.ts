import {
  isEtcdUrl,
  isPostgresUrl,
  type OpenedStore,
  openEtcdStore,
  openPostgresStore,
  openSqliteStore,
} from "@jeton/store";

/** Opens the store at a URL or the path of a SQLite file. */
export async function openStore(place: string): Promise<OpenedStore> {
  if (isPostgresUrl(place)) return openPostgresStore(place);
  return isEtcdUrl(place) ? openEtcdStore(place) : openSqliteStore(place);
}
