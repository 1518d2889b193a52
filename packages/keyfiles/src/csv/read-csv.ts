import { serialForm } from "@jeton/core";
import {
  type CodeParameters,
  codeParameters,
  counterParameters,
  type KeyParameters,
} from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { shown } from "../finding.ts";
import { KeyFileError } from "../key-file-error.ts";
import {
  readAlgorithm,
  readCounter,
  readDigits,
  readName,
  readPeriod,
  shortAlgorithmName,
} from "../read-parameters.ts";
import { readSeed } from "../read-seed.ts";
import {
  type At,
  type KeyFileReading,
  type Reading,
  type ReadOptions,
  startReading,
} from "../reading.ts";
import { decodeText } from "../text.ts";
import {
  type CsvColumn,
  type CsvField,
  type CsvKind,
  type CsvLayout,
  csvKinds,
  layoutColumns,
} from "./column-map.ts";
import { layoutByHeader, requireNothingPassedOver } from "./header-columns.ts";
import { type CsvRecord, parseCsv } from "./parse-csv.ts";

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
  const records = parseCsv(decodeText(input, file), { delimiter: layout.delimiter ?? ",", file });
  return readRecords(records, { ...options, columns });
}

/**
 * Reads keys from CSV without a declared layout: commas, and a header that names the fields as `CsvField`
 * does, `serial` and `seed` (hexadecimal) among them. Nothing is guessed: a column that is no field may hold
 * what codes depend on, so it is refused unless it is empty, and so is a counter without a kind.
 *
 * @throws KeyFileError as `readCsv` does, KEY_FILE_COLUMNS for columns of which nothing says what they hold.
 */
export function readNamedCsv(
  input: Uint8Array | string,
  options: ReadOptions = {},
): KeyFileReading {
  const file = options.file ?? "input";
  const records = parseCsv(decodeText(input, file), { delimiter: ",", file });
  const layout = layoutByHeader(records, file);
  return readRecords(records, { ...options, layout, columns: layoutColumns(layout) });
}

function readRecords(
  records: readonly CsvRecord[],
  options: CsvReadOptions & { readonly columns: readonly (readonly [CsvField, CsvColumn])[] },
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
    const index = typeof column === "number" ? column : findColumn(file, header, column);
    return { field, index, path: typeof column === "number" ? `column ${column}` : column };
  });
  if (layout.header) requireNothingPassedOver(records, file, layout);
  reportUnmapped(reading, records[0], places, layout.header);
  for (const record of layout.header ? records.slice(1) : records) {
    const key = readRecord(reading, record, { places, layout });
    if (key !== null) reading.add(key, { line: record.line, path: "" });
  }
  return reading.settle();
}

type FieldPlace = { readonly field: CsvField; readonly index: number; readonly path: string };

function findColumn(file: string, header: CsvRecord | undefined, column: string): number {
  const names = header?.fields.map((name) => name.trim()) ?? [];
  const index = names.indexOf(column);
  if (index >= 0 && names.lastIndexOf(column) === index) return index;
  const place = { file, line: header?.line ?? 1, path: column };
  const found = index < 0 ? "no such column" : "two such columns";
  throw new KeyFileError("KEY_FILE_MALFORMED", { place, found, wanted: "one in the header" });
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

function readRecord(
  reading: Reading,
  record: CsvRecord,
  { places, layout }: { readonly places: readonly FieldPlace[]; readonly layout: CsvLayout },
): FileKey | null {
  const before = reading.problemCount();
  const texts = new Map<CsvField, string>();
  const at = (field: CsvField) => ({
    line: record.line,
    path: places.find((place) => place.field === field)?.path ?? field,
  });
  for (const { field, index } of places) {
    const text = record.fields[index];
    if (text === undefined) reading.problem("field-missing", at(field), "no such field", "one");
    else texts.set(field, text);
  }
  const name = (field: CsvField) => readName(reading, at(field), texts.get(field) ?? "");
  const { fixed } = layout;
  const names = {
    serial: readSerial(reading, at("serial"), texts.get("serial")),
    holder: name("holder"),
    issuer: name("issuer") ?? fixed?.issuer ?? null,
    friendlyName: name("friendlyName"),
    manufacturer: name("manufacturer") ?? fixed?.manufacturer ?? null,
    model: name("model") ?? fixed?.model ?? null,
  };
  const kind = readKind(reading, at("kind"), texts, layout);
  const isCounter = kind === "hotp";
  const counter = counterOf(reading, at("counter"), texts.get("counter"), kind);
  const parameters = {
    ...read(texts.get("algorithm"), "algorithm", (text) =>
      readAlgorithm(reading, at("algorithm"), { text: text.trim(), canonical: shortAlgorithmName }),
    ),
    ...read(texts.get("digits"), "digits", (text) => readDigits(reading, at("digits"), text)),
    // Files of both kinds have a column for the period that says nothing of a key that counts.
    ...read(isCounter ? undefined : texts.get("periodSeconds"), "periodSeconds", (text) =>
      readPeriod(reading, at("periodSeconds"), text),
    ),
  };
  const text = texts.get("seed");
  const seed =
    text === undefined
      ? null
      : readSeed(reading, at("seed"), { text: text.trim(), encoding: layout.seedEncoding });
  if (seed === null || reading.problemCount() > before) return null;
  const form = { ...fixedParameters(layout), ...parameters };
  return fileKey({ seed, parameters: parametersOf(kind, form), counter, ...names });
}

function parametersOf(
  kind: CsvKind | null,
  { periodSeconds, ...form }: Partial<CodeParameters>,
): KeyParameters {
  if (kind === "hotp") return counterParameters(form);
  return codeParameters({ ...form, ...(periodSeconds !== undefined && { periodSeconds }) });
}

/**
 * Returns the kind of a key, a key with a clock where nothing says it, or null after a problem: a counter
 * without a kind says that something is missing.
 */
function readKind(
  reading: Reading,
  at: At,
  texts: ReadonlyMap<CsvField, string>,
  { fixed }: CsvLayout,
): CsvKind | null {
  const name = texts.get("kind")?.trim().toLowerCase() ?? "";
  if (name === "") {
    const isSaid = fixed?.kind !== undefined || isEmpty(texts.get("counter"));
    if (!isSaid) reading.problem("kind-unknown", at, "a counter without a kind", kindsWanted);
    return isSaid ? (fixed?.kind ?? "totp") : null;
  }
  const kind = csvKinds.find((each) => each === name) ?? null;
  if (kind === null) reading.problem("kind-unknown", at, shown(name), kindsWanted);
  return kind;
}

const kindsWanted = '"totp" or "hotp"';

function counterOf(
  reading: Reading,
  at: At,
  text: string | undefined,
  kind: CsvKind | null,
): number | null {
  if (kind === "hotp") return readCounter(reading, at, text);
  if (kind === "totp" && !isEmpty(text)) {
    reading.warning("field-ignored", at, "a counter", "none for a key with a clock");
  }
  return null;
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

/** Returns the field read, or nothing when there is no text or it had a problem. */
function read<Name extends string, Value>(
  text: string | undefined,
  name: Name,
  reader: (text: string) => Value | null,
): { readonly [field in Name]?: Value } {
  const value = text === undefined ? null : reader(text);
  return value === null ? {} : ({ [name]: value } as { readonly [field in Name]?: Value });
}

function fixedParameters({ fixed }: CsvLayout) {
  return {
    ...(fixed?.algorithm === undefined ? {} : { algorithm: fixed.algorithm }),
    ...(fixed?.digits === undefined ? {} : { digits: fixed.digits }),
    ...(fixed?.periodSeconds === undefined ? {} : { periodSeconds: fixed.periodSeconds }),
  };
}

function readSerial(reading: Reading, at: At, text: string | undefined): string | null {
  if (text === undefined) return null;
  const serial = text.trim();
  if (serialForm.test(serial)) return serial;
  const wanted = "1 to 64 printable ASCII characters, no blanks";
  if (serial === "") reading.problem("serial-missing", at, "no serial number", wanted);
  else reading.problem("serial-malformed", at, shown(serial), wanted);
  return null;
}
