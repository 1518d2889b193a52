import { decodeText, findDelimiter, KeyFileError, parseCsv } from "@jeton/keyfiles";
import {
  checkHolders,
  type HolderField,
  type HolderList,
  holderFields,
  type RawHolder,
  type RawValue,
} from "./given-holder.ts";
import { holderColumn } from "./holder-columns.ts";

/** What a file holds, and how it was read. */
export type HolderFile = HolderList & {
  /** What stands between its columns. */
  readonly delimiter: string;
  /** The columns that are known, as the file names them, with what each holds. */
  readonly columns: readonly { readonly name: string; readonly field: HolderField | "holder" }[];
};

/** Where each field stands in a row. */
type Columns = ReadonlyMap<HolderField | "holder", { readonly name: string; readonly at: number }>;

/**
 * Reads the people of a CSV: a header that names the columns by any of their usual names, of which the identifier is
 * wanted; commas, semicolons, tabs or bars between fields; groups of a cell with bars, semicolons or commas between
 * them. Throws KeyFileError KEY_FILE_MALFORMED for a file that is no such list.
 */
export function readHolders(input: Uint8Array, file: string): HolderFile {
  const text = decodeText(input, file);
  const delimiter = findDelimiter(text, (name) => holderColumn(name) !== null);
  const [header, ...records] = parseCsv(text, { delimiter, file });
  const names = header?.fields.map((name) => name.trim()) ?? [];
  const columns = columnsOf(names, file);
  const unknown = names.filter((name) => name !== "" && holderColumn(name) === null);
  const problems = records.flatMap(({ line, fields }) =>
    fields.length > names.length
      ? [
          {
            place: `line ${line}`,
            found: `${fields.length} fields`,
            wanted: `${names.length}, as in the header: put a field with ${JSON.stringify(delimiter)} in it in quotes`,
          },
        ]
      : [],
  );
  const list = checkHolders(
    records.map(({ line, fields }) => rawHolder(columns, line, fields)),
    unknown,
  );
  const known = [...columns].map(([field, { name }]) => ({ name, field }));
  return { ...list, problems: [...problems, ...list.problems], delimiter, columns: known };
}

function columnsOf(names: readonly string[], file: string): Columns {
  const columns = new Map<HolderField | "holder", { readonly name: string; readonly at: number }>();
  const refused = (path: string, found: string, wanted: string) =>
    new KeyFileError("KEY_FILE_MALFORMED", { place: { file, line: 1, path }, found, wanted });
  for (const [at, name] of names.entries()) {
    const field = holderColumn(name);
    if (field === null) continue;
    const before = columns.get(field);
    if (before !== undefined) {
      const found = `two columns for it, ${JSON.stringify(before.name)} and ${JSON.stringify(name)}`;
      throw refused(
        field === "holder" ? "identifier" : field,
        found,
        "one: give the other another name",
      );
    }
    columns.set(field, { name, at });
  }
  if (columns.has("holder")) return columns;
  const found = names.length === 0 ? "no line" : `no such column among ${JSON.stringify(names)}`;
  throw refused("identifier", found, "identifier (identifiant, login, uid, …) in the header");
}

function rawHolder(columns: Columns, line: number, cells: readonly string[]): RawHolder {
  const value = (field: HolderField | "holder"): RawValue | undefined => {
    const column = columns.get(field);
    if (column === undefined) return undefined;
    const cell = withoutApostrophe(cells[column.at] ?? "");
    return { name: column.name, values: field === "groups" ? cell.split(/[|;,]/u) : [cell] };
  };
  const fields = holderFields.flatMap((field) => {
    const found = value(field);
    return found === undefined ? [] : [[field, found] as const];
  });
  const holder = value("holder") ?? { name: "identifier", values: [] };
  return { place: `line ${line}`, holder, fields: Object.fromEntries(fields) };
}

/** Takes off what `csvCell` puts before a cell that a spreadsheet would take for a formula. */
function withoutApostrophe(cell: string): string {
  return cell.trim().replace(/^'(?=\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u, "");
}
