import {
  checkRecordSeal,
  type Keyring,
  OtpError,
  openBody,
  putMark,
  readMark,
  requireSeals,
  type StoredDocument,
  sealBody,
  sealRecord,
  upgradeRecord,
} from "@jeton/core";
import type { OpenedStore, RecordText } from "./opened-store.ts";

export type SealedStoreReport = {
  /** False when the store was marked as sealed before, and nothing was looked at. */
  readonly isNew: boolean;
  readonly keys: number;
  readonly documents: number;
};

const pageSize = 200;

/**
 * Brings every record and document of a store that an earlier version wrote up to date, seals them,
 * and marks the store. Nobody else may use the store meanwhile. Cut off at any point it can be run
 * again: what is sealed already is checked and left alone, and the mark comes last. A store that is
 * marked is left as it is, so that nothing that was edited later is ever sealed.
 * Throws OtpError, before anything is written, when the keyring is not the one that sealed the seeds,
 * and STORE_UNUSABLE when something changed meanwhile or was edited after it was sealed.
 */
export async function sealStore(
  store: OpenedStore,
  keyring: Keyring,
  onProgress: (keysDone: number) => void = () => {},
): Promise<SealedStoreReport> {
  if ((await readMark(store.documents, keyring)) !== "missing") {
    return { isNew: false, keys: 0, documents: 0 };
  }
  for await (const { text } of recordTexts(store)) requireSeals(keyring, upgradeRecord(text));
  let keys = 0;
  for await (const key of recordTexts(store)) {
    await sealKey(store, keyring, key);
    keys += 1;
    onProgress(keys);
  }
  let documents = 0;
  for (const kind of await store.documents.kinds()) {
    for await (const document of documentsOf(store, kind)) {
      await sealDocument(store, keyring, kind, document);
      documents += 1;
    }
  }
  await putMark(store.documents, keyring);
  return { isNew: true, keys, documents };
}

async function sealKey(store: OpenedStore, keyring: Keyring, key: RecordText): Promise<void> {
  const { serial, revision, text, floor } = key;
  const record = { ...upgradeRecord(text), ...(floor && { floor }) };
  const finding = checkRecordSeal(keyring, { record, revision });
  if (finding === "good") return;
  if (finding !== "unsealed" || record.serial !== serial) throw edited(`key "${serial}"`);
  const sealed = sealRecord(keyring, record, revision + 1);
  if (!(await store.replace(serial, revision, sealed, []))) throw changed(`key "${serial}"`);
}

async function sealDocument(
  { documents }: OpenedStore,
  keyring: Keyring,
  kind: string,
  document: StoredDocument,
): Promise<void> {
  const { id, revision, expiresAt } = document;
  const { finding, body } = openBody(keyring, { kind, ...document });
  if (finding === "good") return;
  const name = `document "${id}" of the kind "${kind}"`;
  if (finding !== "unsealed") throw edited(name);
  const sealed = sealBody(keyring, { kind, id, revision: revision + 1, expiresAt, body });
  const isStored = await documents.put(kind, id, revision, { body: sealed, expiresAt });
  if (!isStored) throw changed(name);
}

async function* recordTexts(store: OpenedStore): AsyncGenerator<RecordText> {
  for (let after: string | null = null; ; ) {
    const page: readonly RecordText[] = await store.recordTexts({ after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.serial;
  }
}

async function* documentsOf(
  { documents }: Pick<OpenedStore, "documents">,
  kind: string,
): AsyncGenerator<StoredDocument> {
  for (let after: string | null = null; ; ) {
    const page = { prefix: "", after, limit: pageSize, newestFirst: false };
    const found: readonly StoredDocument[] = await documents.list(kind, page);
    yield* found;
    const last = found.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function edited(what: string): OtpError {
  return new OtpError(
    "RECORD_DAMAGED",
    `Cannot seal the ${what}: it was sealed before and edited since; restore a backup`,
  );
}

function changed(what: string): OtpError {
  return new OtpError(
    "STORE_UNUSABLE",
    `Cannot seal the ${what}: somebody changed it meanwhile; stop all that uses the store and run this again`,
  );
}
