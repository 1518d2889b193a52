import type { KeyStore } from "@jeton/core";

/** A store that can be closed and opened again under those who use it, as by a restart. */
export type ReopenableStore = KeyStore & { readonly reopen: () => Promise<void> };

/** Opens a store by `open`, and again whenever it is told to. */
export async function reopenableStore(
  open: () => KeyStore | Promise<KeyStore>,
): Promise<ReopenableStore> {
  let store = await open();
  return {
    insert: (...change) => store.insert(...change),
    load: (serial) => store.load(serial),
    loadForHolder: (...names) => store.loadForHolder(...names),
    findByHolder: (question) => store.findByHolder(question),
    replace: (...change) => store.replace(...change),
    list: (page) => store.list(page),
    events: (...page) => store.events(...page),
    trailSerials: (page) => store.trailSerials(page),
    anchor: (serial) => store.anchor(serial),
    cutEvents: (anchor) => store.cutEvents(anchor),
    close: () => store.close(),
    async reopen() {
      await store.close();
      store = await open();
    },
  };
}
