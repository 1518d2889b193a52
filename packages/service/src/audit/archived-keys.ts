import { type AuditHead, emptyAuditHead, type KeyStore } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { Archive } from "./archive.ts";
import { type ArchiveLine, readArchiveLine } from "./archive-line.ts";

/** What the store knows of a key that archives have events of, and what was read of them so far. */
export type ArchivedKey = {
  /** How many events the store has cut. */
  readonly cut: number;
  /**
   * The hash of the event at each place where a part of an archive begins or ends, and at the cut.
   * From the cut on it is the store's own; before it, null until the first archive that goes past it.
   */
  readonly places: Map<number, string | null>;
  /** The events `from + 1` to `to` of parts that were found intact. */
  readonly parts: { readonly from: number; readonly to: number }[];
};

/**
 * Goes through the anchors of archives, so that it is known before the events are read which of them
 * are compared. What it costs in memory grows with keys and archives, not with events. Null stands
 * for a key that the store does not have.
 */
export async function archivedKeys(
  { store }: Pick<Ports, "store">,
  archives: readonly Archive[],
): Promise<ReadonlyMap<string, ArchivedKey | null>> {
  const counts = new Map<string, Set<number>>();
  for (const { lines } of archives) {
    for await (const text of lines()) {
      const line = readAnchor(text);
      if (line === null) continue;
      const known = counts.get(line.serial);
      if (known === undefined) counts.set(line.serial, new Set([line.count]));
      else known.add(line.count);
    }
  }
  const keys = new Map<string, ArchivedKey | null>();
  for (const [serial, places] of counts) keys.set(serial, await askStore(store, serial, places));
  return keys;
}

/** Returns what does not fit where the reading of a key's events stands, and notes what is new. */
export function problemAtPlace({ cut, places }: ArchivedKey, head: AuditHead): string | null {
  const known = places.get(head.count);
  if (known === null) places.set(head.count, head.hash);
  if (known === undefined || known === null || known === head.hash) return null;
  if (head.count < cut) return "not the event that an archive before has";
  if (head.count === cut) return "cut behind another event than archived";
  return known === noHash ? "the store has no such event" : "another event than the store's own";
}

/** Returns the first events that the store has cut and no intact part has; null when there are none. */
export function firstGap({ cut, parts }: Pick<ArchivedKey, "cut" | "parts">): string | null {
  let reached = 0;
  for (const { from, to } of parts.toSorted((left, right) => left.from - right.from)) {
    if (from > reached) return reached < cut ? missing(reached + 1, Math.min(from, cut)) : null;
    reached = Math.max(reached, to);
  }
  return reached < cut ? missing(reached + 1, cut) : null;
}

function missing(first: number, last: number): string {
  return `events ${first} to ${last} are in no archive that was given`;
}

/** What no event has. */
const noHash = "";

async function askStore(
  store: KeyStore,
  serial: string,
  counts: ReadonlySet<number>,
): Promise<ArchivedKey | null> {
  if ((await store.load(serial)) === null) return null;
  const cut = (await store.anchor(serial)) ?? emptyAuditHead;
  const places = new Map<number, string | null>([
    [emptyAuditHead.count, emptyAuditHead.hash],
    [cut.count, cut.hash],
  ]);
  for (const count of counts) {
    if (places.has(count)) continue;
    places.set(count, count < cut.count ? null : await storedHash(store, serial, count));
  }
  return { cut: cut.count, places, parts: [] };
}

async function storedHash(store: KeyStore, serial: string, sequence: number): Promise<string> {
  const [event] = await store.events(serial, { afterSequence: sequence - 1, limit: 1 });
  return event?.sequence === sequence ? event.hash : noHash;
}

/** Events are passed over by a look at their text; what is no line at all is found when all is read. */
function readAnchor(text: string): Extract<ArchiveLine, { readonly type: "anchor" }> | null {
  if (!text.includes('"type":"anchor"')) return null;
  const line = readArchiveLine(text);
  return line?.type === "anchor" ? line : null;
}
