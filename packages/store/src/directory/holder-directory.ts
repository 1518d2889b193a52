import {
  type DocumentStore,
  type Keyring,
  keyedName,
  OtpError,
  openBody,
  type StoredDocument,
  seal,
  sealNonceBytes,
  unseal,
} from "@jeton/core";
import { decodeEntry, encodeEntry, type HolderEntry } from "./holder-entry.ts";
import { keptOpened } from "./kept-entries.ts";

/** An entry with how often it was written. */
export type StoredEntry = { readonly entry: HolderEntry; readonly revision: number };

/**
 * Who the holders are, for people who look for them: changed by compare-and-set only. Every method throws OtpError
 * STORE_UNUSABLE when the store cannot be used.
 */
export type HolderDirectory = {
  /**
   * Returns the entry of an identifier, null if there is none. Throws OtpError RECORD_DAMAGED for one that is not
   * what was sealed.
   */
  readonly load: (holder: string) => Promise<StoredEntry | null>;
  /**
   * Writes an entry and returns true, or does nothing and returns false if it is no longer at `revision` (0: is not
   * there). Throws RangeError for an entry that cannot be kept.
   */
  readonly put: (entry: HolderEntry, revision: number) => Promise<boolean>;
  /** Removes the entry at `revision`, or returns false and does nothing. */
  readonly remove: (holder: string, revision: number) => Promise<boolean>;
  /** Goes through all entries, in no order that tells anything; damaged ones are left out. */
  readonly entries: () => AsyncIterable<StoredEntry>;
  /** Returns whether there is no entry, damaged ones left out. */
  readonly isEmpty: () => Promise<boolean>;
  /**
   * Seals with the active master key what another one sealed, and returns how many entries that were. Safe to be run
   * again after it was cut off; nobody else may write meanwhile.
   */
  readonly reseal: () => Promise<number>;
};

/** What a directory is kept in. */
export type DirectoryPorts = {
  /** With seals: `sealedDocuments`. */
  readonly documents: DocumentStore;
  /**
   * The same as they stand. With them, the first 20,000 entries that were gone through are kept in memory, opened, and
   * those that did not change since are not opened again: it takes most of the time.
   */
  readonly bareDocuments?: DocumentStore | undefined;
  readonly keyring: Keyring;
  /** Returns so many fresh random bytes. */
  readonly random: (bytes: number) => Uint8Array;
};

const kind = "holder-entry";
const pageSize = 200;
const firstPage = { prefix: "", after: null, limit: pageSize, newestFirst: false } as const;

/**
 * Returns the directory in a store of documents. An entry is encrypted, and stands under the keyed name of its
 * identifier: a stolen database tells neither who is in it nor what is known of them.
 */
export function holderDirectory(ports: DirectoryPorts): HolderDirectory {
  const { documents, keyring, bareDocuments } = ports;

  async function find(holder: string): Promise<StoredDocument | null> {
    for (const id of idsOf(keyring, holder)) {
      const document = await documents.load(kind, id);
      if (document !== null) return document;
    }
    return null;
  }

  return {
    async load(holder) {
      const document = await find(holder);
      return document && opened(keyring, document);
    },
    async put(entry, revision) {
      const sealed = encodeEntry(entry);
      const there = await find(entry.holder);
      if ((there?.revision ?? 0) !== revision) return false;
      const id = there?.id ?? keyedName(keyring, "entry", entry.holder);
      return documents.put(kind, id, revision, content(ports, id, sealed));
    },
    async remove(holder, revision) {
      const there = await find(holder);
      return there !== null && documents.remove(kind, there.id, revision);
    },
    entries:
      bareDocuments === undefined
        ? () => openedEntries(documents, keyring)
        : keptOpened(
            () => everyDocument(bareDocuments),
            (stored) => openedOrNull(keyring, stored),
          ),
    isEmpty: async () => (await documents.list(kind, { ...firstPage, limit: 1 })).length === 0,
    async reseal() {
      let count = 0;
      for await (const document of everyDocument(documents)) {
        if (document.id.startsWith(keyring.active.id)) continue;
        await move(ports, document);
        count += 1;
      }
      return count;
    },
  };
}

/** Moves an entry to the name that the active key gives it. */
async function move(ports: DirectoryPorts, { id, revision, body }: StoredDocument): Promise<void> {
  const { documents, keyring } = ports;
  const { entry } = opened(keyring, { id, revision, body });
  const next = keyedName(keyring, "entry", entry.holder);
  // There already if this was cut off before.
  const there = await documents.load(kind, next);
  const moved = content(ports, next, encodeEntry(entry));
  const isMoved =
    (await documents.put(kind, next, there?.revision ?? 0, moved)) &&
    (await documents.remove(kind, id, revision));
  if (isMoved) return;
  throw new OtpError(
    "STORE_UNUSABLE",
    "Cannot seal the directory anew: somebody changed it meanwhile; stop all that uses the store and run this again",
  );
}

/** The names under which an entry may stand: with each master key, the active one first. */
function idsOf({ all }: Keyring, holder: string): readonly string[] {
  return all.map((active) => keyedName({ active, all }, "entry", holder));
}

function content({ keyring, random }: DirectoryPorts, id: string, text: string) {
  const plain = new TextEncoder().encode(text);
  const place = { purpose: "directory", serial: id } as const;
  const sealed = seal(keyring, place, { plain, nonce: random(sealNonceBytes) });
  return { body: JSON.stringify({ version: 1, sealed }), expiresAt: null };
}

function opened(
  keyring: Keyring,
  { id, body, revision }: Pick<StoredDocument, "id" | "body" | "revision">,
): StoredEntry {
  const { sealed } = JSON.parse(body) as { readonly sealed: string };
  const { plain } = unseal(keyring, { purpose: "directory", serial: id }, sealed);
  return { entry: decodeEntry(new TextDecoder().decode(plain)), revision };
}

/** Opens an entry as it stands; null for a damaged one. */
function openedOrNull(keyring: Keyring, stored: StoredDocument): StoredEntry | null {
  const { finding, body } = openBody(keyring, { kind, ...stored });
  return finding === "good" ? opened(keyring, { ...stored, body }) : null;
}

async function* openedEntries(
  documents: DocumentStore,
  keyring: Keyring,
): AsyncGenerator<StoredEntry> {
  for await (const document of everyDocument(documents)) yield opened(keyring, document);
}

async function* everyDocument(documents: DocumentStore): AsyncGenerator<StoredDocument> {
  for (let after: string | null = null; ; ) {
    const page: readonly StoredDocument[] = await documents.list(kind, {
      ...firstPage,
      after,
    });
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.id ?? null;
  }
}
