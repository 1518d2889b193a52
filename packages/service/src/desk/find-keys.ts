import { type DamagedKey, holderIdentifier, type KeyRecord, RecordDamagedError } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { isDecoy } from "@jeton/validator/parts";
import { serialSpellings } from "../keys/serial-spellings.ts";

/** Keys that one search shows. More are no answer to a call. */
export const foundMax = 20;

/** A key that was found, damaged or not. */
export type FoundKey =
  | { readonly serial: string; readonly record: KeyRecord }
  | Pick<DamagedKey, "serial" | "record">;

/**
 * Returns the keys of which the number or the holder's identifier begins so: those whose number is
 * exactly that first, then numbers, then holders. One more than `foundMax` says that there are more.
 */
export async function findKeys({ store }: Ports, text: string): Promise<readonly FoundKey[]> {
  const found = new Map<string, FoundKey>();
  const add = (key: FoundKey) => {
    if (!isDecoy(key.serial)) found.set(key.serial, key);
  };
  const prefixes = serialSpellings(text);
  for (const prefix of prefixes) {
    const exact = await loaded(store, prefix);
    if (exact !== null) add(exact);
  }
  for (const prefix of prefixes) {
    const behind = await store.list({ after: prefix, limit: foundMax + 1 });
    for (const key of behind) if (key.serial.startsWith(prefix)) add(key);
  }
  const holder = holderIdentifier(text);
  if (holder !== null) {
    const held = await store.findByHolder({ prefix: holder, limit: foundMax + 1 });
    for (const key of held) add(key);
  }
  return [...found.values()].slice(0, foundMax + 1);
}

async function loaded({ load }: Ports["store"], serial: string): Promise<FoundKey | null> {
  try {
    const stored = await load(serial);
    return stored && { serial, record: stored.record };
  } catch (error) {
    if (error instanceof RecordDamagedError) return { serial, record: null };
    throw error;
  }
}
