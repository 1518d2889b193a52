export { type CopyProgress, copyStore, differences, type StoreSummary } from "./copy-store.ts";
export { openMemoryStore } from "./memory-store.ts";
export type { OpenedStore, RecordText, StoreCounts, StorePart } from "./opened-store.ts";
export { migratePostgresStore, openPostgresStore } from "./postgres/open-postgres-store.ts";
export { isPostgresUrl, postgresName } from "./postgres/place.ts";
export { type SealedStoreReport, sealStore } from "./seal-store.ts";
export { sealedDocuments } from "./sealed-documents.ts";
export { requireSeal, sealedStore } from "./sealed-store.ts";
export { openSqliteStore } from "./sqlite/open-sqlite-store.ts";
