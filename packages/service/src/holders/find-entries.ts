import type { HolderDirectory, HolderEntry } from "@jeton/store/directory";
import { soundOrNull } from "@jeton/validator/parts";

/** Returns all entries, in the order of their identifiers, by their holders. */
export async function allEntries(
  directory: Pick<HolderDirectory, "entries">,
): Promise<ReadonlyMap<string, HolderEntry>> {
  const found: HolderEntry[] = [];
  for await (const { entry } of directory.entries()) found.push(entry);
  found.sort((left, right) => (left.holder < right.holder ? -1 : 1));
  return new Map(found.map((entry) => [entry.holder, entry]));
}

/** Returns "Anne Martin", what is known of it; "" for nothing. */
export function fullName({ givenName, familyName }: HolderEntry): string {
  return [givenName, familyName].filter((name) => name !== "").join(" ");
}

/** What the directory says of the holder of a key. */
export type Person =
  | { readonly kind: "known"; readonly entry: HolderEntry }
  /** Others are in it: they left, or never were. */
  | { readonly kind: "absent" }
  /** There is no directory. */
  | { readonly kind: "no-directory" };

/** Returns what the directory says of a holder. */
export async function personOf(
  directory: Pick<HolderDirectory, "load" | "isEmpty">,
  holder: string,
): Promise<Person> {
  const entry = await entryOf(directory, holder);
  if (entry !== null) return { kind: "known", entry };
  return { kind: (await directory.isEmpty()) ? "no-directory" : "absent" };
}

/** Returns the entry of a holder; null for none, and for one that was edited. */
export async function entryOf(
  directory: Pick<HolderDirectory, "load">,
  holder: string,
): Promise<HolderEntry | null> {
  return (await soundOrNull(directory.load(holder)))?.entry ?? null;
}
