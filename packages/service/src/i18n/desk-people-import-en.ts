import type { deskPeopleImportFr } from "./desk-people-import-fr.ts";

/** The import of the directory at the help desk, in English. */
export const deskPeopleImportEn: Readonly<Record<keyof typeof deskPeopleImportFr, string>> = {
  "people-import.title": "Update the directory",
  "people-import.intro":
    "A CSV list of all people brings the directory up to date. You see first what would be done. No log-in depends on it, and keys stay as they are.",
  "people-import.hint":
    "First line: the names of the columns, with “identifier” (or login, uid); then last name, first name, e-mail, phone, school, language, groups, in any order. {mebibytes} MiB at most; beyond, the command “jeton holders import”.",
  "people-import.keep-absent": "Keep in the directory whom the list does not name",
  "people-import.preview-title": "Preview of the directory’s update",
  "people-import.done-title": "Report of the directory’s update",
  "people-import.done": "The directory is up to date",
  "people-import.added": "{count, plural, one {new person} other {new people}}",
  "people-import.changed":
    "{count, plural, one {person of whom something changes} other {people of whom something changes}}",
  "people-import.unchanged": "{count, plural, one {person unchanged} other {people unchanged}}",
  "people-import.leaving":
    "{count, plural, one {person whom the list does not name, taken out of the directory} other {people whom the list does not name, taken out of the directory}}",
  "people-import.nothing": "The list says what the directory has already: there is nothing to do.",
  "people-import.nobody": "The list names nobody. Nothing was changed.",
  "people-import.faults":
    "{count, plural, one {One fault in the list: mend it, then choose the file again. Nothing was changed, since a line that cannot be read looks like a person who left.} other {# faults in the list: mend them, then choose the file again. Nothing was changed, since a line that cannot be read looks like a person who left.}}",
  "people-import.faults-title": "Faults, line by line",
  "people-import.changed-meanwhile":
    "The directory changed since the preview. This is what would be done now; nothing is done yet.",
  "people-import.delimiter": "Between columns",
  "people-import.delimiter-comma": "comma",
  "people-import.delimiter-semicolon": "semicolon",
  "people-import.delimiter-tab": "tab",
  "people-import.delimiter-bar": "vertical bar",
  "people-import.delimiter-other": "other",
  "people-import.columns": "Known columns",
  "people-import.passed-over": "Columns passed over",
  "people-import.field-holder": "identifier",
  "people-import.field-familyName": "last name",
  "people-import.field-givenName": "first name",
  "people-import.field-email": "e-mail",
  "people-import.field-phone": "phone",
  "people-import.field-school": "school or service",
  "people-import.field-language": "language",
  "people-import.field-groups": "groups",
  "people-import.go-on": "Update the directory",
  "people-import.brake":
    "{leaving} of {before} people ({percent} %) would leave the directory: more than {max} %, so the update is stopped.",
  "people-import.brake-why":
    "Half a file looks as if half of the people had left. See whether the list is whole, or begin again and keep those who are absent.",
  "people-import.brake-count": "Number of people who truly leave",
  "people-import.brake-count-hint":
    "If they truly left, type how many they are to allow the update.",
  "people-import.brake-refused":
    "That is not the number of people who would leave the directory. Nothing was changed.",
  "people-import.leaving-title": "Would leave the directory",
  "people-import.left-title": "Left the directory",
  "people-import.keys-stay": "Their keys still work: suspend them, or take them back, one by one.",
  "desk.nav-people-import": "Directory",
  "journal.event-directory-imported": "Brought the directory up to date by a list",
  "event.directory-imported": "Directory brought up to date by a list",
};
