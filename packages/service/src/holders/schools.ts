import type { HolderDirectory, HolderEntry } from "@jeton/store/directory";
import { lookThrough } from "./look-through.ts";

/** A school or service, with how many people it has. */
export type School = { readonly name: string; readonly people: number };

/** What was found in so many entries. */
type Looked<T> = {
  readonly found: readonly T[];
  /** Whether there are entries behind those that were looked through. */
  readonly isCutShort: boolean;
};

/** Returns the schools of at most `scanned` entries, ordered by name; people without a school are under "". */
export async function allSchools(
  directory: Pick<HolderDirectory, "entries">,
  scanned: number,
): Promise<Looked<School>> {
  const counts = new Map<string, number>();
  const isCutShort = await lookThrough(directory, scanned, ({ school }) => {
    counts.set(school, (counts.get(school) ?? 0) + 1);
    return false;
  });
  const found = [...counts].map(([name, people]) => ({ name, people }));
  return { found: found.sort((left, right) => left.name.localeCompare(right.name)), isCutShort };
}

/** Returns the people of a school among at most `scanned` entries, in the order of their names. */
export async function peopleOfSchool(
  directory: Pick<HolderDirectory, "entries">,
  school: string,
  scanned: number,
): Promise<Looked<HolderEntry>> {
  const found: HolderEntry[] = [];
  const isCutShort = await lookThrough(directory, scanned, (entry) => {
    if (entry.school === school) found.push(entry);
    return false;
  });
  return { found: found.sort(byName), isCutShort };
}

/** Compares two people as lists of them are ordered. */
export function byName(left: HolderEntry, right: HolderEntry): number {
  return nameOf(left).localeCompare(nameOf(right));
}

function nameOf({ familyName, givenName, holder }: HolderEntry): string {
  return `${familyName}\n${givenName}\n${holder}`;
}
