import type { DocumentStore, StoredDocument } from "@jeton/core";
import { boundsOf, requireContent, requireName } from "./document-arguments.ts";

/** The documents, and what only their own store asks. */
export type MemoryDocumentStore = DocumentStore & {
  readonly count: () => number;
};

/** Returns an empty store of documents; `requireOpen` throws once it was closed. */
export function createMemoryDocumentStore(requireOpen: () => void): MemoryDocumentStore {
  const documentsOf = new Map<string, Map<string, StoredDocument>>();

  function ofKind(kind: string): Map<string, StoredDocument> {
    const found = documentsOf.get(kind) ?? new Map<string, StoredDocument>();
    documentsOf.set(kind, found);
    return found;
  }

  return {
    count: () => [...documentsOf.values()].reduce((sum, { size }) => sum + size, 0),
    async load(kind, id) {
      requireOpen();
      requireName(kind, id);
      return copy(ofKind(kind).get(id));
    },
    async put(kind, id, revision, next) {
      requireOpen();
      requireName(kind, id);
      requireContent(next);
      const { body, expiresAt } = next;
      const documents = ofKind(kind);
      if ((documents.get(id)?.revision ?? 0) !== revision) return false;
      documents.set(id, { id, revision: revision + 1, body, expiresAt });
      return true;
    },
    async remove(kind, id, revision) {
      requireOpen();
      requireName(kind, id);
      return ofKind(kind).get(id)?.revision === revision && ofKind(kind).delete(id);
    },
    async list(kind, page) {
      requireOpen();
      const { from, before } = boundsOf(kind, page);
      const { after, limit, newestFirst } = page;
      const found = [...ofKind(kind).values()]
        .filter(({ id }) => id >= from && id < before)
        .sort((left, right) => (left.id < right.id ? -1 : 1));
      if (newestFirst) found.reverse();
      return found
        .filter(({ id }) => after === null || (newestFirst ? id < after : id > after))
        .slice(0, limit)
        .map((document) => ({ ...document }));
    },
    async kinds() {
      requireOpen();
      return [...documentsOf].flatMap(([kind, { size }]) => (size > 0 ? [kind] : [])).sort();
    },
    async sweep(now) {
      requireOpen();
      let count = 0;
      for (const documents of documentsOf.values()) {
        for (const { id, expiresAt } of documents.values()) {
          if (expiresAt === null || expiresAt >= now) continue;
          documents.delete(id);
          count += 1;
        }
      }
      return count;
    },
  };
}

/** No caller can reach what is stored. */
function copy(document: StoredDocument | undefined): StoredDocument | null {
  return document ? { ...document } : null;
}
