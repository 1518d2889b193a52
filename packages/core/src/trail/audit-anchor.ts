import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import type { KeyedName } from "../seals/keyed-name.ts";
import type { Keyring } from "../seals/keyring.ts";
import {
  checkSigned,
  type SignatureFinding,
  type Signed,
  signWithActiveKey,
} from "../seals/signature.ts";
import type { AuditHead } from "./audit-chain.ts";

/** What an anchor says: the first `count` events of a key are gone, and on whose word. */
export type TrailAnchorContent = AuditHead & {
  readonly serial: string;
  /** When the last of them were cut. */
  readonly at: UnixMilliseconds;
  /** Who cut them: "staff:NAME". */
  readonly actor: string;
  /** What the events that are gone said, for those that stay; anchors of earlier versions have none. */
  readonly past?: TrailPast;
};

/** What a part of a trail says of the record behind it. */
export type TrailPast = {
  /** The greatest step that was spent; null for none. */
  readonly lastStep: TimeStep | null;
  readonly holder: PastHolder;
};

/** The holder that the events prove: none, one by keyed name, or one that no event names. */
export type PastHolder = "nobody" | "somebody" | KeyedName;

/**
 * Where the trail of a key begins after old events were cut: `hash` is that of the last one cut, so
 * that the first one left still proves its place. Signed with a key that is not in the database, as
 * checkpoints are: only who has the master key can shorten a trail from its beginning.
 */
export type TrailAnchor = TrailAnchorContent & Signed;

const label = "jeton-trail-anchor";

/** Signs where a trail begins, with the keyring's active key. */
export function signAnchor(keyring: Keyring, content: TrailAnchorContent): TrailAnchor {
  const { serial, count, hash, at, actor, past } = content;
  return {
    ...{ serial, count, hash, at, actor, ...(past && { past }) },
    ...signWithActiveKey(keyring, label, listOf(content)),
  };
}

/** Returns whether the anchor is as it was signed. */
export function checkAnchor(keyring: Keyring, anchor: TrailAnchor): SignatureFinding {
  return checkSigned(keyring, label, listOf(anchor), anchor);
}

function listOf({ serial, count, hash, at, actor, past }: TrailAnchorContent) {
  const told = past === undefined ? [] : [past.lastStep ?? -1, past.holder];
  return [serial, count, hash, at, actor, ...told];
}
