import type { CsvField } from "./column-map.ts";

/** What spreadsheets make of digits when they open a file, and write back when they save it. */
const damages: readonly { readonly what: string; readonly form: RegExp }[] = [
  { what: "a number that a spreadsheet cut short", form: /^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/i },
  { what: "a number with decimals from a spreadsheet", form: /^\d+[.,]0{1,2}$/ },
  { what: "a date that a spreadsheet made", form: /^\d{1,2}\/\d{1,2}\/(?:\d{2}|\d{4})$/ },
  { what: "a date that a spreadsheet made", form: /^\d\d\.\d\d\.(?:\d{2}|\d{4})$/ },
  { what: "a date that a spreadsheet made", form: /^(?:19|20)\d\d-[01]\d-[0-3]\d(?:[ T].*)?$/ },
  { what: "a date that a spreadsheet made", form: /^\d{1,2}-\p{L}{3,5}\.?-\d{2,4}$/u },
  { what: "a spreadsheet's formula", form: /^="\d*"$/ },
  {
    what: "a spreadsheet's error",
    form: /^#(?:N\/[AD]|REF!|NAME\?|NOM\?|VALUE!|VALEUR!|DIV\/0!|NUM!|NOMBRE!|NULL!|NUL!|#{2,})$/i,
  },
];

/**
 * Returns what a spreadsheet did to a number, a serial number or a seed, in words; null for a text that none did
 * it to. Digits that are lost so cannot be restored: `8.65E+11` was one of many numbers.
 */
export function spreadsheetDamage(text: string): string | null {
  return damages.find(({ form }) => form.test(text.trim()))?.what ?? null;
}

/** Fields that spreadsheets take for numbers. */
const numberFields: readonly CsvField[] = [
  ...(["serial", "seed", "counter", "digits", "periodSeconds", "t0Seconds", "holder"] as const),
];

/** Returns the first field of a row that a spreadsheet damaged, and how; null where there is none. */
export function damagedField(
  textOf: (field: CsvField) => string,
): { readonly field: CsvField; readonly what: string } | null {
  for (const field of numberFields) {
    const what = spreadsheetDamage(textOf(field));
    if (what !== null) return { field, what };
  }
  return null;
}

/** The cure, for findings. */
export const undamagedWanted =
  "all its digits: import the column as text in the spreadsheet, or take the maker's own file";
