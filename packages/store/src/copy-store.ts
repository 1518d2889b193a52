import { createHash } from "node:crypto";
import {
  type ChainedEvent,
  checkRecordSeal,
  type DocumentContent,
  emptyAuditHead,
  encodeRecord,
  type KeyRecord,
  type Keyring,
  OtpError,
  openBody,
  requireSeals,
  type StoredDocument,
  type StoredKey,
  sealBody,
  sealRecord,
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
  /** Keys whose seals the keyring opened, the MAC of the record included. */
  readonly sealsOpened: number;
  /** Serials whose chain of events is broken. */
  readonly broken: readonly string[];
};

/** How far a copy is: reading and writing first, then reading both again. */
export type CopyProgress = (stage: "copy" | "compare", keysDone: number) => void;

/**
 * Copies everything from one store to an empty other one, then reads both and answers what each
 * holds; it is for the caller to see that they are alike (`differences`). The copy is written in one
 * transaction. MACs cover the revision, which begins at 1 again: every record and document is checked
 * and its MAC made anew. What was never sealed stays unsealed, for `jeton store migrate`.
 * Throws OtpError STORE_UNUSABLE when `to` is not empty, and RECORD_DAMAGED, with what is damaged or
 * sealed with a key that is not here, before anything is stored: a copy must not make it look sound.
 */
export async function copyStore(
  from: OpenedStore,
  to: OpenedStore,
  keyring: Keyring,
  onProgress: CopyProgress = () => {},
): Promise<{ readonly from: StoreSummary; readonly to: StoreSummary }> {
  await to.fill(
    sealedParts(
      partsOf(from, (keys) => onProgress("copy", keys)),
      keyring,
    ),
  );
  const copied = await summaryOf(to, keyring, (keys) => onProgress("compare", keys));
  // The source is read last: a change that came while it was copied is seen as a difference.
  const { keys: before } = copied;
  const source = await summaryOf(from, keyring, (keys) => onProgress("compare", before + keys));
  return { from: source, to: copied };
}

/** Returns the fields in which the two summaries differ. */
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
    for (const { record, revision, events, anchor } of keys) {
      heads.update(`${encodeRecord({ ...record, mac: "" })}\n`);
      if (anchor !== null) contents.update(`${anchorText(anchor)}\n`);
      for (const event of events) contents.update(`${eventText(event)}\n`);
      const begin = anchor ?? emptyAuditHead;
      if (verifyChain(record.serial, record.audit, events, begin).kind === "broken") {
        broken.push(record.serial);
      }
      if (opens(keyring, { record, revision })) sealsOpened += 1;
    }
    for (const { kind, document } of documents) {
      const { body } = openBody(keyring, { kind, ...document });
      contents.update(documentText(kind, { ...document, body }));
    }
  }
  return {
    ...counts,
    heads: heads.digest("hex"),
    contents: contents.digest("hex"),
    sealsOpened,
    broken,
  };
}

function opens(keyring: Keyring, stored: StoredKey): boolean {
  try {
    requireSeals(keyring, stored.record);
    const finding = checkRecordSeal(keyring, stored);
    return finding === "good" || finding === "unsealed";
  } catch (error) {
    if (error instanceof OtpError) return false;
    throw error;
  }
}

function eventText(event: ChainedEvent): string {
  const { serial, sequence, at, kind, actor, step, reason, diagnosis, hash, holder } = event;
  return JSON.stringify([serial, sequence, at, kind, actor, step, reason, diagnosis, hash, holder]);
}

function anchorText({ past, serial, count, hash, at, ...signed }: TrailAnchor): string {
  const { actor, keyId, signature } = signed;
  return JSON.stringify([serial, count, hash, at, actor, keyId, signature, past]);
}

function documentText(kind: string, { id, body, expiresAt }: StoredDocument): string {
  return `${JSON.stringify([kind, id, body, expiresAt])}\n`;
}

/** Makes the MACs for revision 1, which everything has in the store that is filled. */
async function* sealedParts(
  parts: AsyncIterable<StorePart>,
  keyring: Keyring,
): AsyncGenerator<StorePart> {
  for await (const { keys, documents } of parts) {
    yield {
      keys: keys.map((key) => ({ ...key, record: sealedAnew(keyring, key) })),
      documents: documents.map(({ kind, document }) => ({
        kind,
        document: { ...document, body: bodySealedAnew(keyring, { kind, ...document }) },
      })),
    };
  }
}

function sealedAnew(keyring: Keyring, key: StoredKey): KeyRecord {
  const { record } = key;
  const finding = checkRecordSeal(keyring, key);
  if (finding === "unsealed") return record;
  if (finding === "good") return sealRecord(keyring, record, 1);
  throw damaged(`key "${record.serial}"`, whyNot(finding, record.mac.slice(0, 8)));
}

function bodySealedAnew(keyring: Keyring, document: DocumentContent): string {
  const { finding, keyId, body } = openBody(keyring, document);
  if (finding === "unsealed") return body;
  if (finding === "good") return sealBody(keyring, { ...document, body, revision: 1 });
  const { kind, id } = document;
  throw damaged(`document "${id}" of the kind "${kind}"`, whyNot(finding, keyId));
}

function whyNot(finding: "wrong" | "unknown-key", keyId: string | null): string {
  return finding === "wrong"
    ? "is not what was sealed"
    : `is sealed with master key ${keyId}, which is not here`;
}

function damaged(what: string, problem: string): OtpError {
  return new OtpError(
    "RECORD_DAMAGED",
    `Cannot copy the store: ${what} ${problem}; give its master key, or see jeton audit verify`,
  );
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
    for (const { record, ...key } of page) {
      if (record === null) throw damaged(`key "${key.serial}"`, "is damaged");
      const anchor = await store.anchor(record.serial);
      const events = await eventsOf(store, record.serial);
      keys.push({ record, revision: key.revision, events, anchor });
    }
    yield { keys, documents: [] };
    done += page.length;
    onKeys(done);
    after = last.serial;
  }
  for (const kind of await store.documents.kinds()) yield* documentsOf(store, kind);
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
