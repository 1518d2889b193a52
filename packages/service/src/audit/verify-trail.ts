import { checkpointHash, type KeyHead } from "@jeton/core";
import type { Ports } from "../login/ports.ts";
import { keysWithHeads } from "./keys-with-heads.ts";
import { lastCheckpoint } from "./stored-checkpoints.ts";
import { type Broken, brokenKey, type TrailReport } from "./trail-report.ts";
import { type KeptCheckpoint, verifyCheckpoints } from "./verify-checkpoints.ts";
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

type TrailPorts = Pick<Ports, "store" | "documents" | "keyring">;

/** How often all is read again, when checkpoints are made meanwhile. */
const looksMax = 3;

/** Checks the trail once, and says of each key how far it was proved, in the order of the serials. */
export async function readTrail(
  ports: TrailPorts,
  { sinceCheckpoint, expected, onProgress }: VerifyOptions,
  onProven: (head: KeyHead) => Promise<void> = async () => {},
): Promise<TrailReport> {
  const { good, last, broken: brokenCheckpoints } = await verifyCheckpoints(ports, expected);
  const broken: Broken[] = [...brokenCheckpoints];
  const counted = { keys: 0, events: 0, cut: 0 };
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
    counted.keys += 1;
    counted.events += found.events;
    counted.cut += found.cut;
    onProgress?.(counted.keys);
  }
  if (last === null && brokenCheckpoints.length === 0 && counted.cut > 0) {
    const problem = "all checkpoints are gone: events are cut only when there is one";
    broken.push({ serial: null, sequence: null, checkpoint: null, problem });
  }
  return {
    ...counted,
    checkpoint: last && {
      sequence: last.checkpoint.sequence,
      at: last.checkpoint.at,
      hash: checkpointHash(last.checkpoint),
    },
    broken,
  };
}
