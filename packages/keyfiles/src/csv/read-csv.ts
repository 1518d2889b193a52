import { shown } from "../finding.ts";
import { KeyFileError } from "../key-file-error.ts";
import { type KeyFileReading, type Reading, type ReadOptions, startReading } from "../reading.ts";
import { decodeText } from "../text.ts";
import { type CsvColumn, type CsvField, type CsvLayout, layoutColumns } from "./column-map.ts";
import { columnNamed } from "./column-names.ts";
import { findDelimiter } from "./delimiter.ts";
import { layoutByHeader, missingColumn, requireNothingPassedOver } from "./header-columns.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";
import { type FieldPlace, readRecord } from "./read-row.ts";

/** How a CSV file is read. */
export type CsvReadOptions = ReadOptions & { readonly layout: CsvLayout };

/**
 * Reads keys from CSV (RFC 4180) whose layout the caller declares. What neither a column nor
 * `fixed` gives is as `defaultCodeParameters`: SHA-1, 6 digits, 60 s. Throws KeyFileError
 * KEY_FILE_MALFORMED when the text is no CSV or its header lacks a declared column, RangeError for
 * a layout that fits no file.
 */
export function readCsv(input: Uint8Array | string, options: CsvReadOptions): KeyFileReading {
  const { layout } = options;
  const columns = layoutColumns(layout);
  const file = options.file ?? "input";
  const text = decodeText(input, file);
  const names: readonly CsvColumn[] = columns.map(([, column]) => column);
  const delimiter = layout.delimiter ?? findDelimiter(text, (name) => names.includes(name));
  const records = parseCsv(text, { delimiter, file });
  return readRecords(records, { ...options, columns });
}

/**
 * Reads keys from CSV without a declared layout: the header names the fields, `serial` and `seed` among them,
 * under any of their usual names. Nothing is guessed: a column that is no field may hold what codes depend on, so
 * it is refused unless it is empty, and so is a counter without a kind. How seeds are written is said by the
 * header (`seed hex`), or found, with a warning, where all of them can be one encoding alone.
 *
 * @throws KeyFileError as `readCsv` does, KEY_FILE_COLUMNS for columns of which nothing says what they hold.
 */
export function readNamedCsv(
  input: Uint8Array | string,
  options: ReadOptions = {},
): KeyFileReading {
  const file = options.file ?? "input";
  const text = decodeText(input, file);
  const delimiter = findDelimiter(text, (name) => columnNamed(name) !== null);
  const records = parseCsv(text, { delimiter, file });
  const { layout, isEncodingFound } = layoutByHeader(records, file);
  return readRecords(records, {
    ...options,
    ...{ layout, isEncodingFound, columns: layoutColumns(layout) },
  });
}

function readRecords(
  records: readonly CsvRecord[],
  options: CsvReadOptions & {
    readonly columns: readonly (readonly [CsvField, CsvColumn])[];
    readonly isEncodingFound?: boolean;
  },
): KeyFileReading {
  const { layout, columns } = options;
  const reading = startReading(options);
  const file = options.file ?? "input";
  const header = layout.header ? records[0] : undefined;
  if (layout.header && header === undefined) {
    const place = { file, line: null, path: "" };
    throw new KeyFileError("KEY_FILE_MALFORMED", { place, found: "no header", wanted: "one" });
  }
  const places = columns.map(([field, column]) => {
    const index = typeof column === "number" ? column : findColumn(file, records, column);
    return { field, index, path: typeof column === "number" ? `column ${column}` : column };
  });
  if (layout.header) requireNothingPassedOver(records, file, layout);
  const first = records.find((record) => !isSkipped(record, layout));
  reportUnmapped(reading, first, places, layout.header);
  if (options.isEncodingFound === true && records.length > 1) {
    const at = { line: header?.line ?? 1, path: String(layout.columns.seed) };
    const found = `seeds that can only be ${layout.seedEncoding}`;
    reading.warning("seed-encoding-found", at, found, "a header that says it");
  }
  for (const record of layout.header ? records.slice(1) : records) {
    if (isSkipped(record, layout)) continue;
    const key = readRecord(reading, record, { places, layout });
    if (key !== null) reading.add(key, { line: record.line, path: "" });
  }
  return reading.settle();
}

function isSkipped({ fields }: CsvRecord, { skipped = [] }: CsvLayout): boolean {
  return skipped.some((beginning) => fields[0]?.trimStart().startsWith(beginning) === true);
}

function findColumn(file: string, records: readonly CsvRecord[], column: string): number {
  const names = records[0]?.fields.map((name) => name.trim()) ?? [];
  const index = names.indexOf(column);
  if (index < 0) throw missingColumn(records, file, column);
  if (names.lastIndexOf(column) === index) return index;
  const place = { file, line: records[0]?.line ?? 1, path: column };
  const problem = { place, found: "two such columns", wanted: "one in the header" };
  throw new KeyFileError("KEY_FILE_MALFORMED", problem);
}

function reportUnmapped(
  reading: Reading,
  first: CsvRecord | undefined,
  places: readonly FieldPlace[],
  isNamed: boolean,
): void {
  const mapped = new Set(places.map(({ index }) => index));
  const extra = (first?.fields ?? []).flatMap((name, index) => (mapped.has(index) ? [] : [name]));
  if (first === undefined || extra.length === 0) return;
  const at = { line: first.line, path: "" };
  const names = isNamed ? extra.map((name) => shown(name.trim())).join(", ") : extra.length;
  reading.warning("columns-unmapped", at, `no field for the columns: ${names}`, "one for each");
}
