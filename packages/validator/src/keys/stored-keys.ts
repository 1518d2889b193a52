import {
  actEvent,
  type DamagedKey,
  type Floor,
  firstCounter,
  isCounterBased,
  type KeyOrigin,
  type KeyParameters,
  type KeyRecord,
  type ListedKey,
  newKeyRecord,
  outcome,
  type StoredKey,
  sealNonceBytes,
} from "@jeton/core";
import { isServiceKey } from "../decoys/decoys.ts";
import type { Ports } from "../ports/ports.ts";

/** A key as it comes from its maker. */
export type NewKey = {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly parameters: KeyParameters;
  /** Of a counter key, which must have it: the counter whose code it shows next. */
  readonly counter?: number | null;
  /** What its maker's file says of it. */
  readonly origin?: Partial<KeyOrigin>;
};

/**
 * Puts a key in stock. Returns false when the serial is taken.
 * Throws RangeError for a serial, an origin or a counter that cannot be used and for a counter key without one, OtpError
 * SEED_UNUSABLE for an empty seed.
 */
export async function addKey(ports: Ports, key: NewKey, actor: string): Promise<boolean> {
  if (isServiceKey(key.serial)) {
    throw new RangeError(
      `Cannot use "${key.serial}" as a serial number: what begins with "decoy-" or "staff-" is the service's own`,
    );
  }
  const nonce = ports.random(sealNonceBytes);
  const now = ports.clock();
  const next = counterOf(key);
  const counter = next === null ? null : firstCounter(next, now, await floorOf(ports.store));
  const record = newKeyRecord(ports.keyring, { ...key, counter, nonce });
  const created = outcome({}, record, actEvent(now, "created", actor));
  return ports.store.insert(created.next, created.events);
}

/** No counter is guessed: with 0 for that of a key which was used elsewhere, used codes would pass again. */
function counterOf({ parameters, counter = null }: NewKey): number | null {
  if (isCounterBased(parameters) === (counter !== null)) return counter;
  throw new RangeError(
    counter === null
      ? "Cannot add a counter key without its counter: expected that of its next code, 0 for a new key"
      : "Cannot use a counter for a time key: only a counter key has one",
  );
}

/** The floor of the store, which comes with any of its keys, spends nothing of a key that comes after it. */
async function floorOf(store: Ports["store"]): Promise<Floor | undefined> {
  const [first] = await store.list({ after: null, limit: 1 });
  return first?.record === null ? first.floor : first?.record.floor;
}

/**
 * Returns a key as it is stored; null for a serial that nobody's key has, the service's own included.
 * Throws RecordDamagedError for a record that was edited.
 */
export async function loadKey(
  { store }: Pick<Ports, "store">,
  serial: string,
): Promise<StoredKey | null> {
  return isServiceKey(serial) ? null : store.load(serial);
}

/**
 * Returns the key with which this holder logs in, or null: of two the present one. Throws RecordDamagedError for a record that was
 * edited.
 */
export async function findKeyOf(
  { store }: Pick<Ports, "store">,
  holder: string,
): Promise<StoredKey | null> {
  // No key has an empty serial, so that an unknown holder yields null instead of a decoy.
  return store.loadForHolder(holder, "");
}

/**
 * Returns the keys that this holder has: the present one first, then the one that is on its way to them. Throws
 * RecordDamagedError for a record that was edited.
 */
export async function findKeysOf(
  { store }: Pick<Ports, "store">,
  holder: string,
): Promise<readonly StoredKey[]> {
  const present = await findKeyOf({ store }, holder);
  if (present === null) return [];
  const other = await otherKeyOf({ store }, present.record);
  return other === null ? [present] : [present, other];
}

/**
 * Returns the other key of the holder of a key: the one on its way to them, or the present one of a key on its way; null for
 * none. Throws RecordDamagedError for a record that was edited.
 */
export async function otherKeyOf(
  { store }: Pick<Ports, "store">,
  { serial, holder, isIncoming }: Pick<KeyRecord, "serial" | "holder" | "isIncoming">,
): Promise<StoredKey | null> {
  if (holder === null) return null;
  const found = await store.loadForHolder(holder, "", isIncoming ? "present" : "incoming");
  return found?.record.serial === serial ? null : found;
}

const pageSizeMax = 500;

/** Goes through all sound keys that people carry (behind `after`), in the order of their serials. */
export async function* allKeys(
  ports: Pick<Ports, "store">,
  after: string | null = null,
): AsyncGenerator<KeyRecord> {
  for await (const { record } of carriedKeys(ports, after)) if (record !== null) yield record;
}

/**
 * Goes through all keys that people carry, damaged ones included: the service's own are left out.
 * `pageSize`: how many are read at a time.
 */
export async function* carriedKeys(
  ports: Pick<Ports, "store">,
  after: string | null = null,
  pageSize: number = pageSizeMax,
): AsyncGenerator<ListedKey> {
  for await (const key of everyKey(ports, after, pageSize))
    if (!isServiceKey(key.serial)) yield key;
}

/** Returns the first `limit` keys whose holders' identifiers begin so. */
export async function keysOfHolders(
  { store }: Pick<Ports, "store">,
  page: { readonly prefix: string; readonly limit: number },
): Promise<readonly ListedKey[]> {
  return (await store.findByHolder(page)).filter(({ serial }) => !isServiceKey(serial));
}

/** Goes through the keys that people carry whose records are damaged, in the order of their serials. */
export async function* damagedKeys(ports: Pick<Ports, "store">): AsyncGenerator<DamagedKey> {
  for await (const key of carriedKeys(ports)) if (key.record === null) yield key;
}

/** Goes through everything stored, decoys and damaged keys included, in the order of the serials. */
export async function* everyKey(
  ports: Pick<Ports, "store">,
  behind: string | null = null,
  pageSize: number = pageSizeMax,
): AsyncGenerator<ListedKey> {
  for (let after = behind; ; ) {
    const page = await ports.store.list({ after, limit: pageSize });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.serial;
  }
}

/** Counts all keys, decoys included; used to size progress bars. */
export async function countKeys(ports: Pick<Ports, "store">): Promise<number> {
  let count = 0;
  for await (const _ of everyKey(ports)) count += 1;
  return count;
}
