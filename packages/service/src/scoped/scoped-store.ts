import type { ChainedEvent, KeyStore, ListedKey, StoredKey } from "@jeton/core";
import { isServiceKey, soundOrNull } from "@jeton/validator/parts";
import { type Sight, unscoped } from "./sight.ts";

/** So many holders are asked for their keys one by one; with more, the keys are gone through. */
export const fewHoldersMax = 2000;
/** So many are asked for at a time. */
const askedAtOnce = 32;

/**
 * Returns the keys that a viewer sees, and lets them write no others. A key outside is answered like one that is not there.
 * A key that nobody has is found by its whole serial alone, without its history, and can only be assigned to a holder of
 * theirs. A damaged key is nobody's that is known. For one request: who the holders are is read once.
 */
export function scopedStore(
  store: KeyStore,
  sight: Sight,
  fewHolders: number = fewHoldersMax,
): KeyStore {
  const denied = new Set<string>();
  let own: Promise<readonly ListedKey[]> | null = null;

  async function isSeen(holder: string | null): Promise<boolean> {
    return holder === null || sight.holder(holder);
  }

  async function load(serial: string): Promise<StoredKey | null> {
    if (denied.has(serial)) return null;
    if (isServiceKey(serial)) return (await sight.staffKey(serial)) ? store.load(serial) : null;
    const stored = await soundOrNull(store.load(serial));
    return stored !== null && (await isSeen(stored.record.holder)) ? stored : null;
  }

  async function mayWrite(serial: string, next: StoredKey["record"]): Promise<boolean> {
    if (isServiceKey(serial)) return sight.ownKey(serial);
    const before = await load(serial);
    if (before === null || !(await isSeen(next.holder))) return false;
    if (before.record.holder === null) return next.holder !== null;
    // The reason of an act that takes the key from its holder is kept beside its event afterwards.
    if (next.holder === null) await sight.historyFrom(serial);
    return true;
  }

  return {
    load,
    async loadForHolder(holder, ...asked) {
      return (await sight.holder(holder)) ? store.loadForHolder(holder, ...asked) : null;
    },
    async replace(serial, revision, next, events) {
      if (await mayWrite(serial, next)) return store.replace(serial, revision, next, events);
      // From now on it is not there: whoever tries again learns nothing else.
      denied.add(serial);
      return false;
    },
    async list(page) {
      const holders = await sight.holders();
      if (holders.size > fewHolders) return listThrough(store, holders, page);
      own ??= keysOf(store, [...holders]);
      const { after, limit } = page;
      return (await own).filter(({ serial }) => after === null || serial > after).slice(0, limit);
    },
    async findByHolder({ prefix, limit }) {
      const holders = beginningWith(prefix, await sight.holders());
      const found: ListedKey[] = [];
      for (let from = 0; found.length < limit && from < holders.length; from += askedAtOnce) {
        const some = holders.slice(from, from + askedAtOnce);
        found.push(...(await askedKeys(store, some)));
      }
      return found.slice(0, limit);
    },
    async events(serial, page) {
      const from = await sight.historyFrom(serial);
      return from === null ? [] : eventsFrom(store, serial, from, page);
    },
    async anchor(serial) {
      return (await sight.historyFrom(serial)) === null ? null : store.anchor(serial);
    },
    insert: () => Promise.reject(unscoped("to put a key in stock")),
    trailSerials: () => Promise.reject(unscoped("for the serials of the whole trail")),
    cutEvents: () => Promise.reject(unscoped("to cut events")),
    close: () => Promise.reject(unscoped("to close the store")),
  };
}

/** The first event says when the key came, which its age is counted from; the others are those from `from` on. */
async function eventsFrom(
  store: KeyStore,
  serial: string,
  from: number,
  { afterSequence, limit }: { readonly afterSequence: number; readonly limit: number },
): Promise<readonly ChainedEvent[]> {
  const found: ChainedEvent[] = [];
  if (afterSequence === 0 && from > 1) {
    const [first] = await store.events(serial, { afterSequence: 0, limit: 1 });
    if (first?.kind === "created") found.push(first);
  }
  if (found.length === limit) return found;
  const page = { afterSequence: Math.max(afterSequence, from - 1), limit: limit - found.length };
  return [...found, ...(await store.events(serial, page))];
}

/** Returns those that begin so, in their order. */
function beginningWith(prefix: string, holders: ReadonlySet<string>): readonly string[] {
  return [...holders].filter((holder) => holder.startsWith(prefix)).sort();
}

/** Returns the keys of holders in the order of their serials; damaged ones are left out. */
async function keysOf(store: KeyStore, holders: readonly string[]): Promise<readonly ListedKey[]> {
  const found: ListedKey[] = [];
  for (let from = 0; from < holders.length; from += askedAtOnce) {
    found.push(...(await askedKeys(store, holders.slice(from, from + askedAtOnce))));
  }
  return found.sort((one, other) => (one.serial < other.serial ? -1 : 1));
}

async function askedKeys(
  store: KeyStore,
  holders: readonly string[],
): Promise<readonly ListedKey[]> {
  // No key has an empty serial, so that a holder without one yields null instead of a decoy.
  const asked = await Promise.all(
    holders.flatMap((holder) =>
      (["present", "incoming"] as const).map((place) =>
        soundOrNull(store.loadForHolder(holder, "", place)),
      ),
    ),
  );
  const found = new Map<string, ListedKey>();
  for (const stored of asked) {
    if (stored !== null)
      found.set(stored.record.serial, { ...stored, serial: stored.record.serial });
  }
  return [...found.values()];
}

async function listThrough(
  store: KeyStore,
  holders: ReadonlySet<string>,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly ListedKey[]> {
  const found: ListedKey[] = [];
  for (let behind = after; found.length < limit; ) {
    const page = await store.list({ after: behind, limit: pageSize });
    for (const key of page) {
      const holder = key.record?.holder ?? null;
      if (holder !== null && holders.has(holder)) found.push(key);
    }
    if (page.length < pageSize) break;
    behind = page.at(-1)?.serial ?? null;
  }
  return found.slice(0, limit);
}

const pageSize = 500;
