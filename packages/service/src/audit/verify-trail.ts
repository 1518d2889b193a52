import { checkpointHash, type KeyHead, markedCheckpoint } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { isServiceKey, soundOrNull } from "@jeton/validator/parts";
import { verifyDocumentHeads } from "./document-heads.ts";
import { keysWithHeads } from "./keys-with-heads.ts";
import { headsKind, lastCheckpoint, type StoredCheckpoint } from "./stored-checkpoints.ts";
import { type Broken, brokenKey, type TrailReport } from "./trail-report.ts";
import { type KeptCheckpoint, verifyCheckpoints } from "./verify-checkpoints.ts";
import { verifyDocuments } from "./verify-documents.ts";
import { verifyKey } from "./verify-key.ts";

export type VerifyOptions = {
  /** Whether events before the last good checkpoint are left alone. */
  readonly sinceCheckpoint: boolean;
  readonly expected: KeptCheckpoint | null;
  readonly onProgress?: (keysDone: number) => void;
};

/**
 * Checks the trail of every key against the head in its record and against the last checkpoint:
 * what was altered, deleted, inserted, put in another order or cut off is found and named, the
 * first and the last event included. A key that was deleted whole, or whose chain and head were
 * made anew, is found by the checkpoint that knew it. Where old events were cut, the trail begins
 * behind an anchor, which must be signed.
 */
export async function verifyTrail(ports: TrailPorts, options: VerifyOptions): Promise<TrailReport> {
  for (let look = 1; ; look += 1) {
    const report = await readTrail(ports, options);
    if (report.broken.length === 0 || look === looksMax) return report;
    // What was compared with the last checkpoint is looked at again when there is a later one by now.
    const last = await lastCheckpoint(ports.documents).catch(() => null);
    if (last === null || last.checkpoint.sequence === report.checkpoint?.sequence) return report;
  }
}

/** Returns what says that there were more checkpoints than there are; null for nothing. */
async function goneCheckpoints(
  { documents }: TrailPorts,
  known: {
    readonly last: StoredCheckpoint | null;
    readonly marked: number;
    readonly cut: number;
  },
): Promise<string | null> {
  const { last, marked, cut } = known;
  if (marked > (last?.checkpoint.sequence ?? 0)) {
    return `the last checkpoints are gone: the store's mark knows checkpoint ${marked}`;
  }
  if (last === null && cut > 0) {
    return "all checkpoints are gone: events are cut only when there is one";
  }
  if (last !== null) return null;
  const page = { prefix: "", after: null, limit: 1, newestFirst: true };
  const [heads] = await documents.list(headsKind, page);
  // Those of the first one may stand there before it does.
  const isBehindOne = heads !== undefined && Number(heads.id.split(".")[0]) > 1;
  return isBehindOne ? "all checkpoints are gone: the heads of a later one are there" : null;
}

type TrailPorts = Pick<Ports, "store" | "documents" | "keyring" | "bareDocuments">;

/** How often all is read again, when checkpoints are made meanwhile. */
const looksMax = 3;

/** Checks the trail once, and says of each key how far it was proved, in the order of the serials. */
export async function readTrail(
  ports: TrailPorts,
  { sinceCheckpoint, expected, onProgress }: VerifyOptions,
  onProven: (head: KeyHead) => Promise<void> = async () => {},
): Promise<TrailReport> {
  // First, as checkpoints may be made meanwhile. An edited mark is told with the other documents.
  const marked = (await soundOrNull(markedCheckpoint(ports.documents))) ?? 0;
  const { good, last, broken: brokenCheckpoints } = await verifyCheckpoints(ports, expected);
  const broken: Broken[] = [...brokenCheckpoints];
  const counted = { keys: 0, ownKeys: 0, events: 0, cut: 0 };
  const checkpoint = good?.checkpoint.sequence ?? 0;
  for await (const { serial, head, isThere } of keysWithHeads(ports, good)) {
    if (!isThere) {
      broken.push(brokenKey(serial, null, `deleted: checkpoint ${checkpoint} knows it`));
      continue;
    }
    const known = head && { head, checkpoint };
    const found = await verifyKey(ports, serial, { known, sinceCheckpoint });
    if (found.broken !== null) broken.push(found.broken);
    if (found.proven !== null) await onProven(found.proven);
    if (isServiceKey(serial)) counted.ownKeys += 1;
    else counted.keys += 1;
    counted.events += found.events;
    counted.cut += found.cut;
    onProgress?.(counted.keys + counted.ownKeys);
  }
  if (brokenCheckpoints.length === 0) {
    const problem = await goneCheckpoints(ports, { last, marked, cut: counted.cut });
    if (problem !== null) {
      broken.push({ serial: null, sequence: null, checkpoint: null, problem });
    }
  }
  const found = await verifyDocuments(ports);
  broken.push(...found.broken, ...(await verifyDocumentHeads(ports, good)));
  return {
    ...counted,
    documents: found.documents,
    checkpoint: last && {
      sequence: last.checkpoint.sequence,
      at: last.checkpoint.at,
      hash: checkpointHash(last.checkpoint),
    },
    broken,
  };
}
