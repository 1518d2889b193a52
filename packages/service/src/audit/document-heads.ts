import { type DocumentStore, documentsHash, noCheckpointHash, OtpError } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { everyDocument } from "../documents/reseal-documents.ts";
import { headsPrefix, type StoredCheckpoint } from "./stored-checkpoints.ts";
import { type Broken, brokenCheckpoint } from "./trail-report.ts";

// A seal does not show that a document is gone, or that an older one was put back in its place. Of
// documents that are never removed checkpoints know which there were, and at which revision.

/** Kinds of documents that are never removed. */
const lastingKinds: ReadonlySet<string> = new Set([
  ...["staff-account", "api-token", "installation"],
  "removal-brake",
]);

/** Which documents there were at a checkpoint: pages of `DocumentHead`s. */
export const documentHeadsKind = "audit-documents";

/** Kind, id and revision. */
export type DocumentHead = readonly [kind: string, id: string, revision: number];

const headsPerPage = 500;

/** Writes what documents there are for a checkpoint, and returns what is signed of them. */
export async function writeDocumentHeads(
  ports: Pick<Ports, "bareDocuments" | "documents" | "keyring">,
  prefix: string,
): Promise<string> {
  const heads: DocumentHead[] = [];
  for await (const { kind, document } of everyDocument(ports)) {
    if (lastingKinds.has(kind)) heads.push([kind, document.id, document.revision]);
  }
  let hash = noCheckpointHash;
  for (let from = 0; from < heads.length; from += headsPerPage) {
    const body = JSON.stringify(heads.slice(from, from + headsPerPage));
    const id = `${prefix}${String(from / headsPerPage).padStart(8, "0")}`;
    await ports.documents.put(documentHeadsKind, id, 0, { body, expiresAt: null });
    hash = documentsHash(hash, body);
  }
  return hash;
}

/** Compares the documents with those that the checkpoint knew. */
export async function verifyDocumentHeads(
  ports: Pick<Ports, "bareDocuments" | "documents" | "keyring">,
  stored: StoredCheckpoint | null,
): Promise<readonly Broken[]> {
  const signed = stored?.checkpoint.documents;
  if (stored === null || signed === undefined || ports.bareDocuments === undefined) return [];
  const { sequence } = stored.checkpoint;
  const known = await headsOf(ports.documents, stored);
  if (known.hash !== signed) {
    return [brokenCheckpoint(sequence, "the documents kept for it are not those that were signed")];
  }
  const broken: Broken[] = [];
  for (const [kind, id, revision] of known.heads) {
    const found = await ports.bareDocuments.load(kind, id);
    if (found !== null && found.revision >= revision) continue;
    const what = found === null ? "deleted" : "put back in time";
    const problem = `document "${id}" of the kind "${kind}" was ${what} since`;
    broken.push(brokenCheckpoint(sequence, problem));
  }
  return broken;
}

async function headsOf(
  documents: DocumentStore,
  { checkpoint, run }: StoredCheckpoint,
): Promise<{ readonly hash: string; readonly heads: readonly DocumentHead[] }> {
  const prefix = headsPrefix(checkpoint.sequence, run);
  const heads: DocumentHead[] = [];
  let hash = noCheckpointHash;
  for (let after: string | null = null; ; ) {
    const page = { prefix, after, limit: 10, newestFirst: false };
    const found = await documents.list(documentHeadsKind, page);
    for (const { body } of found) {
      hash = documentsHash(hash, body);
      heads.push(...decodeHeads(body));
    }
    const last = found.at(-1);
    if (last === undefined || found.length < 10) return { hash, heads };
    after = last.id;
  }
}

function decodeHeads(body: string): readonly DocumentHead[] {
  try {
    return JSON.parse(body) as readonly DocumentHead[];
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read the documents of a checkpoint", cause);
  }
}
