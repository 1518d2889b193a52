/**
 * Returns a cell as it stands in the file. A spreadsheet takes what begins with = + - @ or a tab for a formula, which
 * can call programs: an apostrophe before it makes it a text. Identifiers are given by people.
 */
export function csvCell(text: string, delimiter: string): string {
  const safe = /^[\s]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
  const isPlain = !/["\r\n;,\t]|^\s|\s$/u.test(safe) && !safe.includes(delimiter);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
}
