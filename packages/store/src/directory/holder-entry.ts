import { holderIdentifier, OtpError } from "@jeton/core";

/** What the directory knows of a person. Nothing of it decides a log-in. */
export type HolderEntry = {
  /** Their identifier, as `holderIdentifier` of `@jeton/core` returns it. */
  readonly holder: string;
} & {
  /** "" for nothing. */
  readonly [field in EntryField]: string;
} & {
  /** In no order, none twice. */
  readonly groups: readonly string[];
};

/**
 * The texts of an entry. `school`: the code or name of a school (UAI) or of a service. `language`: in which they
 * want to be written to, as in BCP 47.
 */
export type EntryField = "familyName" | "givenName" | "email" | "phone" | "school" | "language";

/** The texts of an entry, in the order in which people are shown them. */
export const entryFields: readonly EntryField[] = [
  ...(["familyName", "givenName", "email", "phone", "school", "language"] as const),
];

/** Groups of a person at most. */
export const groupsMax = 100;

const nameWanted = "at most 128 characters that can be printed";

/** The form of each text, of a group too, and what is said of another one. */
const forms: { readonly [field in EntryField | "groups"]: readonly [RegExp, string] } = {
  familyName: [/^\P{C}{0,128}$/u, nameWanted],
  givenName: [/^\P{C}{0,128}$/u, nameWanted],
  school: [/^\P{C}{0,128}$/u, nameWanted],
  groups: [/^\P{C}{1,128}$/u, nameWanted],
  email: [
    /^(?!.{255})(?:[^\s@\p{C}]+@[^\s@\p{C}]+)?$/u,
    "an address with one @ and no blanks, at most 254 characters",
  ],
  phone: [
    /^[0-9A-Za-z+().,/# -]{0,40}$/u,
    "at most 40 digits, Latin letters, blanks and + ( ) . , / # -",
  ],
  language: [
    /^(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4})?$/u,
    "a language such as fr or en-GB (BCP 47)",
  ],
};

/** Returns a text as it is kept: NFC, each row of blanks one blank, none at the ends. */
export function entryText(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}

/** Returns what was wanted in place of a text, or null for one that can be kept. */
export function entryTextWanted(field: EntryField | "groups", text: string): string | null {
  const [form, wanted] = forms[field];
  return form.test(text) ? null : wanted;
}

/** Throws RangeError for an entry that cannot be kept: whoever reads one from outside has checked it. */
export function requireEntry(entry: HolderEntry): void {
  if (holderIdentifier(entry.holder) !== entry.holder) throw unfit("the identifier");
  for (const field of entryFields) {
    if (entryTextWanted(field, entry[field]) !== null) throw unfit(field);
  }
  const { groups } = entry;
  const isFit = groups.every((group) => entryTextWanted("groups", group) === null);
  if (!isFit || groups.length > groupsMax || new Set(groups).size < groups.length) {
    throw unfit("the groups");
  }
}

/** The message quotes nothing: it is about people. */
function unfit(what: string): RangeError {
  return new RangeError(`Cannot keep an entry of the directory: ${what} cannot be kept`);
}

/** Returns an entry as the text that is sealed. */
export function encodeEntry(entry: HolderEntry): string {
  requireEntry(entry);
  const { holder, familyName, givenName, email, phone, school, groups, language } = entry;
  // Behind the others: earlier versions pass over it, and their entries have none.
  return JSON.stringify([1, holder, familyName, givenName, email, phone, school, groups, language]);
}

/** Returns the entry of a text. Throws OtpError RECORD_MALFORMED for what we did not write. */
export function decodeEntry(text: string): HolderEntry {
  const [version, holder, ...known] = JSON.parse(text) as unknown[];
  const [familyName, givenName, email, phone, school, groups, language = ""] = known;
  const names = { familyName, givenName, email, phone, school, language };
  const entry = { holder, ...names, groups } as HolderEntry;
  try {
    if (version !== 1) throw unfit("its version");
    requireEntry(entry);
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read an entry of the directory", cause);
  }
  return entry;
}
