import type { HolderDirectory, HolderEntry } from "@jeton/store/directory";
import { type EntryField, entryFields } from "@jeton/store/directory";
import { lookThrough } from "./look-through.ts";

/** Who was found. */
export type FoundHolders = {
  readonly entries: readonly HolderEntry[];
  /** Whether there are entries behind those that were looked through. */
  readonly isCutShort: boolean;
};

/**
 * Returns the people whose entry contains each word of the text, in their identifier, names, e-mail or school. Case and accents do not count. It stops at `found` people, and after `scanned` entries.
 */
export async function findHolders(
  directory: Pick<HolderDirectory, "entries">,
  text: string,
  { found, scanned }: { readonly found: number; readonly scanned: number },
): Promise<FoundHolders> {
  const words = folded(text)
    .split(/\s+/u)
    .filter((word) => word !== "");
  const entries: HolderEntry[] = [];
  if (words.length === 0) return { entries, isCutShort: false };
  const isCutShort = await lookThrough(directory, scanned, (entry) => {
    const known = searchedText(entry);
    if (words.every((word) => known.includes(word))) entries.push(entry);
    return entries.length === found;
  });
  return { entries, isCutShort };
}

const searchedTexts = new WeakMap<HolderEntry, string>();

/** What is not searched: phone numbers are written in too many ways, and a language finds half of the people. */
const unsearched: ReadonlySet<EntryField> = new Set<EntryField>(["phone", "language"]);

/** What of an entry is searched. */
function searchedText(entry: HolderEntry): string {
  const before = searchedTexts.get(entry);
  if (before !== undefined) return before;
  const texts = entryFields.flatMap((field) => (unsearched.has(field) ? [] : [entry[field]]));
  const text = folded([entry.holder, ...texts].join("\n"));
  searchedTexts.set(entry, text);
  return text;
}

/** Returns a text in small letters without accents: callers spell their names, staff type what they hear. */
export function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
