import { holderIdentifier, type KeyRecord } from "@jeton/core";
import { isDecoy } from "../login/decoys.ts";
import type { Ports } from "../login/ports.ts";
import { serialSpellings } from "../serial-spellings.ts";

/** Keys that one search shows. More are no answer to a call. */
export const foundMax = 20;

/**
 * Answers the keys of which the number or the holder's identifier begins so: those whose number is
 * exactly that first, then numbers, then holders. One more than `foundMax` says that there are more.
 */
export async function findKeys({ store }: Ports, text: string): Promise<readonly KeyRecord[]> {
  const found = new Map<string, KeyRecord>();
  const add = (record: KeyRecord) => {
    if (!isDecoy(record.serial)) found.set(record.serial, record);
  };
  const prefixes = serialSpellings(text);
  for (const prefix of prefixes) {
    const exact = await store.load(prefix);
    if (exact !== null) add(exact.record);
  }
  for (const prefix of prefixes) {
    const behind = await store.list({ after: prefix, limit: foundMax + 1 });
    for (const { record } of behind) if (record.serial.startsWith(prefix)) add(record);
  }
  const holder = holderIdentifier(text);
  if (holder !== null) {
    const held = await store.findByHolder({ prefix: holder, limit: foundMax + 1 });
    for (const { record } of held) add(record);
  }
  return [...found.values()].slice(0, foundMax + 1);
}
