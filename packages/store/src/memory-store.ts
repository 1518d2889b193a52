import {
  type ChainedEvent,
  decodeRecord,
  encodeRecord,
  type KeyRecord,
  type ListedKey,
  OtpError,
  type StoredKey,
  type TrailAnchor,
} from "@jeton/core";
import { createMemoryDocumentStore } from "./memory-document-store.ts";
import { notEmpty, type OpenedStore, type StoreCounts } from "./opened-store.ts";
import { columnsOfHolder, holderColumn } from "./rows.ts";
import { eventPlaceTaken, otherKey, requireChange, requireWhole } from "./store-arguments.ts";

/** A key as it is kept: the text of its record, so that no caller can reach what is stored. */
type Entry = { readonly text: string; readonly revision: number };

/**
 * Opens an empty store that lives as long as the process: the reference by which the other
 * adapters are measured, and the store of tests. Nothing of it survives `close`.
 */
export function openMemoryStore(): OpenedStore {
  const keys = new Map<string, Entry>();
  const serialOfHolder = new Map<string, string>();
  const eventsOf = new Map<string, ChainedEvent[]>();
  const anchorOf = new Map<string, TrailAnchor>();
  let closed = false;

  function requireOpen(): void {
    if (closed) throw new OtpError("STORE_UNUSABLE", "Cannot use the store: it is closed");
  }

  function read(serial: string | undefined): StoredKey | null {
    const entry = serial === undefined ? undefined : keys.get(serial);
    return entry ? { record: decodeRecord(entry.text), revision: entry.revision } : null;
  }

  function listed(serial: string | undefined): readonly ListedKey[] {
    const stored = read(serial);
    return stored === null ? [] : [{ serial: stored.record.serial, ...stored }];
  }

  /** Everything is checked before anything is written, so that a refused change leaves nothing. */
  function write(before: StoredKey | null, next: KeyRecord, added: readonly ChainedEvent[]): void {
    const { serial } = next;
    const holder = holderColumn(next);
    const owner = holder === null ? undefined : serialOfHolder.get(holder);
    if (owner !== undefined && owner !== serial) throw holderTaken(serial);
    const events = eventsOf.get(serial) ?? [];
    const [first] = added;
    if (first && first.sequence <= (events.at(-1)?.sequence ?? 0)) throw eventPlaceTaken(serial);

    const formerHolder = before && holderColumn(before.record);
    if (formerHolder !== null) serialOfHolder.delete(formerHolder);
    if (holder !== null) serialOfHolder.set(holder, serial);
    keys.set(serial, { text: encodeRecord(next), revision: (before?.revision ?? 0) + 1 });
    // Appended in place: a key under a flood has hundreds of thousands of events.
    for (const event of added) events.push({ ...event });
    eventsOf.set(serial, events);
  }

  function cut(anchor: TrailAnchor): boolean {
    const { serial, count, hash } = anchor;
    const events = eventsOf.get(serial) ?? [];
    const former = anchorOf.get(serial);
    const isThere = events.some((event) => event.sequence === count && event.hash === hash);
    const isSamePlace = former?.count === count && former.hash === hash;
    const left = events.filter(({ sequence }) => sequence > count);
    if (!(isThere || isSamePlace) || left.length === 0) return false;
    anchorOf.set(serial, { ...anchor });
    eventsOf.set(serial, left);
    return true;
  }

  const documents = createMemoryDocumentStore(requireOpen);

  function counts(): StoreCounts {
    requireOpen();
    const all = [...eventsOf.values()].reduce((sum, events) => sum + events.length, 0);
    return { keys: keys.size, events: all, documents: documents.count() };
  }

  return {
    documents,
    counts: async () => counts(),
    async recordTexts({ after, limit }) {
      requireOpen();
      const serials = [...keys.keys()].filter((serial) => after === null || serial > after);
      return serials
        .sort(byCodeUnits)
        .slice(0, limit)
        .flatMap((serial) => {
          const entry = keys.get(serial);
          return entry === undefined ? [] : [{ serial, ...entry }];
        });
    },
    async fill(parts) {
      const found = counts();
      if (found.keys + found.documents > 0) {
        const { found: what, cure } = notEmpty(found);
        throw new OtpError("STORE_UNUSABLE", `Cannot use the store: ${what}, ${cure}`);
      }
      for await (const part of parts) {
        for (const { record, events, anchor } of part.keys) {
          write(null, record, events);
          if (anchor !== null) anchorOf.set(record.serial, { ...anchor });
        }
        for (const { kind, document } of part.documents) {
          await documents.put(kind, document.id, 0, document);
        }
      }
    },
    async insert(record, events) {
      requireOpen();
      requireChange(record.serial, record, events);
      if (keys.has(record.serial)) return false;
      write(null, record, events);
      return true;
    },
    async load(serial) {
      requireOpen();
      return read(serial);
    },
    async loadForHolder(holder, decoySerial, place) {
      requireOpen();
      const { first, second } = columnsOfHolder(holder, place);
      return read(serialOfHolder.get(first) ?? serialOfHolder.get(second) ?? decoySerial);
    },
    async replace(serial, revision, next, events) {
      requireOpen();
      requireChange(serial, next, events);
      const before = read(serial);
      if (before === null || before.revision !== revision) return false;
      requireLaterStep(before.record, next);
      write(before, next, events);
      return true;
    },
    async list({ after, limit }) {
      requireOpen();
      requireWhole("limit", limit);
      const serials = [...keys.keys()].filter((serial) => after === null || serial > after);
      return serials.sort(byCodeUnits).slice(0, limit).flatMap(listed);
    },
    async findByHolder({ prefix, limit }) {
      requireOpen();
      requireWhole("limit", limit);
      const holders = [...serialOfHolder.keys()].filter((holder) => holder.startsWith(prefix));
      return holders
        .sort(byCodePoints)
        .slice(0, limit)
        .flatMap((holder) => listed(serialOfHolder.get(holder)));
    },
    async events(serial, { afterSequence, limit }) {
      requireOpen();
      requireWhole("limit", limit);
      requireWhole("afterSequence", afterSequence);
      const events = eventsOf.get(serial) ?? [];
      // Sequences rise, and whoever asks mostly wants the newest.
      const start = events.findLastIndex((event) => event.sequence <= afterSequence) + 1;
      return events.slice(start, start + limit).map((event) => ({ ...event }));
    },
    async trailSerials({ after, limit }) {
      requireOpen();
      requireWhole("limit", limit);
      const serials = [...keys.keys()].filter((serial) => after === null || serial > after);
      return serials.sort(byCodeUnits).slice(0, limit);
    },
    async anchor(serial) {
      requireOpen();
      const anchor = anchorOf.get(serial);
      return anchor === undefined ? null : { ...anchor };
    },
    async cutEvents(anchor) {
      requireOpen();
      return cut(anchor);
    },
    async close() {
      closed = true;
    },
  };
}

function requireLaterStep(before: KeyRecord, next: KeyRecord): void {
  if (before.lastStep === null) return;
  if (next.lastStep !== null && next.lastStep >= before.lastStep) return;
  throw new OtpError(
    "STEP_REOPENED",
    `Cannot store key "${next.serial}": last step ${next.lastStep}, expected ${before.lastStep} or later`,
  );
}

function holderTaken(serial: string): OtpError {
  return new OtpError("HOLDER_TAKEN", `Cannot store key "${serial}": ${otherKey}`);
}

/** Databases compare UTF-8, which is the order of code points. */
function byCodePoints(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : 1;
}
