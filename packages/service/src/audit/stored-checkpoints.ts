import {
  type Checkpoint,
  type DocumentStore,
  decodeCheckpoint,
  headFields,
  headsHash,
  type KeyHead,
  noCheckpointHash,
  OtpError,
  type StoredDocument,
} from "@jeton/core";

/** A checkpoint as it is kept, with the name of the pages of heads that were written for it. */
export type StoredCheckpoint = { readonly checkpoint: Checkpoint; readonly run: string };

/** Checkpoints stay for ever: each is small, and holds the hash of the one before. */
export const checkpointKind = "audit-checkpoint";
/** Where every chain stood, for the last checkpoints only. */
export const headsKind = "audit-heads";

export const headsPerPage = 200;

const pageSize = 100;

/** Returns the name of a checkpoint: their order is that of their names. */
export function checkpointId(sequence: number): string {
  return String(sequence).padStart(10, "0");
}

/** Returns what begins the names of the pages of a run. */
export function headsPrefix(sequence: number, run: string): string {
  return `${checkpointId(sequence)}.${run}.`;
}

/** Returns the text under which a checkpoint is kept. */
export function encodeStored({ checkpoint, run }: StoredCheckpoint): string {
  return JSON.stringify({ run, checkpoint });
}

/** Returns the last checkpoint, or null when there is none. Throws RECORD_MALFORMED for an altered one. */
export async function lastCheckpoint(documents: DocumentStore): Promise<StoredCheckpoint | null> {
  const page = { prefix: "", after: null, limit: 1, newestFirst: true };
  const [last] = await documents.list(checkpointKind, page);
  return last === undefined ? null : decodeStored(last);
}

/** Goes through all checkpoints, the first one first. */
export async function* allCheckpoints(documents: DocumentStore): AsyncGenerator<StoredCheckpoint> {
  for (let after: string | null = null; ; ) {
    const page = { prefix: "", after, limit: pageSize, newestFirst: false };
    const found = await documents.list(checkpointKind, page);
    for (const document of found) yield decodeStored(document);
    const last = found.at(-1);
    if (last === undefined || found.length < pageSize) return;
    after = last.id;
  }
}

/** Goes through the heads that were kept for a checkpoint, page by page, in the order of the serials. */
export async function* headPages(
  documents: DocumentStore,
  { checkpoint, run }: StoredCheckpoint,
): AsyncGenerator<readonly KeyHead[]> {
  const prefix = headsPrefix(checkpoint.sequence, run);
  for (let after: string | null = null; ; ) {
    const found = await documents.list(headsKind, { prefix, after, limit: 10, newestFirst: false });
    for (const { body } of found) yield decodeHeads(body);
    const last = found.at(-1);
    if (last === undefined || found.length < 10) return;
    after = last.id;
  }
}

/** Returns whether the heads that are kept are those that were signed. */
export async function areHeadsSigned(
  documents: DocumentStore,
  stored: StoredCheckpoint,
): Promise<boolean> {
  let hash = noCheckpointHash;
  try {
    for await (const heads of headPages(documents, stored)) hash = headsHash(hash, heads);
  } catch (error) {
    if (error instanceof OtpError && error.code === "RECORD_MALFORMED") return false;
    throw error;
  }
  return hash === stored.checkpoint.heads;
}

/** Returns heads as the text of a page. */
export function encodeHeads(heads: readonly KeyHead[]): string {
  return JSON.stringify(heads.map(headFields));
}

function decodeHeads(text: string): readonly KeyHead[] {
  try {
    const rows = JSON.parse(text) as readonly (readonly [string, number, string, number?])[];
    return rows.map(([serial, count, hash, cut = 0]) => ({ serial, count, hash, cut }));
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read the heads of a checkpoint", cause);
  }
}

function decodeStored({ id, body }: Pick<StoredDocument, "id" | "body">): StoredCheckpoint {
  const stored = readStored(body);
  const { sequence } = stored.checkpoint;
  // Else what is shown under a name is not what was signed, or not all of it.
  if (id === checkpointId(sequence) && encodeStored(stored) === body) return stored;
  const found = id === checkpointId(sequence) ? "more than was signed" : `the name "${id}"`;
  throw new OtpError("RECORD_MALFORMED", `Cannot read checkpoint ${sequence}: found ${found}`);
}

function readStored(text: string): StoredCheckpoint {
  try {
    const { run, checkpoint } = JSON.parse(text) as { run: unknown; checkpoint: unknown };
    return { run: String(run), checkpoint: decodeCheckpoint(JSON.stringify(checkpoint)) };
  } catch (cause) {
    if (cause instanceof OtpError) throw cause;
    throw new OtpError("RECORD_MALFORMED", "Cannot read a checkpoint: it is no JSON", cause);
  }
}
