import { openBody, type StoredDocument } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";

/** A document as it stands, with what was found of its seal. */
export type SealedDocument = {
  readonly kind: string;
  readonly document: StoredDocument;
  readonly finding: ReturnType<typeof openBody>["finding"];
  /** The master key that sealed it; null for none. */
  readonly keyId: string | null;
};

const pageSize = 200;

/** Goes through every document of every kind as it stands; through none where there are no seals. */
export async function* everyDocument({
  bareDocuments,
  keyring,
}: Pick<Ports, "bareDocuments" | "keyring">): AsyncGenerator<SealedDocument> {
  if (bareDocuments === undefined) return;
  for (const kind of await bareDocuments.kinds()) {
    for (let after: string | null = null; ; ) {
      const page = { prefix: "", after, limit: pageSize, newestFirst: false };
      const found: readonly StoredDocument[] = await bareDocuments.list(kind, page);
      for (const stored of found) {
        const { body, ...seal } = openBody(keyring, { kind, ...stored });
        yield { kind, document: { ...stored, body }, ...seal };
      }
      const last = found.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
  }
}

/** Seals every sound document anew that another master key than the active one sealed. */
export async function resealDocuments(ports: Ports): Promise<void> {
  for await (const { kind, document, finding, keyId } of everyDocument(ports)) {
    if (finding !== "good" || keyId === ports.keyring.active.id) continue;
    const { id, revision, body, expiresAt } = document;
    // Changed meanwhile, it was sealed with the active key.
    await ports.documents.put(kind, id, revision, { body, expiresAt });
  }
}
