import {
  type ChainedEvent,
  OtpError,
  pastOf,
  signAnchor,
  storyAfter,
  storyFrom,
  type TrailAnchor,
  type TrailStory,
  type UnixMilliseconds,
  verifyChain,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { isServiceKey } from "@jeton/validator/parts";
import { type ArchiveLine, decodeArchiveLine, encodeArchiveLine } from "./archive-line.ts";
import { keysWithHeads } from "./keys-with-heads.ts";
import { makeCheckpoint } from "./make-checkpoint.ts";
import type { StoredCheckpoint } from "./stored-checkpoints.ts";
import { type Broken, brokenKey, type KeyCounts, type TrailReport } from "./trail-report.ts";
import { brokenAnchor, trailStart } from "./verify-key.ts";
import { verifyTrail } from "./verify-trail.ts";

/** Where events go before they are cut. */
export type ArchiveSink = {
  readonly write: (lines: readonly ArchiveLine[]) => void;
  /** Returns when everything that was written is on the disk. */
  readonly sync: () => void;
};

export type RetainOptions = {
  /** Events of this moment and later stay. */
  readonly before: UnixMilliseconds;
  readonly actor: string;
  /** Null for a look: nothing is written and nothing is cut. */
  readonly archive: ArchiveSink | null;
  readonly onVerified?: (keysDone: number) => void;
  readonly onCut?: (keysDone: number) => void;
};

export type RetainAnswer =
  | ({ readonly kind: "done" } & Counts)
  /**
   * Nothing more was cut: what is broken must not lose what could tell how it came. What is counted
   * was cut before that was found, and the archive holds its only copy.
   */
  | ({ readonly kind: "broken"; readonly broken: TrailReport["broken"] } & Counts);

/** Events that were cut, and of how many keys. */
type Counts = KeyCounts & { readonly events: number };

const nothing: Counts = { keys: 0, ownKeys: 0, events: 0 };

/** Events written before the disk is waited for and their keys are cut. */
const batchEvents = 5000;

/**
 * Cuts the events before a moment, and keeps them in an archive that proves itself. The whole trail
 * is verified and a checkpoint signed first; then each key's oldest events are written to the
 * archive, an anchor is signed in their place, and only when both are on the disk the store lets them
 * go. Nothing is cut but what the checkpoint covers, and never a key's last event. Cut off in
 * between, some events stand in both places; no event is in neither.
 */
export async function retainTrail(ports: Ports, options: RetainOptions): Promise<RetainAnswer> {
  const { archive, onVerified = () => {}, onCut = () => {} } = options;
  const whole = { sinceCheckpoint: false, expected: null, onProgress: onVerified };
  const { broken } = await verifyTrail(ports, whole);
  const counted = { ...nothing };
  if (broken.length > 0) return { kind: "broken", broken, ...counted };
  const checkpoint = archive === null ? null : await freshCheckpoint(ports);
  if (checkpoint?.kind === "broken") return { ...checkpoint, ...counted };
  const brokenAt = (place: Broken): RetainAnswer => {
    const cutBefore = archive === null ? nothing : counted;
    return { kind: "broken", broken: [place], ...cutBefore };
  };
  let batch: Cut[] = [];
  let eventsInBatch = 0;
  const finishBatch = async (): Promise<Broken | null> => {
    const answer = await cutAll(ports, archive, batch);
    if (answer.kind === "broken") return answer.broken;
    for (const { events, anchor } of answer.done) {
      if (isServiceKey(anchor.serial)) counted.ownKeys += 1;
      else counted.keys += 1;
      counted.events += events.length;
    }
    batch = [];
    eventsInBatch = 0;
    return null;
  };
  let keysDone = 0;
  for await (const { serial, limit } of keysToCut(ports, checkpoint?.good ?? null)) {
    const cut = await cutOf(ports, { serial, limit }, options);
    if (cut?.kind === "broken") return brokenAt(cut.broken);
    if (cut !== null) {
      batch.push(cut);
      eventsInBatch += cut.events.length;
    }
    if (eventsInBatch >= batchEvents) {
      const unfit = await finishBatch();
      if (unfit !== null) return brokenAt(unfit);
    }
    keysDone += 1;
    onCut(keysDone);
  }
  const unfit = await finishBatch();
  if (unfit !== null) return brokenAt(unfit);
  // The places of the cuts are signed with the others: none of them goes back from now on.
  if (counted.events > 0 && archive !== null) await freshCheckpoint(ports);
  return { kind: "done", ...counted };
}

/** Signs where all chains stand: what is cut then is covered. */
async function freshCheckpoint(
  ports: Ports,
): Promise<
  | { readonly kind: "good"; readonly good: StoredCheckpoint }
  | { readonly kind: "broken"; readonly broken: readonly Broken[] }
> {
  for (;;) {
    const made = await makeCheckpoint(ports);
    switch (made.kind) {
      case "made":
        return { kind: "good", good: made };
      case "broken":
        return { kind: "broken", broken: made.report.broken };
      case "made-elsewhere":
        // By the service, which makes one a day.
        continue;
      default:
        return made satisfies never;
    }
  }
}

type KeyToCut = {
  readonly serial: string;
  /** Events from this one on stay: the last one that is covered, and what came later. */
  readonly limit: number;
};

async function* keysToCut(
  ports: Ports,
  checkpoint: StoredCheckpoint | null,
): AsyncGenerator<KeyToCut> {
  for await (const { serial, head, isThere } of keysWithHeads(ports, checkpoint)) {
    if (!isThere) continue;
    if (head !== null) yield { serial, limit: head.count };
    else if (checkpoint === null) {
      const count = (await ports.store.load(serial))?.record.audit.count ?? 0;
      yield { serial, limit: count };
    }
  }
}

type Cut = {
  readonly kind: "cut";
  readonly former: TrailAnchor | null;
  readonly events: readonly ChainedEvent[];
  readonly anchor: TrailAnchor;
};

const pageSize = 500;

/** Returns what is to be cut of a key, or null when nothing is. */
async function cutOf(
  { store, keyring, clock }: Ports,
  { serial, limit }: KeyToCut,
  { before, actor }: RetainOptions,
): Promise<Cut | { readonly kind: "broken"; readonly broken: Broken } | null> {
  const former = await store.anchor(serial);
  const broken = brokenAnchor(keyring, former);
  if (broken !== null) return { kind: "broken", broken };
  const start = trailStart(former);
  const events: ChainedEvent[] = [];
  for (;;) {
    const afterSequence = start.count + events.length;
    const page = await store.events(serial, { afterSequence, limit: pageSize });
    // A clock that jumped may have put a later moment before earlier ones: all stays behind it.
    const stays = page.findIndex(({ at, sequence }) => at >= before || sequence >= limit);
    events.push(...(stays < 0 ? page : page.slice(0, stays)));
    if (stays >= 0 || page.length < pageSize) break;
  }
  const last = events.at(-1);
  if (last === undefined) return null;
  const head = { count: last.sequence, hash: last.hash };
  // Read again since it was verified: what leaves for the archive is what was found intact.
  const finding = verifyChain(serial, head, events, start);
  if (finding.kind === "broken") {
    return { kind: "broken", broken: brokenKey(serial, finding.sequence, finding.problem) };
  }
  const past = pastOfCut(former, events);
  const anchor = signAnchor(keyring, { serial, ...head, at: clock(), actor, ...past });
  return { kind: "cut", former, events, anchor };
}

/** What goes with the events that are cut and must still be known: see `TrailPast`. */
function pastOfCut(
  former: TrailAnchor | null,
  events: readonly ChainedEvent[],
): Pick<TrailAnchor, "past"> {
  let story: TrailStory | null = storyFrom(former);
  for (const event of events) story = story && storyAfter(story, event);
  const past = story === null ? undefined : pastOf(story);
  return past === undefined ? {} : { past };
}

/**
 * Returns those that were cut: another retention may have been before us. Writes and cuts nothing
 * when one of the lines could not be read again: an archive must not hold the only copy of what it
 * cannot prove.
 */
async function cutAll(
  { store }: Ports,
  archive: ArchiveSink | null,
  cuts: readonly Cut[],
): Promise<
  | { readonly kind: "done"; readonly done: readonly Cut[] }
  | { readonly kind: "broken"; readonly broken: Broken }
> {
  if (archive === null || cuts.length === 0) return { kind: "done", done: cuts };
  const parts = cuts.map(linesOf);
  const unfit = parts.flat().find((line) => !isReadable(line));
  if (unfit !== undefined) {
    const { serial } = unfit;
    const sequence = unfit.type === "event" ? unfit.sequence : unfit.count;
    const problem = `cannot be archived: what stands in the store is no ${unfit.type} of an archive`;
    return { kind: "broken", broken: brokenKey(serial, sequence, problem) };
  }
  for (const lines of parts) archive.write(lines);
  archive.sync();
  const done: Cut[] = [];
  for (const cut of cuts) if (await store.cutEvents(cut.anchor)) done.push(cut);
  return { kind: "done", done };
}

function linesOf({ former, events, anchor }: Cut) {
  return [
    ...(former === null ? [] : [{ type: "anchor", ...former } as const]),
    ...events.map((event) => ({ type: "event", ...event }) as const),
    { type: "anchor", ...anchor } as const,
  ];
}

function isReadable(line: ArchiveLine): boolean {
  try {
    decodeArchiveLine(encodeArchiveLine(line));
    return true;
  } catch (error) {
    if (error instanceof OtpError) return false;
    throw error;
  }
}
