import {
  type AuditHead,
  type ChainedEvent,
  emptyAuditHead,
  type KeyHead,
  type KeyStore,
  verifyChain,
} from "@jeton/core";
import { type Broken, brokenKey } from "./trail-report.ts";

/** Where a good checkpoint says that the chain stood. */
export type Anchor = { readonly head: KeyHead; readonly checkpoint: number };

/** How often a busy key is looked at again before more events than it counts are called broken. */
const looksMax = 20;

const pageSize = 500;

/**
 * Checks one key. Record and events are read one after the other: an attempt in between adds an
 * event, so where there are more than the record counts, the record is read again.
 */
export async function verifyKey(
  store: KeyStore,
  serial: string,
  how: { readonly anchor: Anchor | null; readonly sinceCheckpoint: boolean },
): Promise<{ readonly events: number; readonly broken: Broken | null }> {
  const { anchor, sinceCheckpoint } = how;
  const from = sinceCheckpoint && anchor !== null ? headOf(anchor.head) : emptyAuditHead;
  for (let look = 1; ; look += 1) {
    const head = (await store.load(serial))?.record.audit ?? emptyAuditHead;
    const events = await eventsBehind(store, serial, from.count);
    const broken = findBroken(serial, head, events, { anchor, from });
    if (broken === null || from.count + events.length <= head.count || look === looksMax) {
      return { events: events.length, broken };
    }
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

function findBroken(
  serial: string,
  head: AuditHead,
  events: readonly ChainedEvent[],
  { anchor, from }: { readonly anchor: Anchor | null; readonly from: AuditHead },
): Broken | null {
  const finding = verifyChain(serial, head, events, from);
  if (finding.kind === "broken") return brokenKey(serial, finding.sequence, finding.problem);
  if (anchor === null) return null;
  const { count, hash } = anchor.head;
  const then = `checkpoint ${anchor.checkpoint}`;
  if (head.count < count) {
    return brokenKey(serial, head.count + 1, `cut off: ${then} counted ${count} events`);
  }
  const found = count <= from.count ? from.hash : events[count - from.count - 1]?.hash;
  if (found === hash) return null;
  return brokenKey(serial, count, `made anew: ${then} knew another event here`);
}

function headOf({ count, hash }: KeyHead): AuditHead {
  return { count, hash };
}
