import {
  type CheckpointContent,
  checkpointHash,
  headsHash,
  type KeyHead,
  markCheckpoint,
  noCheckpointHash,
  OtpError,
  signCheckpoint,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { documentHeadsKind, writeDocumentHeads } from "./document-heads.ts";
import {
  checkpointId,
  checkpointKind,
  encodeHeads,
  encodeStored,
  headsKind,
  headsPerPage,
  headsPrefix,
  lastCheckpoint,
  type StoredCheckpoint,
} from "./stored-checkpoints.ts";
import type { TrailReport } from "./trail-report.ts";
import { readTrail } from "./verify-trail.ts";

export type CheckpointAnswer =
  | ({ readonly kind: "made"; readonly hash: string } & StoredCheckpoint)
  /** Nothing was signed: a signature under a broken trail would make it look good. */
  | { readonly kind: "broken"; readonly report: TrailReport }
  /** Another process made the same one at the same time. */
  | { readonly kind: "made-elsewhere" };

type CheckpointPorts = Pick<
  Ports,
  "store" | "documents" | "bareDocuments" | "keyring" | "clock" | "random"
>;

export type CheckpointOptions = {
  /** Whether events before the last checkpoint are read again, too. Default: no. */
  readonly whole?: boolean;
  readonly onProgress?: (keysDone: number) => void;
};

/** Checkpoints whose heads are kept: the last, and the one before while the last is new. */
const headsKept = 2;

/**
 * Verifies what happened since the last checkpoint, and signs up to where each chain was proved by
 * that: nothing is signed that was not read. The pages of heads come first and the checkpoint last:
 * cut off in between, nothing has changed.
 */
export async function makeCheckpoint(
  ports: CheckpointPorts,
  { whole = false, onProgress = () => {} }: CheckpointOptions = {},
): Promise<CheckpointAnswer> {
  const run = Buffer.from(ports.random(8)).toString("hex");
  const before = await lastCheckpoint(ports.documents).catch(ofUnreadable);
  const sequence = (before?.checkpoint.sequence ?? 0) + 1;
  const pages = writeHeads(ports, headsPrefix(sequence, run));
  const how = { sinceCheckpoint: !whole, expected: null, onProgress };
  const report = await readTrail(ports, how, pages.add);
  const { checkpoint: last } = report;
  const isLast = (last?.sequence ?? 0) + 1 === sequence;
  const prefix = headsPrefix(sequence, run);
  if (report.broken.length > 0 || !isLast) {
    await removeHeads(ports, prefix);
    return isLast ? { kind: "broken", report } : { kind: "made-elsewhere" };
  }
  const checkpoint = signCheckpoint(ports.keyring, {
    sequence,
    at: ports.clock(),
    ...(await pages.end()),
    documents: await writeDocumentHeads(ports, prefix),
    previous: last?.hash ?? noCheckpointHash,
  });
  const body = encodeStored({ checkpoint, run });
  const id = checkpointId(sequence);
  if (!(await ports.documents.put(checkpointKind, id, 0, { body, expiresAt: null }))) {
    await removeHeads(ports, prefix);
    return { kind: "made-elsewhere" };
  }
  await markCheckpoint(ports.documents, sequence);
  await forgetHeads(ports, sequence - headsKept);
  return { kind: "made", checkpoint, run, hash: checkpointHash(checkpoint) };
}

/** What cannot be read is for the verification to say. */
function ofUnreadable(error: unknown): null {
  if (error instanceof OtpError && error.code === "RECORD_MALFORMED") return null;
  throw error;
}

/** Returns what writes heads page by page, and in the end what is signed of them. */
function writeHeads(ports: CheckpointPorts, prefix: string) {
  let [keys, events, pages, hash] = [0, 0, 0, noCheckpointHash];
  let page: KeyHead[] = [];
  const write = async () => {
    const id = `${prefix}${String(pages).padStart(8, "0")}`;
    await ports.documents.put(headsKind, id, 0, { body: encodeHeads(page), expiresAt: null });
    hash = headsHash(hash, page);
    pages += 1;
    page = [];
  };
  return {
    async add(head: KeyHead): Promise<void> {
      page.push(head);
      keys += 1;
      events += head.count;
      if (page.length === headsPerPage) await write();
    },
    async end(): Promise<Pick<CheckpointContent, "keys" | "events" | "heads">> {
      if (page.length > 0) await write();
      return { keys, events, heads: hash };
    },
  };
}

/** Removes the heads of all checkpoints up to `sequence`, and of runs that were cut off before. */
async function forgetHeads(ports: CheckpointPorts, sequence: number): Promise<void> {
  for (const kind of [headsKind, documentHeadsKind]) {
    for (;;) {
      const first = { prefix: "", after: null, limit: 100, newestFirst: false };
      const found = await ports.documents.list(kind, first);
      const old = found.filter(({ id }) => Number(id.split(".")[0]) <= sequence);
      if (old.length === 0) break;
      for (const { id, revision } of old) await ports.documents.remove(kind, id, revision);
    }
  }
}

async function removeHeads({ documents }: CheckpointPorts, prefix: string): Promise<void> {
  for (const kind of [headsKind, documentHeadsKind]) {
    for (;;) {
      const page = { prefix, after: null, limit: 100, newestFirst: false };
      const found = await documents.list(kind, page);
      if (found.length === 0) break;
      for (const { id, revision } of found) await documents.remove(kind, id, revision);
    }
  }
}
