import {
  type AuditHead,
  type ChainedEvent,
  checkAnchor,
  emptyAuditHead,
  type KeyHead,
  type KeyRecord,
  OtpError,
  RecordDamagedError,
  storyAfter,
  storyFrom,
  storyProblem,
  type TrailAnchor,
  type TrailStory,
  untoldStory,
  verifyChain,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { eventsAfter } from "@jeton/validator/parts";
import { type Broken, brokenKey } from "./trail-report.ts";

/** Where a good checkpoint says that the chain stood. */
export type KnownHead = { readonly head: KeyHead; readonly checkpoint: number };

export type KeyFinding = {
  /** Events that were read and hashed. */
  readonly events: number;
  /** Events that were cut before, by the word of the key's anchor. */
  readonly cut: number;
  /** Up to where the chain was found intact; null when something is broken. */
  readonly proven: KeyHead | null;
  readonly broken: Broken | null;
};

/** How often a key is read anew because events of it were cut meanwhile. */
const looksMax = 20;

/** How often more is read of a key that goes on while it is read. */
const stepsMax = 1000;

export type VerifyKeyOptions = {
  readonly known: KnownHead | null;
  readonly sinceCheckpoint: boolean;
};

/** Checks one key, also while it is in use, and while a retention takes events away. */
export async function verifyKey(
  ports: Pick<Ports, "store" | "keyring">,
  serial: string,
  how: VerifyKeyOptions,
): Promise<KeyFinding> {
  for (let look = 1; ; look += 1) {
    const anchor = await ports.store.anchor(serial);
    const found = await readKey(ports, serial, anchor, how).catch((error: unknown) =>
      unreadable(serial, error),
    );
    if (found.broken === null || look === looksMax) return found;
    // Events were cut between the reading of the anchor and theirs.
    if ((await ports.store.anchor(serial))?.count === anchor?.count) return found;
  }
}

async function readKey(
  { store, keyring }: Pick<Ports, "store" | "keyring">,
  serial: string,
  anchor: TrailAnchor | null,
  { known, sinceCheckpoint }: VerifyKeyOptions,
): Promise<KeyFinding> {
  const start = trailStart(anchor);
  const isKnownFurther = known !== null && known.head.count >= start.count;
  const from = sinceCheckpoint && isKnownFurther ? headOf(known.head) : start;
  const record = (await store.load(serial))?.record ?? null;
  const head = record?.audit ?? null;
  // In a whole run from the very first on: events that were cut may have been put back.
  const events = await eventsAfter(store, serial, sinceCheckpoint ? from.count : 0);
  const counted = { events: events.length, cut: start.count };
  const broken =
    brokenAnchor(keyring, anchor) ??
    brokenStart(serial, { start, known, first: events[0]?.sequence ?? null }) ??
    (head === null ? brokenKey(serial, null, "there is no key to which its events belong") : null);
  if (broken !== null || record === null || head === null) {
    return { ...counted, proven: null, broken };
  }
  const story = from === start ? storyFrom(anchor) : untoldStory;
  const chain = await readChain({ store, keyring }, serial, { from, record, events, story });
  if (chain.broken !== null) return { ...counted, proven: null, broken: chain.broken };
  const atKnown = brokenAtKnown(serial, { known, from, head, events });
  if (atKnown !== null) return { ...counted, proven: null, broken: atKnown };
  const proven = { serial, ...chain.proven, cut: start.count };
  return { events: proven.count - from.count, cut: start.count, proven, broken: null };
}

/**
 * Checks the events up to the head in the record, and as the key goes on meanwhile, those up to each
 * later head. What stands behind a head that has not moved is not the key's.
 */
async function readChain(
  { store, keyring }: Pick<Ports, "store" | "keyring">,
  serial: string,
  read: {
    readonly from: AuditHead;
    readonly record: KeyRecord;
    readonly events: readonly ChainedEvent[];
    readonly story: TrailStory;
  },
): Promise<{ readonly proven: AuditHead; readonly broken: Broken | null }> {
  let { from: proven, record, events, story } = read;
  for (let step = 1; ; step += 1) {
    const { audit: head } = record;
    const covered = events.filter(({ sequence }) => sequence <= head.count);
    const hasMore = covered.length < events.length;
    const next: KeyRecord = hasMore ? ((await store.load(serial))?.record ?? record) : record;
    const checked = hasMore && next.audit.count === head.count ? events : covered;
    const finding = verifyChain(serial, head, checked, proven);
    if (finding.kind === "broken") {
      return { proven, broken: brokenKey(serial, finding.sequence, finding.problem) };
    }
    const told = readStory(keyring, { record, events: covered, story });
    if (told.broken !== null) return { proven, broken: told.broken };
    proven = headOf(head);
    if (!hasMore || step === stepsMax) return { proven, broken: null };
    ({ story } = told);
    record = next;
    events = await eventsAfter(store, serial, proven.count);
  }
}

/** Compares what the events tell with the record behind them. */
function readStory(
  keyring: Ports["keyring"],
  read: {
    readonly record: KeyRecord;
    readonly events: readonly ChainedEvent[];
    readonly story: TrailStory;
  },
): { readonly story: TrailStory; readonly broken: Broken | null } {
  const { serial } = read.record;
  let { story } = read;
  for (const event of read.events) {
    const next = storyAfter(story, event);
    if (next === null) {
      const problem = `spends step ${event.step}, which was spent before`;
      return { story, broken: brokenKey(serial, event.sequence, problem) };
    }
    story = next;
  }
  const problem = storyProblem(keyring, story, read.record);
  return { story, broken: problem === null ? null : brokenKey(serial, null, problem) };
}

/** A row that is no row of ours any more is one that was edited; the others are looked at all the same. */
function unreadable(serial: string, error: unknown): KeyFinding {
  if (!(error instanceof OtpError)) throw error;
  const isDamaged = error instanceof RecordDamagedError;
  if (!isDamaged && error.code !== "RECORD_MALFORMED") throw error;
  const problem = isDamaged
    ? `its record is damaged: ${error.problem}`
    : `unreadable: ${error.message}`;
  const broken = brokenKey(serial, null, problem);
  return { events: 0, cut: 0, proven: null, broken };
}

/** Returns the head to which the first event of a trail is chained. */
export function trailStart(anchor: TrailAnchor | null): AuditHead {
  return anchor === null ? emptyAuditHead : headOf(anchor);
}

/** Returns what is wrong with the place where a trail is said to begin. */
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

/** Nothing that was cut comes back, and no place of a cut that a checkpoint knows. */
function brokenStart(
  serial: string,
  at: {
    readonly start: AuditHead;
    readonly known: KnownHead | null;
    /** Of the events that are there. */
    readonly first: number | null;
  },
): Broken | null {
  const { start, known, first } = at;
  if (known !== null && known.head.cut > start.count) {
    const then = `checkpoint ${known.checkpoint} knew that the first ${known.head.cut} events were cut`;
    return brokenKey(serial, start.count + 1, `its cut is undone: ${then}`);
  }
  if (first === null || first > start.count) return null;
  return brokenKey(serial, first, `put back: the first ${start.count} events were cut`);
}

function brokenAtKnown(
  serial: string,
  at: {
    readonly known: KnownHead | null;
    readonly from: AuditHead;
    readonly head: AuditHead;
    readonly events: readonly ChainedEvent[];
  },
): Broken | null {
  const { known, from, head, events } = at;
  if (known === null) return null;
  const { count, hash } = known.head;
  const then = `checkpoint ${known.checkpoint}`;
  if (head.count < count) {
    return brokenKey(serial, head.count + 1, `cut off: ${then} counted ${count} events`);
  }
  // Nothing is cut but what a checkpoint covers, and checkpoints only go forward.
  if (count < from.count) {
    return brokenKey(serial, from.count, `cut here, while ${then} counted only ${count} events`);
  }
  const found = count === from.count ? from.hash : events[count - from.count - 1]?.hash;
  if (found === hash) return null;
  return brokenKey(serial, count, `made anew: ${then} knew another event here`);
}

/** Returns the head that something larger holds, and no more. */
export function headOf({ count, hash }: AuditHead): AuditHead {
  return { count, hash };
}
