/**
 * Whose keys and requests somebody sees and acts on: those of the people whose school or service, as the directory has it,
 * is one of these. An entry that ends in `*` stands for all that begin so. Capital and small letters are the same.
 */
export type SchoolScope = readonly string[];

/** Entries of a scope at most. */
export const scopeEntriesMax = 200;

/** What an entry looks like: at most 128 characters that can be printed, as a school of the directory has. */
const entryForm = /^(?!\*)[^\p{C}*]{1,128}\*?$/u;

/** Returns an entry as it is kept, or null for a text that is none: `*` alone would be everybody with a school. */
export function scopeEntry(text: string): string | null {
  const entry = folded(text.normalize("NFC").replaceAll(/\s+/gu, " ").trim());
  return entryForm.test(entry) ? entry : null;
}

/** Returns whether a scope has a school in it. People without a school ("") are in no scope. */
export function isInScope(scope: SchoolScope, school: string): boolean {
  if (school === "") return false;
  const wanted = folded(school);
  return scope.some((entry) => matches(entry, wanted));
}

/** Returns whether a scope has all of another one in it. Null is everybody. */
export function coversScope(scope: SchoolScope | null, other: SchoolScope | null): boolean {
  if (scope === null) return true;
  if (other === null) return false;
  return other.every((wanted) => scope.some((entry) => matches(entry, wanted)));
}

/** `wanted` may be an entry itself: "069*" has "0690*" and "0690001A" in it. */
function matches(entry: string, wanted: string): boolean {
  return entry.endsWith("*") ? wanted.startsWith(entry.slice(0, -1)) : wanted === entry;
}

function folded(text: string): string {
  return text.toUpperCase();
}
