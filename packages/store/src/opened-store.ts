import type { DocumentStore, KeyStore } from "@jeton/core";

/** An open store: keys, and beside them, in the same database, the service's documents. */
export type OpenedStore = KeyStore & { readonly documents: DocumentStore };
