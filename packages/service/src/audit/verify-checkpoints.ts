import { checkpointHash, checkSignature, noCheckpointHash, OtpError } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { allCheckpoints, areHeadsSigned, type StoredCheckpoint } from "./stored-checkpoints.ts";
import { type Broken, brokenCheckpoint } from "./trail-report.ts";

/** A checkpoint that someone kept elsewhere: `SEQUENCE:HASH`. */
export type KeptCheckpoint = { readonly sequence: number; readonly hash: string };

export type CheckpointsFinding = {
  /** The last checkpoint, when it and its heads are as they were signed. */
  readonly good: StoredCheckpoint | null;
  readonly last: StoredCheckpoint | null;
  readonly broken: readonly Broken[];
};

/**
 * Checks every checkpoint: one after the other, each with the hash of the one before, the last one
 * signed by a key of this keyring. Earlier ones may be signed by a master key that is gone.
 * `expected` was kept outside: with it even a whole database put back in time is found.
 */
export async function verifyCheckpoints(
  { documents, keyring }: Pick<Ports, "documents" | "keyring">,
  expected: KeptCheckpoint | null,
): Promise<CheckpointsFinding> {
  const broken: Broken[] = [];
  let last: StoredCheckpoint | null = null;
  let hash = noCheckpointHash;
  let expectedSeen = expected === null;
  try {
    for await (const stored of allCheckpoints(documents)) {
      const { checkpoint } = stored;
      const sequence = (last?.checkpoint.sequence ?? 0) + 1;
      if (checkpoint.sequence !== sequence) {
        broken.push(
          brokenCheckpoint(sequence, `found checkpoint ${checkpoint.sequence} in its place`),
        );
      } else if (checkpoint.previous !== hash) {
        broken.push(brokenCheckpoint(sequence, "does not follow the one before"));
      }
      if (checkSignature(keyring, checkpoint) === "wrong") {
        broken.push(brokenCheckpoint(checkpoint.sequence, "altered: not what was signed"));
      }
      hash = checkpointHash(checkpoint);
      last = stored;
      if (checkpoint.sequence === expected?.sequence && hash === expected.hash) expectedSeen = true;
    }
  } catch (error) {
    if (!(error instanceof OtpError) || error.code !== "RECORD_MALFORMED") throw error;
    broken.push(brokenCheckpoint((last?.checkpoint.sequence ?? 0) + 1, error.message));
    return { good: null, last: null, broken };
  }
  if (expected !== null && !expectedSeen) {
    broken.push(brokenCheckpoint(expected.sequence, "not the one that was kept elsewhere"));
  }
  if (last === null) return { good: null, last, broken };
  const { sequence, keyId } = last.checkpoint;
  if (checkSignature(keyring, last.checkpoint) === "unknown-key") {
    broken.push(brokenCheckpoint(sequence, `signed with master key ${keyId}, which is not here`));
  } else if (!(await areHeadsSigned(documents, last))) {
    broken.push(brokenCheckpoint(sequence, "the heads kept for it are not those that were signed"));
  }
  return { good: broken.length === 0 ? last : null, last, broken };
}
