import { mayBeShown, shown } from "../finding.ts";
import { KeyFileError } from "../key-file-error.ts";
import { type CsvField, type CsvLayout, csvFields } from "./column-map.ts";
import { columnNamed, type NamedColumn } from "./column-names.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { findSeedEncoding } from "./seed-encoding.ts";

/** A layout that a header says, and whether the seeds themselves had to say how they are written. */
export type HeaderLayout = { readonly layout: CsvLayout; readonly isEncodingFound: boolean };

/**
 * Returns the layout of a CSV whose header names fields, under any of their usual names.
 * @throws KeyFileError KEY_FILE_MALFORMED for a header without a serial number or a seed; KEY_FILE_COLUMNS for
 * a column that is no field and holds something, for two columns of one field, for a counter without a kind, and
 * for seeds of which nothing says how they are written.
 */
export function layoutByHeader(records: readonly CsvRecord[], file: string): HeaderLayout {
  const names = namesOf(records);
  const named = names.map(columnNamed);
  const table: Table = { records, file, names, named };
  for (const field of ["serial", "seed"] as const) {
    if (named.some((column) => column?.field === field)) continue;
    throw missingColumn(records, file, field);
  }
  requireFieldsOnly(table);
  requireOneEach(table);
  requireKind(table);
  const columns = Object.fromEntries(
    named.flatMap((column, index) => (column === null ? [] : [[column.field, names[index]]])),
  ) as CsvLayout["columns"];
  const said = named.find((column) => column?.field === "seed")?.seedEncoding ?? null;
  const seedEncoding = said ?? encodingOf(table);
  return { layout: { header: true, seedEncoding, columns }, isEncodingFound: said === null };
}

type Table = {
  readonly records: readonly CsvRecord[];
  readonly file: string;
  readonly names: readonly string[];
  readonly named: readonly (NamedColumn | null)[];
};

function requireFieldsOnly({ records, file, names, named }: Table): void {
  const width = records.reduce((most, { fields }) => Math.max(most, fields.length), 0);
  for (let index = 0; index < width; index += 1) {
    if ((named[index] ?? null) !== null || isEmptyColumn(records, index)) continue;
    const wanted = `one of ${csvFields.join(", ")}, or a layout that says what it holds`;
    throw unusable(
      { records, file, path: pathOf(names[index] ?? "", index) },
      "a column that is no field",
      wanted,
    );
  }
}

function requireOneEach({ records, file, names, named }: Table): void {
  named.forEach((column, index) => {
    const first = named.findIndex((other) => other?.field === column?.field);
    if (column === null || first === index) return;
    const found = `a second column for ${column.field}, beside ${shown(names[first] ?? "")}`;
    throw unusable(
      { records, file, path: pathOf(names[index] ?? "", index) },
      found,
      "one of them",
    );
  });
}

function requireKind({ records, file, names, named }: Table): void {
  const counter = named.findIndex((column) => column?.field === "counter");
  const isSaid = named.some((column) => column?.field === "kind" || column?.field === "suite");
  if (counter < 0 || isSaid) return;
  const found = "counters and nothing that says the kind of key";
  const path = names[counter] ?? "";
  throw unusable({ records, file, path }, found, "a column kind with totp, hotp or ocra");
}

function encodingOf({ records, file, names, named }: Table): CsvLayout["seedEncoding"] {
  const index = named.findIndex((column) => column?.field === "seed");
  const rows = records.slice(1);
  const seeds = rows.map(({ line, fields }) => ({ line, text: (fields[index] ?? "").trim() }));
  const answer = findSeedEncoding(seeds);
  if (answer.kind === "found") return answer.encoding;
  const path = names[index] ?? "";
  const wanted =
    'a header that says how seeds are written: "seed hex", "seed base32", "seed base64"';
  throw unusable({ records, file, path }, answer.found, wanted);
}

/** What codes depend on. A counter does where nothing says that the keys have clocks. */
const deciding: readonly CsvField[] = [
  ...(["kind", "suite", "counter", "algorithm", "digits", "periodSeconds"] as const),
  "t0Seconds",
];

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
    const field = columnNamed(name)?.field;
    if (field === undefined || !deciding.includes(field)) return;
    if (used.has(name) || isEmptyColumn(records, index)) return;
    const isSaid = [field, ...(field === "counter" ? ["kind", "suite"] : [])].some(
      (each) => each in columns || each in fixed,
    );
    if (isSaid) return;
    const said = field === "counter" ? "kind" : field;
    const wanted = `${said} in the layout, as a column or a fixed value`;
    throw unusable({ records, file, path: name }, "a column that the layout passes over", wanted);
  });
}

/** Returns the error of a column that is not there, which names those that are. */
export function missingColumn(
  records: readonly CsvRecord[],
  file: string,
  column: string,
): KeyFileError {
  const names = namesOf(records).slice(0, namesToldMax).map(shown).join(", ");
  const place = { file, line: records[0]?.line ?? 1, path: column };
  const found = `no such column among ${names}`;
  return new KeyFileError("KEY_FILE_MALFORMED", { place, found, wanted: "one in the header" });
}

const namesToldMax = 24;

function namesOf([header]: readonly CsvRecord[]): readonly string[] {
  return header?.fields.map((name) => name.trim()) ?? [];
}

function isEmptyColumn([, ...rows]: readonly CsvRecord[], index: number): boolean {
  return rows.every(({ fields }) => (fields[index] ?? "").trim() === "");
}

/**
 * Names the column as the header does, and by its number, from 1, one without a name and one whose name may be a
 * seed: where a line break is lost, the first row stands behind the header.
 */
function pathOf(name: string, index: number): string {
  return name === "" || !mayBeShown(name) ? `column ${index + 1}` : name;
}

function unusable(
  at: { readonly records: readonly CsvRecord[]; readonly file: string; readonly path: string },
  found: string,
  wanted: string,
): KeyFileError {
  const place = { file: at.file, line: at.records[0]?.line ?? 1, path: at.path };
  return new KeyFileError("KEY_FILE_COLUMNS", { place, found, wanted });
}
