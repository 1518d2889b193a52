import {
  checkRecordSeal,
  type KeyedName,
  type KeyRecord,
  type Keyring,
  type KeyStore,
  keyedName,
  type ListedKey,
  RecordDamagedError,
  type RecordFinding,
  type StoredKey,
  sealRecord,
} from "@jeton/core";
import { EventPlaceTakenError } from "./store-arguments.ts";

/**
 * Returns the store with every record sealed when it is written and checked when it is read, so that
 * an edit of a row lets nobody in. A damaged key is refused where one key is loaded, and named where
 * keys are listed; a new record may not take its place but by the one who knows its revision.
 * `onDamaged` is called when one is loaded, with a keyed name that tells outsiders nothing.
 */
export function sealedStore(
  store: KeyStore,
  keyring: Keyring,
  onDamaged: (serial: KeyedName) => void = () => {},
): KeyStore {
  async function loaded(loading: Promise<StoredKey | null>): Promise<StoredKey | null> {
    try {
      const stored = await loading;
      if (stored !== null) requireSeal(keyring, stored);
      return stored;
    } catch (error) {
      if (error instanceof RecordDamagedError) {
        onDamaged(keyedName(keyring, "serial", error.serial));
      }
      throw error;
    }
  }

  return {
    ...store,
    insert: (record, events) => store.insert(sealRecord(keyring, record, 1), events),
    load: (serial) => loaded(store.load(serial)),
    loadForHolder: (...names) => loaded(store.loadForHolder(...names)),
    async replace(serial, revision, next, events) {
      try {
        return await store.replace(
          serial,
          revision,
          sealRecord(keyring, next, revision + 1),
          events,
        );
      } catch (error) {
        if (!(error instanceof EventPlaceTakenError)) throw error;
        // An old record was put back under its events, or an event behind its last one.
        onDamaged(keyedName(keyring, "serial", serial));
        throw new RecordDamagedError(serial, "its events go on behind it", error);
      }
    },
    list: async (page) => (await store.list(page)).map((key) => checkedKey(keyring, key)),
    findByHolder: async (question) =>
      (await store.findByHolder(question)).map((key) => checkedKey(keyring, key)),
  };
}

/** Throws RecordDamagedError unless the record is what was sealed for its revision. */
export function requireSeal(keyring: Keyring, stored: StoredKey): void {
  const problem = sealProblem(checkRecordSeal(keyring, stored), stored.record);
  if (problem !== null) throw new RecordDamagedError(stored.record.serial, problem);
}

function checkedKey(keyring: Keyring, key: ListedKey): ListedKey {
  if (key.record === null) return key;
  const { record, serial, revision } = key;
  const problem = sealProblem(checkRecordSeal(keyring, key), record);
  if (problem === null) return key;
  const { lastStep, floor } = record;
  return { record: null, serial, revision, lastStep, problem, ...(floor && { floor }) };
}

function sealProblem(finding: RecordFinding, { mac }: KeyRecord): string | null {
  switch (finding) {
    case "good":
      return null;
    case "wrong":
      return "it is not what was sealed";
    case "unsealed":
      return "its seal is gone";
    case "unknown-key":
      return `it is sealed with master key ${mac.slice(0, 8)}, which is not here`;
    default:
      return finding satisfies never;
  }
}
