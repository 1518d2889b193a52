export { openMemoryStore } from "./memory-store.ts";
export type { OpenedStore } from "./opened-store.ts";
export { openPostgresStore } from "./postgres/open-postgres-store.ts";
export { isPostgresUrl } from "./postgres/place.ts";
export { openSqliteStore } from "./sqlite/open-sqlite-store.ts";
