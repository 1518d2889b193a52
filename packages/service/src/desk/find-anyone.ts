import { holderIdentifier } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { HolderDirectory, HolderEntry } from "../holders/directory-of.ts";
import { entryOf } from "../holders/find-entries.ts";
import { findHolders } from "../holders/find-holders.ts";
import { byName } from "../holders/schools.ts";
import { type FoundKey, findKeysOfHolder } from "../keys/found-key.ts";
import { findKeys, foundMax, scannedMax } from "./find-keys.ts";

/** A key with who has it, as far as it is known; or someone of the directory without a key. */
export type Match =
  | { readonly key: FoundKey; readonly person: HolderEntry | null }
  | { readonly key: null; readonly person: HolderEntry };

/** What a search found: the keys that it fits first, then the people. */
export type Matches = {
  /** At most `foundMax`. */
  readonly matches: readonly Match[];
  readonly hasMore: boolean;
  /** Whether there are keys or people behind the `scannedMax` that were looked through for a part. */
  readonly isCutShort: boolean;
};

/**
 * Returns the keys that `findKeys` finds by a text and the people that `findHolders` finds by it,
 * with their keys. `scanned`: how many of each are looked through, `scannedMax` by default.
 */
export async function findAnyone(
  ports: Pick<Ports, "store">,
  directory: HolderDirectory,
  text: string,
  scanned: number = scannedMax,
): Promise<Matches> {
  const byKey = await findKeys(ports, text, scanned);
  const matches: Match[] = [];
  const holders = new Set<string>();
  for (const key of byKey.keys) {
    const holder = key.record?.holder ?? null;
    const person = holder === null ? null : await entryOf(directory, holder);
    matches.push({ key, person });
    if (holder !== null) holders.add(holder);
  }
  if (byKey.hasMore) return { ...byKey, matches };
  const people = await peopleOf(directory, text, scanned);
  for (const person of people.entries) {
    if (holders.has(person.holder)) continue;
    const keys = await findKeysOfHolder(ports, person.holder);
    matches.push(...keys.map((key) => ({ key, person })));
    if (keys.length === 0) matches.push({ key: null, person });
  }
  return {
    matches: matches.slice(0, foundMax),
    hasMore: matches.length > foundMax,
    isCutShort: byKey.isCutShort || people.isCutShort,
  };
}

/** Whoever has exactly this identifier is found however many there are. */
async function peopleOf(directory: HolderDirectory, text: string, scanned: number) {
  const holder = holderIdentifier(text);
  const exact = holder === null ? null : await entryOf(directory, holder);
  const found = await findHolders(directory, text, { found: foundMax + 1, scanned });
  const others = found.entries.toSorted(byName);
  return { ...found, entries: exact === null ? others : [exact, ...others] };
}
