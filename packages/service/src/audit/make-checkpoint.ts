import {
  type Checkpoint,
  checkpointHash,
  headsHash,
  type KeyHead,
  noCheckpointHash,
  signCheckpoint,
} from "@jeton/core";
import { everyRecord } from "../keys.ts";
import type { Ports } from "../login/ports.ts";
import {
  checkpointId,
  checkpointKind,
  encodeHeads,
  encodeStored,
  headsKind,
  headsPerPage,
  headsPrefix,
} from "./stored-checkpoints.ts";
import type { TrailReport } from "./trail-report.ts";
import { verifyTrail } from "./verify-trail.ts";

export type CheckpointAnswer =
  | { readonly kind: "made"; readonly checkpoint: Checkpoint; readonly hash: string }
  /** Nothing was signed: a signature under a broken trail would make it look good. */
  | { readonly kind: "broken"; readonly report: TrailReport }
  /** Another process made the same one at the same time. */
  | { readonly kind: "made-elsewhere" };

type CheckpointPorts = Pick<Ports, "store" | "documents" | "keyring" | "clock" | "random">;

/** Checkpoints whose heads are kept: the last, and the one before while the last is new. */
const headsKept = 2;

/**
 * Verifies what happened since the last checkpoint, and signs where all chains stand now. The pages
 * of heads come first and the checkpoint last: cut off in between, nothing has changed.
 */
export async function makeCheckpoint(
  ports: CheckpointPorts,
  onProgress: (keysDone: number) => void = () => {},
): Promise<CheckpointAnswer> {
  const report = await verifyTrail(ports, { sinceCheckpoint: true, expected: null, onProgress });
  if (report.broken.length > 0) return { kind: "broken", report };
  const { checkpoint: last } = report;
  const sequence = (last?.sequence ?? 0) + 1;
  const run = Buffer.from(ports.random(8)).toString("hex");
  const heads = await writeHeads(ports, headsPrefix(sequence, run));
  const checkpoint = signCheckpoint(ports.keyring, {
    sequence,
    at: ports.clock(),
    ...heads,
    previous: last?.hash ?? noCheckpointHash,
  });
  const body = encodeStored({ checkpoint, run });
  const id = checkpointId(sequence);
  if (!(await ports.documents.put(checkpointKind, id, 0, { body, expiresAt: null }))) {
    await removeHeads(ports, headsPrefix(sequence, run));
    return { kind: "made-elsewhere" };
  }
  await forgetHeads(ports, sequence - headsKept);
  return { kind: "made", checkpoint, hash: checkpointHash(checkpoint) };
}

async function writeHeads(
  ports: CheckpointPorts,
  prefix: string,
): Promise<{ readonly keys: number; readonly events: number; readonly heads: string }> {
  let [keys, events, pages, hash] = [0, 0, 0, noCheckpointHash];
  let page: KeyHead[] = [];
  const write = async () => {
    const id = `${prefix}${String(pages).padStart(8, "0")}`;
    await ports.documents.put(headsKind, id, 0, { body: encodeHeads(page), expiresAt: null });
    hash = headsHash(hash, page);
    pages += 1;
    page = [];
  };
  for await (const { serial, audit } of everyRecord(ports)) {
    page.push({ serial, ...audit });
    keys += 1;
    events += audit.count;
    if (page.length === headsPerPage) await write();
  }
  if (page.length > 0) await write();
  return { keys, events, heads: hash };
}

/** Removes the heads of all checkpoints up to `sequence`, and of runs that were cut off before. */
async function forgetHeads(ports: CheckpointPorts, sequence: number): Promise<void> {
  for (;;) {
    const first = { prefix: "", after: null, limit: 100, newestFirst: false };
    const found = await ports.documents.list(headsKind, first);
    const old = found.filter(({ id }) => Number(id.split(".")[0]) <= sequence);
    if (old.length === 0) return;
    for (const { id, revision } of old) await ports.documents.remove(headsKind, id, revision);
  }
}

async function removeHeads({ documents }: CheckpointPorts, prefix: string): Promise<void> {
  for (;;) {
    const found = await documents.list(headsKind, {
      prefix,
      after: null,
      limit: 100,
      newestFirst: false,
    });
    if (found.length === 0) return;
    for (const { id, revision } of found) await documents.remove(headsKind, id, revision);
  }
}
