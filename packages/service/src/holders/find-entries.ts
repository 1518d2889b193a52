import type { HolderDirectory, HolderEntry } from "@jeton/store/directory";

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
