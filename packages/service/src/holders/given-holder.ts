import { holderIdentifier } from "@jeton/core";
import { spreadsheetDamage, undamagedWanted } from "@jeton/keyfiles";
import {
  type EntryField,
  entryFields,
  entryText,
  entryTextWanted,
  groupsMax,
  type HolderEntry,
} from "@jeton/store/directory";

/** What a person has in the directory beside their identifier. */
export type HolderField = EntryField | "groups";
export const holderFields: readonly HolderField[] = [...entryFields, "groups"];

/** A person as a source writes them. A field that the source does not have is not there. */
export type RawHolder = {
  /** Where they stand: "line 12", or the name of an entry. */
  readonly place: string;
  readonly holder: RawValue;
  readonly fields: { readonly [field in HolderField]?: RawValue };
};

/** What stands in a place, and what the place is called there: the column, or the attribute. */
export type RawValue = { readonly name: string; readonly values: readonly string[] };

/** A person whom a source names, with what it says of them. */
export type GivenHolder = Pick<HolderEntry, "holder"> & Partial<HolderEntry>;

/** Why a person of a source cannot be taken. */
export type HolderProblem = {
  /** Of the source, with the column or attribute: `line 12, "Courriel"`. */
  readonly place: string;
  readonly found: string;
  readonly wanted: string;
};

/** What a source holds. Nobody is taken from one with problems: whoever is missing would seem to have left. */
export type HolderList = {
  readonly holders: readonly GivenHolder[];
  readonly problems: readonly HolderProblem[];
  /** Columns that are passed over. */
  readonly unknown: readonly string[];
};

/** Checks the people of a source. */
export function checkHolders(raws: Iterable<RawHolder>, unknown: readonly string[]): HolderList {
  const holders: GivenHolder[] = [];
  const problems: HolderProblem[] = [];
  const places = new Map<string, string>();
  for (const raw of raws) {
    const found: HolderProblem[] = [];
    const given = readOne(raw, found);
    const before = places.get(given.holder);
    if (before !== undefined) {
      const place = placed(raw.place, raw.holder);
      const both = `${JSON.stringify(given.holder)}, which ${before} has, too`;
      found.push({ place, found: both, wanted: "each identifier once" });
    }
    if (given.holder !== "") places.set(given.holder, raw.place);
    if (found.length === 0) holders.push(given);
    problems.push(...found);
  }
  return { holders, problems, unknown };
}

function readOne(raw: RawHolder, problems: HolderProblem[]): GivenHolder {
  const { place } = raw;
  const [identifier = "", other] = raw.holder.values;
  if (other !== undefined) {
    const found = `${raw.holder.values.length} values`;
    problems.push({ place: placed(place, raw.holder), found, wanted: "one" });
  }
  const damage = spreadsheetDamage(identifier);
  const holder = damage === null ? holderIdentifier(identifier) : null;
  if (holder === null) {
    const wanted = damage === null ? "1 to 128 characters without blanks" : undamagedWanted;
    problems.push({
      place: placed(place, raw.holder),
      found: foundWords(identifier, damage),
      wanted,
    });
  }
  const given: { -readonly [key in keyof GivenHolder]: GivenHolder[key] } = {
    holder: holder ?? "",
  };
  for (const field of entryFields) {
    const value = raw.fields[field];
    if (value === undefined) continue;
    const text = entryText(value.values[0] ?? "");
    requireText(field, { place, value, text }, problems);
    given[field] = text;
  }
  const { groups } = raw.fields;
  if (groups !== undefined) given.groups = readGroups(place, groups, problems);
  return given;
}

function readGroups(place: string, value: RawValue, problems: HolderProblem[]): readonly string[] {
  const groups = [...new Set(value.values.map(entryText))].filter((group) => group !== "");
  for (const text of groups) requireText("groups", { place, value, text }, problems);
  if (groups.length > groupsMax) {
    const found = `${groups.length} groups`;
    problems.push({ place: placed(place, value), found, wanted: `at most ${groupsMax}` });
  }
  return groups;
}

function requireText(
  field: HolderField,
  at: { readonly place: string; readonly value: RawValue; readonly text: string },
  problems: HolderProblem[],
): void {
  const { place, value, text } = at;
  const damage = damageable.has(field) ? spreadsheetDamage(text) : null;
  const wanted = damage === null ? entryTextWanted(field, text) : undamagedWanted;
  if (wanted === null) return;
  problems.push({ place: placed(place, value), found: foundWords(text, damage), wanted });
}

/** What spreadsheets take for numbers. */
const damageable: ReadonlySet<HolderField> = new Set<HolderField>(["phone", "school"]);

function foundWords(text: string, damage: string | null): string {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return damage === null ? shown : `${shown}, ${damage}`;
}

function placed(place: string, { name }: RawValue): string {
  return `${place}, ${JSON.stringify(name)}`;
}
