import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";
import { type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";
import type { Keyring } from "../seals/keyring.ts";
import {
  checkSigned,
  type SignatureFinding,
  type Signed,
  signWithActiveKey,
} from "../seals/signature.ts";
import type { AuditHead } from "./audit-chain.ts";

/** Where the chain of one key stood, and how many of its first events had been cut. */
export type KeyHead = AuditHead & { readonly serial: string; readonly cut: number };

/** What a checkpoint says: where all chains stood at a moment. */
export type CheckpointContent = {
  /** 1 for the first checkpoint of the installation. */
  readonly sequence: number;
  readonly at: UnixMilliseconds;
  readonly keys: number;
  readonly events: number;
  /** `headsHash` over all pages of heads, in the order of the serials. */
  readonly heads: string;
  /** `checkpointHash` of the one before, so that the last signature covers them all. */
  readonly previous: string;
  /** `documentsHash` over the documents that there were; earlier versions had none. */
  readonly documents?: string;
};

/** A checkpoint, signed with a key that is not in the database. */
export type Checkpoint = CheckpointContent & Signed;

/** What the first checkpoint has before it. */
export const noCheckpointHash: string = "0".repeat(64);

/** Signs where all chains stand, with the keyring's active key. */
export function signCheckpoint(keyring: Keyring, content: CheckpointContent): Checkpoint {
  return { ...contentOf(content), ...signWithActiveKey(keyring, label, listOf(content)) };
}

/** Returns whether the checkpoint is as it was signed. */
export function checkSignature(keyring: Keyring, checkpoint: Checkpoint): SignatureFinding {
  return checkSigned(keyring, label, listOf(checkpoint), checkpoint);
}

/** Returns what the next checkpoint says of this one, and what may be kept elsewhere as its proof. */
export function checkpointHash(checkpoint: Checkpoint): string {
  const { keyId, signature } = checkpoint;
  return hashOf([...listOf(checkpoint), keyId, signature]);
}

/** Returns the hash of heads behind those that were hashed before: begin with `noCheckpointHash`. */
export function headsHash(before: string, heads: readonly KeyHead[]): string {
  return hashOf([before, heads.map(headFields)]);
}

/** Returns the hash of a page of documents behind those before: begin with `noCheckpointHash`. */
export function documentsHash(before: string, page: string): string {
  return hashOf([before, page]);
}

/** Returns a head as a list: short; a chain without cuts keeps the old encoding, so that old hashes stay valid. */
export function headFields({ serial, count, hash, cut }: KeyHead): readonly (string | number)[] {
  return cut === 0 ? [serial, count, hash] : [serial, count, hash, cut];
}

/** Returns the checkpoint as text. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint);
}

/** Returns the checkpoint of a text. Throws OtpError RECORD_MALFORMED for what is none. */
export function decodeCheckpoint(text: string): Checkpoint {
  try {
    const at = JSON.parse(text) as Checkpoint;
    const hashes = [at.heads, at.previous, at.signature, at.documents ?? noCheckpointHash];
    const numbers = [at.sequence, at.keys, at.events];
    const sound =
      numbers.every((each) => Number.isSafeInteger(each) && each >= 0) &&
      hashes.every((each) => /^[0-9a-f]{64}$/.test(each)) &&
      /^[0-9a-f]{8}$/.test(at.keyId);
    if (!sound) throw new TypeError("a field is not of its form");
    return {
      ...contentOf({ ...at, at: unixMilliseconds(at.at) }),
      keyId: at.keyId,
      signature: at.signature,
    };
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", `Cannot read a checkpoint: ${String(cause)}`, cause);
  }
}

const label = "jeton-checkpoint";

function listOf({ sequence, at, keys, events, heads, previous, documents }: CheckpointContent) {
  // Left out where there is none, so that earlier signatures stay valid.
  const told = documents === undefined ? [] : [documents];
  return [sequence, at, keys, events, heads, previous, ...told];
}

function contentOf({
  sequence,
  at,
  keys,
  events,
  heads,
  previous,
  documents,
}: CheckpointContent): CheckpointContent {
  const told = documents === undefined ? {} : { documents };
  return { sequence, at, keys, events, heads, previous, ...told };
}

function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value))));
}
