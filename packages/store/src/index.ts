export { openMemoryStore } from "./memory-store.ts";
export { openSqliteStore } from "./sqlite/open-sqlite-store.ts";
