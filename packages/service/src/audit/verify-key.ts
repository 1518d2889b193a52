import {
  type AuditHead,
  type ChainedEvent,
  checkAnchor,
  emptyAuditHead,
  type KeyHead,
  type KeyStore,
  type TrailAnchor,
  verifyChain,
} from "@jeton/core";
import type { Ports } from "../login/ports.ts";
import { type Broken, brokenKey } from "./trail-report.ts";

/** Where a good checkpoint says that the chain stood. */
export type KnownHead = { readonly head: KeyHead; readonly checkpoint: number };

export type KeyFinding = {
  /** Events that were read and hashed. */
  readonly events: number;
  /** Events that were cut before, by the word of the key's anchor. */
  readonly cut: number;
  readonly broken: Broken | null;
};

/** How often a busy key is looked at again before what does not fit is called broken. */
const looksMax = 20;

const pageSize = 500;

/**
 * Checks one key. Anchor, record and events are read one after the other: an attempt in between
 * adds an event and a retention takes some away, so where something moved, all is read again.
 */
export async function verifyKey(
  { store, keyring }: Pick<Ports, "store" | "keyring">,
  serial: string,
  how: { readonly known: KnownHead | null; readonly sinceCheckpoint: boolean },
): Promise<KeyFinding> {
  const { known, sinceCheckpoint } = how;
  for (let look = 1; ; look += 1) {
    const anchor = await store.anchor(serial);
    const start = trailStart(anchor);
    const isKnownFurther = known !== null && known.head.count >= start.count;
    const from = sinceCheckpoint && isKnownFurther ? headOf(known.head) : start;
    const head = (await store.load(serial))?.record.audit ?? emptyAuditHead;
    // In a whole run from the very first on: events that were cut may have been put back.
    const events = await eventsBehind(store, serial, sinceCheckpoint ? from.count : 0);
    const broken =
      brokenAnchor(keyring, anchor) ?? findBroken(serial, head, events, { start, known, from });
    const found = { events: events.length, cut: start.count, broken };
    if (broken === null || look === looksMax) return found;
    const isBehind = from.count + events.length > head.count;
    if (!isBehind && (await store.anchor(serial))?.count === anchor?.count) return found;
  }
}

/** Answers all events of a key behind a place in its chain. */
export async function eventsBehind(
  store: KeyStore,
  serial: string,
  count: number,
): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for (;;) {
    const afterSequence = events.at(-1)?.sequence ?? count;
    const page = await store.events(serial, { afterSequence, limit: pageSize });
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}

/** Answers behind what the first event of a trail is chained. */
export function trailStart(anchor: TrailAnchor | null): AuditHead {
  return anchor === null ? emptyAuditHead : headOf(anchor);
}

/** Answers what is wrong with the place where a trail is said to begin. */
export function brokenAnchor(keyring: Ports["keyring"], anchor: TrailAnchor | null): Broken | null {
  if (anchor === null) return null;
  const { serial, count, keyId } = anchor;
  const finding = checkAnchor(keyring, anchor);
  switch (finding) {
    case "good":
      return null;
    case "wrong":
      return brokenKey(serial, count, "cut here, by an anchor that is not what was signed");
    case "unknown-key":
      return brokenKey(
        serial,
        count,
        `cut here, signed with master key ${keyId}, which is not here`,
      );
    default:
      return finding satisfies never;
  }
}

function findBroken(
  serial: string,
  head: AuditHead,
  events: readonly ChainedEvent[],
  at: { readonly start: AuditHead; readonly known: KnownHead | null; readonly from: AuditHead },
): Broken | null {
  const { start, known, from } = at;
  const first = events[0]?.sequence;
  if (first !== undefined && first <= start.count) {
    return brokenKey(serial, first, `put back: the first ${start.count} events were cut`);
  }
  const finding = verifyChain(serial, head, events, from);
  if (finding.kind === "broken") return brokenKey(serial, finding.sequence, finding.problem);
  if (known === null) return null;
  const { count, hash } = known.head;
  const then = `checkpoint ${known.checkpoint}`;
  if (head.count < count) {
    return brokenKey(serial, head.count + 1, `cut off: ${then} counted ${count} events`);
  }
  // Nothing is cut but what a checkpoint covers, and checkpoints only go forward.
  if (count < start.count) {
    return brokenKey(serial, start.count, `cut here, while ${then} counted only ${count} events`);
  }
  const found = count === from.count ? from.hash : events[count - from.count - 1]?.hash;
  if (found === hash) return null;
  return brokenKey(serial, count, `made anew: ${then} knew another event here`);
}

function headOf({ count, hash }: AuditHead): AuditHead {
  return { count, hash };
}
