import type { HolderEntry } from "@jeton/store/directory";
import { csvCell } from "../keys/csv-cell.ts";
import { type HolderField, holderFields } from "./given-holder.ts";

/**
 * Returns people as CSV (RFC 4180, UTF-8, lines end in CRLF) that `readHolders` gives back as it was. No cell is a
 * spreadsheet's formula; a group that has a bar, a semicolon or a comma in it comes back as several.
 */
export function holdersCsv(entries: readonly HolderEntry[]): string {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => csvCell(cell, ",")).join(",")}\r\n`;
  const rows = entries.map((entry) => [
    entry.holder,
    ...holderFields.map((field) => text(entry, field)),
  ]);
  return [["identifier", ...holderFields], ...rows].map(line).join("");
}

function text(entry: HolderEntry, field: HolderField): string {
  return field === "groups" ? entry.groups.join("|") : entry[field];
}
