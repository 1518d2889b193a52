import { KeyFileError } from "../key-file-error.ts";
import { type CsvField, type CsvLayout, csvFields } from "./column-map.ts";
import type { CsvRecord } from "./parse-csv.ts";

/**
 * Returns the layout of a CSV whose header names fields. `serial` and `seed` are always in it: the reader
 * says when the header lacks one.
 * @throws KeyFileError KEY_FILE_COLUMNS for a column that is no field and holds something, and for a
 * counter without a kind.
 */
export function layoutByHeader(records: readonly CsvRecord[], file: string): CsvLayout {
  const names = namesOf(records);
  const named = csvFields.filter((field) => names.includes(field));
  const isWhole = named.includes("serial") && named.includes("seed");
  // A first line that is no header may hold a seed: it is not looked at.
  if (isWhole) requireFieldsOnly(records, names, file);
  const others = Object.fromEntries(named.map((field) => [field, field]));
  return {
    header: true,
    seedEncoding: "hex",
    columns: { serial: "serial", seed: "seed", ...others },
  };
}

function requireFieldsOnly(
  records: readonly CsvRecord[],
  names: readonly string[],
  file: string,
): void {
  const width = records.reduce((most, { fields }) => Math.max(most, fields.length), 0);
  for (let index = 0; index < width; index += 1) {
    const name = names[index] ?? "";
    if ((csvFields as readonly string[]).includes(name) || isEmptyColumn(records, index)) continue;
    const wanted = `one of ${csvFields.join(", ")}, or a layout that says what it holds`;
    throw unusable(
      { records, file, path: pathOf(name, index) },
      "a column that is no field",
      wanted,
    );
  }
  if (names.includes("counter") && !names.includes("kind")) {
    const found = "counters and nothing that says the kind of key";
    throw unusable({ records, file, path: "counter" }, found, "a column kind with totp or hotp");
  }
}

/** What codes depend on. A counter does where nothing says that the keys have clocks. */
const deciding: readonly CsvField[] = ["kind", "counter", "algorithm", "digits", "periodSeconds"];

/**
 * Checks that a declared layout passes over no column that bears the name of a field which decides codes.
 * @throws KeyFileError KEY_FILE_COLUMNS
 */
export function requireNothingPassedOver(
  records: readonly CsvRecord[],
  file: string,
  { columns, fixed = {} }: CsvLayout,
): void {
  const used = new Set(Object.values(columns));
  namesOf(records).forEach((name, index) => {
    const field = deciding.find((each) => each.toLowerCase() === name.toLowerCase());
    if (field === undefined || used.has(name) || isEmptyColumn(records, index)) return;
    const isSaid = [field, ...(field === "counter" ? ["kind"] : [])].some(
      (each) => each in columns || each in fixed,
    );
    if (isSaid) return;
    const said = field === "counter" ? "kind" : field;
    const wanted = `${said} in the layout, as a column or a fixed value`;
    throw unusable({ records, file, path: name }, "a column that the layout passes over", wanted);
  });
}

function namesOf([header]: readonly CsvRecord[]): readonly string[] {
  return header?.fields.map((name) => name.trim()) ?? [];
}

function isEmptyColumn([, ...rows]: readonly CsvRecord[], index: number): boolean {
  return rows.every(({ fields }) => (fields[index] ?? "").trim() === "");
}

/** Names the column as the header does, and one without a name by its number, from 1. */
function pathOf(name: string, index: number): string {
  return name === "" || name.length > 64 ? `column ${index + 1}` : name;
}

function unusable(
  at: { readonly records: readonly CsvRecord[]; readonly file: string; readonly path: string },
  found: string,
  wanted: string,
): KeyFileError {
  const place = { file: at.file, line: at.records[0]?.line ?? 1, path: at.path };
  return new KeyFileError("KEY_FILE_COLUMNS", { place, found, wanted });
}
