import type { AuditHead } from "./audit-chain.ts";
import type { Keyring } from "./keyring.ts";
import { checkSigned, type SignatureFinding, type Signed, signWithActiveKey } from "./signature.ts";
import type { UnixMilliseconds } from "./units.ts";

/** What an anchor says: the first `count` events of a key are gone, and on whose word. */
export type TrailAnchorContent = AuditHead & {
  readonly serial: string;
  /** When the last of them were cut. */
  readonly at: UnixMilliseconds;
  /** Who cut them: "staff:NAME". */
  readonly actor: string;
};

/**
 * Where the trail of a key begins after old events were cut: `hash` is that of the last one cut, so
 * that the first one left still proves its place. Signed with a key that is not in the database, as
 * checkpoints are: only who has the master key can shorten a trail from its beginning.
 */
export type TrailAnchor = TrailAnchorContent & Signed;

const label = "jeton-trail-anchor";

/** Signs where a trail begins, with the keyring's active key. */
export function signAnchor(keyring: Keyring, content: TrailAnchorContent): TrailAnchor {
  const { serial, count, hash, at, actor } = content;
  return {
    ...{ serial, count, hash, at, actor },
    ...signWithActiveKey(keyring, label, listOf(content)),
  };
}

/** Answers whether the anchor is as it was signed. */
export function checkAnchor(keyring: Keyring, anchor: TrailAnchor): SignatureFinding {
  return checkSigned(keyring, label, listOf(anchor), anchor);
}

function listOf({ serial, count, hash, at, actor }: TrailAnchorContent) {
  return [serial, count, hash, at, actor];
}
