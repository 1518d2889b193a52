import { type DamagedKey, holderIdentifier, type KeyRecord, RecordDamagedError } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { carriedKeys, keysOfHolders, loadKey } from "@jeton/validator/parts";
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
export async function findKeys(ports: Ports, text: string): Promise<readonly FoundKey[]> {
  const found = new Map<string, FoundKey>();
  const add = (key: FoundKey) => found.set(key.serial, key);
  const prefixes = serialSpellings(text);
  for (const prefix of prefixes) {
    const exact = await loaded(ports, prefix);
    if (exact !== null) add(exact);
  }
  for (const prefix of prefixes) {
    for await (const key of carriedKeys(ports, prefix, foundMax + 1)) {
      if (found.size > foundMax || !key.serial.startsWith(prefix)) break;
      add(key);
    }
  }
  const holder = holderIdentifier(text);
  if (holder !== null) {
    const page = { prefix: holder, limit: foundMax + 1 };
    for (const key of await keysOfHolders(ports, page)) add(key);
  }
  return [...found.values()].slice(0, foundMax + 1);
}

async function loaded(ports: Ports, serial: string): Promise<FoundKey | null> {
  try {
    const stored = await loadKey(ports, serial);
    return stored && { serial, record: stored.record };
  } catch (error) {
    if (error instanceof RecordDamagedError) return { serial, record: null };
    throw error;
  }
}
