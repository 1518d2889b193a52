import type { ChainedEvent, KeyRecord, KeyStore } from "@jeton/core";

/**
 * Returns the store, calling `onStored` with what was stored of a key once it is: whatever door it came by. What
 * `onStored` throws would reach the holder, and what it waits for nobody waits for.
 */
export function watchedStore(
  store: KeyStore,
  onStored: (record: KeyRecord, events: readonly ChainedEvent[]) => void,
): KeyStore {
  return {
    ...store,
    async replace(serial, revision, next, events) {
      const isStored = await store.replace(serial, revision, next, events);
      if (isStored) onStored(next, events);
      return isStored;
    },
  };
}
