import {
  type DocumentStore,
  type Keyring,
  OtpError,
  openBody,
  type StoredDocument,
  sealBody,
} from "@jeton/core";

/**
 * Returns the documents with every body sealed when it is written and checked when it is read. One
 * that was edited, swapped or moved is refused when it is loaded, and left out of lists;
 * `onDamaged` is called with its kind. Verification reads the documents beneath.
 */
export function sealedDocuments(
  documents: DocumentStore,
  keyring: Keyring,
  onDamaged: (kind: string) => void = () => {},
): DocumentStore {
  function opened(kind: string, document: StoredDocument): StoredDocument | null {
    const { finding, body } = openBody(keyring, { kind, ...document });
    if (finding === "good") return { ...document, body };
    onDamaged(kind);
    return null;
  }

  return {
    ...documents,
    async load(kind, id) {
      const document = await documents.load(kind, id);
      if (document === null) return null;
      const found = opened(kind, document);
      if (found === null) throw documentDamaged(kind);
      return found;
    },
    put: (kind, id, revision, { body, expiresAt }) =>
      documents.put(kind, id, revision, {
        body: sealBody(keyring, { kind, id, revision: revision + 1, expiresAt, body }),
        expiresAt,
      }),
    async list(kind, page) {
      const found: StoredDocument[] = [];
      for (let { after } = page; ; ) {
        // A damaged one must not shorten the page: a short one is the last.
        const limit = page.limit - found.length;
        const next = await documents.list(kind, { ...page, after, limit });
        found.push(...next.flatMap((each) => opened(kind, each) ?? []));
        const last = next.at(-1);
        if (last === undefined || next.length < limit || found.length === page.limit) return found;
        after = last.id;
      }
    },
  };
}

/** The message tells the kind only: ids hold names. */
function documentDamaged(kind: string): OtpError {
  return new OtpError(
    "RECORD_DAMAGED",
    `Cannot use a document of the kind "${kind}": it is not what was sealed; see jeton audit verify`,
  );
}
