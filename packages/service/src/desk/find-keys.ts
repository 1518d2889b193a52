import { holderIdentifier } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { carriedKeys, keysOfHolders, loadKey } from "@jeton/validator/parts";
import { type FoundKey, foundKey } from "../keys/found-key.ts";
import { serialSpellings } from "../keys/serial-spellings.ts";

/** Keys that one search shows. More are no answer to a call. */
export const foundMax = 20;

/**
 * Keys that a search for a part of a number or of an identifier looks through, in the order of their numbers.
 * A store answers by the beginning of either; a part of them is looked for here, whatever the store.
 */
export const scannedMax = 20_000;

/** What a search found. */
export type FoundKeys = {
  /** At most `foundMax`. */
  readonly keys: readonly FoundKey[];
  /** Whether there are more. */
  readonly hasMore: boolean;
  /** Whether there are keys behind the `scannedMax` that were looked through for a part. */
  readonly isCutShort: boolean;
};

/**
 * Returns the keys of which the number or the holder's identifier has the text in it: those whose number is
 * exactly that first, then those that begin so, numbers before holders, then all others. `scanned`: how many are
 * looked through for these, `scannedMax` by default.
 */
export async function findKeys(
  ports: Pick<Ports, "store">,
  text: string,
  scanned: number = scannedMax,
): Promise<FoundKeys> {
  const found = new Map<string, FoundKey>();
  const add = (key: FoundKey) => found.set(key.serial, key);
  const spellings = serialSpellings(text);
  for (const spelling of spellings) {
    const exact = await foundKey(loadKey(ports, spelling));
    if (exact !== null) add(exact);
  }
  for (const prefix of spellings) {
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
  const isCutShort = found.size <= foundMax && (await addParts(ports, text, scanned, found));
  const keys = [...found.values()].slice(0, foundMax);
  return { keys, hasMore: found.size > foundMax, isCutShort };
}

/** Adds the keys that have the text somewhere in them; returns whether it stopped before the last key. */
async function addParts(
  ports: Pick<Ports, "store">,
  text: string,
  scanned: number,
  found: Map<string, FoundKey>,
): Promise<boolean> {
  const holderPart = holderIdentifier(text);
  const serialPart = text.replaceAll(/\s/gu, "").toLowerCase();
  let seen = 0;
  for await (const key of carriedKeys(ports)) {
    if (seen === scanned) return true;
    seen += 1;
    const holder = key.record?.holder ?? "";
    const isFound =
      key.serial.toLowerCase().includes(serialPart) ||
      (holderPart !== null && holder.includes(holderPart));
    if (isFound) found.set(key.serial, key);
    if (found.size > foundMax) return false;
  }
  return false;
}
