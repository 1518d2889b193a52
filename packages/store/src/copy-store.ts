import { createHash } from "node:crypto";
import {
  type ChainedEvent,
  emptyAuditHead,
  encodeRecord,
  type KeyRecord,
  type Keyring,
  OtpError,
  requireSeals,
  type StoredDocument,
  type TrailAnchor,
  verifyChain,
} from "@jeton/core";
import type { OpenedStore, StoreCounts, StorePart } from "./opened-store.ts";

/** What a store was found to hold when all of it was read. */
export type StoreSummary = StoreCounts & {
  /** SHA-256 over every key's record and the head of its chain, in the order of the serials. */
  readonly heads: string;
  /** SHA-256 over every event, anchor and document. */
  readonly contents: string;
  /** Keys whose seals the keyring opened. */
  readonly sealsOpened: number;
  /** Serials whose chain of events is broken. */
  readonly broken: readonly string[];
};

/** How far a copy is: reading and writing first, then reading both again. */
export type CopyProgress = (stage: "copy" | "compare", keysDone: number) => void;

/**
 * Copies everything from one store to an empty other one, then reads both and answers what each
 * holds; it is for the caller to see that they are alike (`differences`). The copy is written in one
 * transaction. Seals are not opened for copying, only to show that they still can be.
 * Throws OtpError STORE_UNUSABLE when `to` is not empty.
 */
export async function copyStore(
  from: OpenedStore,
  to: OpenedStore,
  keyring: Keyring,
  onProgress: CopyProgress = () => {},
): Promise<{ readonly from: StoreSummary; readonly to: StoreSummary }> {
  await to.fill(partsOf(from, (keys) => onProgress("copy", keys)));
  const copied = await summaryOf(to, keyring, (keys) => onProgress("compare", keys));
  // The source is read last: a change that came while it was copied is seen as a difference.
  const { keys: before } = copied;
  const source = await summaryOf(from, keyring, (keys) => onProgress("compare", before + keys));
  return { from: source, to: copied };
}

/** Answers the names of what is not alike. */
export function differences(from: StoreSummary, to: StoreSummary): readonly (keyof StoreSummary)[] {
  const names = ["keys", "events", "documents", "heads", "contents", "sealsOpened"] as const;
  return names.filter((name) => from[name] !== to[name]);
}

async function summaryOf(
  store: OpenedStore,
  keyring: Keyring,
  onKeys: (done: number) => void,
): Promise<StoreSummary> {
  const counts = await store.counts();
  const heads = createHash("sha256");
  const contents = createHash("sha256");
  const broken: string[] = [];
  let sealsOpened = 0;
  for await (const { keys, documents } of partsOf(store, onKeys)) {
    for (const { record, events, anchor } of keys) {
      heads.update(`${encodeRecord(record)}\n`);
      if (anchor !== null) contents.update(`${anchorText(anchor)}\n`);
      for (const event of events) contents.update(`${eventText(event)}\n`);
      const begin = anchor ?? emptyAuditHead;
      if (verifyChain(record.serial, record.audit, events, begin).kind === "broken") {
        broken.push(record.serial);
      }
      if (opens(keyring, record)) sealsOpened += 1;
    }
    for (const { kind, document } of documents) contents.update(documentText(kind, document));
  }
  return {
    ...counts,
    heads: heads.digest("hex"),
    contents: contents.digest("hex"),
    sealsOpened,
    broken,
  };
}

function opens(keyring: Keyring, record: KeyRecord): boolean {
  try {
    requireSeals(keyring, record);
    return true;
  } catch (error) {
    if (error instanceof OtpError) return false;
    throw error;
  }
}

function eventText(event: ChainedEvent): string {
  const { serial, sequence, at, kind, actor, step, reason, diagnosis, hash } = event;
  return JSON.stringify([serial, sequence, at, kind, actor, step, reason, diagnosis, hash]);
}

function anchorText({ serial, count, hash, at, actor, keyId, signature }: TrailAnchor): string {
  return JSON.stringify([serial, count, hash, at, actor, keyId, signature]);
}

function documentText(kind: string, { id, body, expiresAt }: StoredDocument): string {
  return `${JSON.stringify([kind, id, body, expiresAt])}\n`;
}

/** Keys of a part, and of a page: a part is one message to a server. */
const pageSize = 200;
const eventsPageSize = 1000;

async function* partsOf(
  store: OpenedStore,
  onKeys: (done: number) => void,
): AsyncGenerator<StorePart> {
  let done = 0;
  for (let after: string | null = null; ; ) {
    const page = await store.list({ after, limit: pageSize });
    const last = page.at(-1);
    if (last === undefined) break;
    const keys: StorePart["keys"][number][] = [];
    for (const { record } of page) {
      const anchor = await store.anchor(record.serial);
      keys.push({ record, events: await eventsOf(store, record.serial), anchor });
    }
    yield { keys, documents: [] };
    done += page.length;
    onKeys(done);
    after = last.record.serial;
  }
  for (const kind of await store.documentKinds()) yield* documentsOf(store, kind);
}

async function* documentsOf(store: OpenedStore, kind: string): AsyncGenerator<StorePart> {
  for (let after: string | null = null; ; ) {
    const page: readonly StoredDocument[] = await store.documents.list(kind, {
      ...{ prefix: "", after, limit: pageSize, newestFirst: false },
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield { keys: [], documents: page.map((document) => ({ kind, document })) };
    after = last.id;
  }
}

async function eventsOf(store: OpenedStore, serial: string): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for (;;) {
    const afterSequence = events.at(-1)?.sequence ?? 0;
    const page = await store.events(serial, { afterSequence, limit: eventsPageSize });
    events.push(...page);
    if (page.length < eventsPageSize) return events;
  }
}
