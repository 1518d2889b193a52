import { type KeyStore, RecordDamagedError, type StoredKey } from "@jeton/core";

/**
 * The key on which an attempt is decided if its own key is damaged. The attempt is then refused like any
 * other and costs the same work, a write included (law 6). The record is kept in memory: no other refusal
 * loads a second key.
 */
export type StandIn = {
  readonly load: () => Promise<StoredKey>;
  /** Notes what came of a replacement: the key as it is stored now, or null after a lost race. */
  readonly note: (stored: StoredKey | null) => void;
};

/** Returns a stand-in that is one of the named keys, the first one that is sound. */
export function createStandIn(store: KeyStore, serials: readonly string[]): StandIn {
  let kept: Promise<StoredKey> | null = null;

  function load(): Promise<StoredKey> {
    kept ??= firstSound(store, serials).catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  }

  return {
    load,
    note(stored) {
      kept = stored && Promise.resolve(stored);
      // Another node wrote it, so it is loaded again. The attempt that lost the race does not wait for
      // that; if it fails, the next attempt reports it.
      if (stored === null) load().catch(() => {});
    },
  };
}

async function firstSound(store: KeyStore, serials: readonly string[]): Promise<StoredKey> {
  let damaged: unknown = null;
  for (const serial of serials) {
    try {
      const stored = await store.load(serial);
      if (stored !== null) return stored;
    } catch (error) {
      if (!(error instanceof RecordDamagedError)) throw error;
      damaged = error;
    }
  }
  throw damaged ?? new TypeError("Cannot stand in for a damaged key: there are no decoys");
}
