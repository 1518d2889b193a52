export { openMemoryStore } from "./memory-store.ts";
export type { OpenedStore } from "./opened-store.ts";
export { openSqliteStore } from "./sqlite/open-sqlite-store.ts";
