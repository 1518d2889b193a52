import { checkpointHash, type KeyHead } from "@jeton/core";
import { everyRecord } from "../keys.ts";
import type { Ports } from "../login/ports.ts";
import { headPages, type StoredCheckpoint } from "./stored-checkpoints.ts";
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
 * made anew, is found by the checkpoint that knew it.
 */
export async function verifyTrail(
  ports: Pick<Ports, "store" | "documents" | "keyring">,
  { sinceCheckpoint, expected, onProgress }: VerifyOptions,
): Promise<TrailReport> {
  const { good, last, broken: brokenCheckpoints } = await verifyCheckpoints(ports, expected);
  const broken: Broken[] = [...brokenCheckpoints];
  const counted = { keys: 0, events: 0 };
  const checkpoint = good?.checkpoint.sequence ?? 0;
  for await (const { serial, head, isThere } of keysWithHeads(ports, good)) {
    if (!isThere) {
      broken.push(brokenKey(serial, null, `deleted: checkpoint ${checkpoint} knows it`));
      continue;
    }
    const anchor = head && { head, checkpoint };
    const found = await verifyKey(ports.store, serial, { anchor, sinceCheckpoint });
    if (found.broken !== null) broken.push(found.broken);
    counted.keys += 1;
    counted.events += found.events;
    onProgress?.(counted.keys);
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

type KeyWithHead = {
  readonly serial: string;
  /** Where its chain stood at the checkpoint; null for a key that is newer, or without checkpoint. */
  readonly head: KeyHead | null;
  readonly isThere: boolean;
};

/** Goes through keys and heads side by side: both are in the order of the serials. */
async function* keysWithHeads(
  ports: Pick<Ports, "store" | "documents">,
  stored: StoredCheckpoint | null,
): AsyncGenerator<KeyWithHead> {
  const heads = headsOf(ports, stored);
  const advance = async () => {
    const { value, done } = await heads.next();
    return done === true ? null : value;
  };
  let head = await advance();
  for await (const { serial } of everyRecord(ports)) {
    for (; head !== null && head.serial < serial; head = await advance()) {
      yield { serial: head.serial, head, isThere: false };
    }
    if (head?.serial === serial) {
      yield { serial, head, isThere: true };
      head = await advance();
    } else {
      yield { serial, head: null, isThere: true };
    }
  }
  for (; head !== null; head = await advance()) {
    yield { serial: head.serial, head, isThere: false };
  }
}

async function* headsOf(
  { documents }: Pick<Ports, "documents">,
  stored: StoredCheckpoint | null,
): AsyncGenerator<KeyHead, null> {
  if (stored !== null) {
    for await (const page of headPages(documents, stored)) yield* page;
  }
  return null;
}
