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
import { keptOpened } from "./kept-entries.ts";

/** An entry with how often it was written. */
export type Stored<T> = { readonly entry: T; readonly revision: number };

/**
 * What is known of people, encrypted, an entry for each name: changed by compare-and-set only. Every method throws
 * OtpError STORE_UNUSABLE when the store cannot be used.
 */
export type SealedEntries<T> = {
  /**
   * Returns the entry of a name, such as an identifier; null if there is none. Throws OtpError RECORD_DAMAGED for one
   * that is not what was sealed.
   */
  readonly load: (name: string) => Promise<Stored<T> | null>;
  /**
   * Writes an entry and returns true, or does nothing and returns false if it is no longer at `revision` (0: is not
   * there). Throws RangeError for an entry that cannot be kept.
   */
  readonly put: (entry: T, revision: number) => Promise<boolean>;
  /** Removes the entry at `revision`, or returns false and does nothing. */
  readonly remove: (name: string, revision: number) => Promise<boolean>;
  /** Goes through all entries, in no order that tells anything; damaged ones are left out. */
  readonly entries: () => AsyncIterable<Stored<T>>;
  /** Returns whether there is no entry, damaged ones left out. */
  readonly isEmpty: () => Promise<boolean>;
  /**
   * Seals with the active master key what another one sealed, and returns how many entries that were. Safe to be run
   * again after it was cut off; nobody else may write meanwhile.
   */
  readonly reseal: () => Promise<number>;
};

/** What entries are kept in. */
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

/** How entries of one kind are written. */
export type EntryForm<T> = {
  /** The kind of their documents. */
  readonly kind: string;
  /** Returns by what an entry is looked for. */
  readonly nameOf: (entry: T) => string;
  readonly encode: (entry: T) => string;
  readonly decode: (text: string) => T;
};

const pageSize = 200;
const firstPage = { prefix: "", after: null, limit: pageSize, newestFirst: false } as const;

/**
 * Returns the entries of a kind in a store of documents. An entry is encrypted, and stands under a keyed hash of its
 * name: a stolen database tells neither who is in it nor what is known of them.
 */
export function sealedEntries<T>(ports: DirectoryPorts, form: EntryForm<T>): SealedEntries<T> {
  const { documents, keyring, bareDocuments } = ports;
  const { kind, nameOf, encode } = form;

  async function find(name: string): Promise<StoredDocument | null> {
    for (const id of idsOf(keyring, name)) {
      const document = await documents.load(kind, id);
      if (document !== null) return document;
    }
    return null;
  }

  return {
    async load(name) {
      const document = await find(name);
      return document && opened(keyring, form, document);
    },
    async put(entry, revision) {
      const encoded = encode(entry);
      const there = await find(nameOf(entry));
      if ((there?.revision ?? 0) !== revision) return false;
      const id = there?.id ?? keyedName(keyring, "entry", nameOf(entry));
      return documents.put(kind, id, revision, content(ports, id, encoded));
    },
    async remove(name, revision) {
      const there = await find(name);
      return there !== null && documents.remove(kind, there.id, revision);
    },
    entries:
      bareDocuments === undefined
        ? () => openedEntries(documents, keyring, form)
        : keptOpened(
            () => everyDocument(bareDocuments, kind),
            (stored) => openedOrNull(keyring, form, stored),
          ),
    isEmpty: async () => (await documents.list(kind, { ...firstPage, limit: 1 })).length === 0,
    async reseal() {
      let count = 0;
      for await (const document of everyDocument(documents, kind)) {
        if (document.id.startsWith(keyring.active.id)) continue;
        await move(ports, form, document);
        count += 1;
      }
      return count;
    },
  };
}

/** Moves an entry to the name that the active key gives it. */
async function move<T>(
  ports: DirectoryPorts,
  form: EntryForm<T>,
  { id, revision, body }: StoredDocument,
): Promise<void> {
  const { documents, keyring } = ports;
  const { kind, nameOf, encode } = form;
  const { entry } = opened(keyring, form, { id, revision, body });
  const next = keyedName(keyring, "entry", nameOf(entry));
  // There already if this was cut off before.
  const there = await documents.load(kind, next);
  const moved = content(ports, next, encode(entry));
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
function idsOf({ all }: Keyring, name: string): readonly string[] {
  return all.map((active) => keyedName({ active, all }, "entry", name));
}

function content({ keyring, random }: DirectoryPorts, id: string, text: string) {
  const plain = new TextEncoder().encode(text);
  const place = { purpose: "directory", serial: id } as const;
  const sealed = seal(keyring, place, { plain, nonce: random(sealNonceBytes) });
  return { body: JSON.stringify({ version: 1, sealed }), expiresAt: null };
}

function opened<T>(
  keyring: Keyring,
  { decode }: EntryForm<T>,
  { id, body, revision }: Pick<StoredDocument, "id" | "body" | "revision">,
): Stored<T> {
  const { sealed } = JSON.parse(body) as { readonly sealed: string };
  const { plain } = unseal(keyring, { purpose: "directory", serial: id }, sealed);
  return { entry: decode(new TextDecoder().decode(plain)), revision };
}

/** Opens an entry as it stands; null for a damaged one. */
function openedOrNull<T>(
  keyring: Keyring,
  form: EntryForm<T>,
  stored: StoredDocument,
): Stored<T> | null {
  const { finding, body } = openBody(keyring, { kind: form.kind, ...stored });
  return finding === "good" ? opened(keyring, form, { ...stored, body }) : null;
}

async function* openedEntries<T>(
  documents: DocumentStore,
  keyring: Keyring,
  form: EntryForm<T>,
): AsyncGenerator<Stored<T>> {
  for await (const document of everyDocument(documents, form.kind)) {
    yield opened(keyring, form, document);
  }
}

async function* everyDocument(
  documents: DocumentStore,
  kind: string,
): AsyncGenerator<StoredDocument> {
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
