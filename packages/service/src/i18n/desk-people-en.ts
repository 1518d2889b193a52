import type { deskPeopleFr } from "./desk-people-fr.ts";

/** People of the directory at the help desk, in English. */
export const deskPeopleEn: Readonly<Record<keyof typeof deskPeopleFr, string>> = {
  "person.title": "In the directory",
  "person.identifier": "Identifier",
  "person.name": "Name",
  "person.email": "E-mail",
  "person.phone": "Phone",
  "person.school": "School or service",
  "person.groups": "Groups",
  "person.language": "Language",
  "person.nothing": "The directory has the identifier only.",
  "person.absent":
    "This identifier is not, or no longer, in the directory. The key was left as it is: see whether its holder has left.",
  "person.no-key": "No key",
  "person.no-key-line": "No key is assigned to this person.",
  "person.no-key-cure": "Choose a key in stock, then “Assign”.",
  "person.stock": "Keys in stock",
  "person.family-name": "Family name",
  "person.given-name": "Given name",

  "people.schools": "Schools and services",
  "people.people": "People",
  "people.no-school": "No school",
  "people.no-directory": "The directory is empty: the command “jeton holders import” fills it.",
  "people.count": "{count, plural, one {# person} other {# people}}",
  "people.cut-short":
    "{count, plural, one {Only the first person of the directory is counted.} other {Only the first # people of the directory are counted.}}",
  "people.more": "Next people",
};
