import type { deskScopeFr } from "./desk-scope-fr.ts";

/** Whose keys somebody of the staff sees, in English. */
export const deskScopeEn: Readonly<Record<keyof typeof deskScopeFr, string>> = {
  "scope.own": "You see: {schools}",
  "scope.everybody": "everybody",
  "scope.keys-hint":
    "Only the keys of people of your schools are here, as the directory has it. A key in stock is of no school: type its whole number into the search to assign it.",
  "scope.fleet-hint": "Measured by the keys of your schools alone.",
  "scope.tickets-hint":
    "Only requests that lead to somebody of your schools are here, by the number of their key or by their account.",
  "scope.no-key-cure": "Type the whole number of a key in stock into the search, then “Assign”.",
  "journal.scope": "Schools",
  "journal.factor-some-key": "key",
  "journal.event-scope-changed": "schools changed",
  "event.scope-changed": "Schools of a member of staff changed",
};
