import type { Language, Translate } from "../i18n/messages.ts";
import { csvCell } from "../keys/csv-cell.ts";
import type { KeyGroup, KeyRow } from "./list-keys.ts";

type Words = { readonly t: Translate; readonly language: Language };

/** What separates columns where spreadsheets speak the language: a comma is the decimal sign in French. */
const delimiters: Readonly<Record<Language, string>> = { fr: ";", en: "," };

/** By this spreadsheets know that a file is UTF-8. */
const byteOrderMark = "\uFEFF";

/**
 * Returns the rows of a group (null: all) as CSV (RFC 4180, lines end in CRLF), piece by piece, with the names of
 * the columns in the language. Moments are in ISO 8601, UTC. No cell is a formula.
 */
export async function* keysCsv(
  { t, language }: Words,
  rows: AsyncIterable<KeyRow>,
  group: KeyGroup | null,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => csvCell(cell, delimiters[language])).join(delimiters[language])}\r\n`;
  const titles = [t("key.serial"), t("key.holder"), t("key.state"), t("keys.heard")];
  yield byteOrderMark + line(titles);
  for await (const { serial, holder, group: of, heardAt } of rows) {
    if (group !== null && of !== group) continue;
    const heard = heardAt === null ? "" : new Date(heardAt).toISOString();
    yield line([serial, holder ?? "", t(`keys.group-${of}`), heard]);
  }
}
