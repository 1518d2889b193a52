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
  "person.nothing": "The directory has the identifier only.",
  "person.absent":
    "This identifier is not, or no longer, in the directory. The key was left as it is: see whether its holder has left.",
  "person.no-key": "No key",
  "person.no-key-line": "No key is assigned to this person.",
  "person.no-key-cure": "Choose a key in stock, then “Assign”.",
  "person.stock": "Keys in stock",
};
