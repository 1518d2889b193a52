import { clockOf, isCounterBased } from "@jeton/core/units";
import { bytesToHex } from "@noble/hashes/utils.js";
import { encodeBase } from "../base-n.ts";
import { type FileKey, fileKey } from "../file-key.ts";
import { shortAlgorithmName } from "../read-parameters.ts";
import type { SeedEncoding } from "../read-seed.ts";
import { unwritable } from "../unwritable.ts";
import { type CsvField, type CsvLayout, layoutColumns } from "./column-map.ts";
import { damagedField } from "./spreadsheet-damage.ts";

/**
 * Returns CSV (RFC 4180, lines end in CRLF) of these keys in the layout. Read back with that layout
 * it gives what the layout names; what else a key may have is left out. Throws KeyFileError
 * KEY_FILE_UNWRITABLE for a key without a serial number where there is a column for it, for a
 * counter key where there is none for its counter, for one with a suite where there is none for that, or for one that differs from a fixed value or from the default of what the layout does not name.
 */
export function writeCsv(keys: readonly FileKey[], layout: CsvLayout): string {
  const columns = layoutColumns(layout);
  const ordered = layout.header ? columns : byNumber(columns);
  const delimiter = layout.delimiter ?? ",";
  const line = (fields: readonly string[]) =>
    `${fields.map((field) => quote(field, delimiter)).join(delimiter)}\r\n`;
  const header = layout.header ? [line(ordered.map((place) => String(place?.[1] ?? "")))] : [];
  const lines = keys.map((key, index) => {
    const checked = fileKey(key);
    requireFits(checked, index, layout);
    return line(
      ordered.map((place) => (place === undefined ? "" : fieldText(checked, place[0], layout))),
    );
  });
  return [...header, ...lines].join("");
}

type FieldColumn = readonly [CsvField, string | number];

/** Fields by their number; columns between them that no field names are empty. */
function byNumber(columns: readonly FieldColumn[]): readonly (FieldColumn | undefined)[] {
  const count = Math.max(...columns.map(([, column]) => Number(column))) + 1;
  return Array.from({ length: count }, (_, index) =>
    columns.find(([, column]) => column === index),
  );
}

function requireFits(key: FileKey, index: number, layout: CsvLayout): void {
  if (key.serial === null && layout.columns.serial !== undefined) {
    throw unwritable("CSV", index, key, { found: "no serial number", wanted: "one" });
  }
  const { fixed } = layout;
  const isCounter = isCounterBased(key.parameters);
  if (isCounter && layout.columns.counter === undefined) {
    throw unwritable("CSV", index, key, { found: "a counter", wanted: "a column for it" });
  }
  const { suite } = key.parameters;
  const isSaid =
    suite === undefined || layout.columns.suite !== undefined || fixed?.suite === suite;
  if (!isSaid) throw unwritable("CSV", index, key, { found: "a suite", wanted: "a column for it" });
  const wanted = suite === undefined ? wantedOf(key, layout) : wantedBeside(key, layout);
  for (const field of decidingFields) {
    const value = parameterOf(key, field);
    if (layout.columns[field] === undefined && value !== wanted[field]) {
      const found = `${field} ${value}`;
      throw unwritable("CSV", index, key, { found, wanted: `${wanted[field]} or a column for it` });
    }
  }
  const damage = damagedField((field) => fieldText(key, field, layout));
  if (damage !== null && layout.columns[damage.field] !== undefined) {
    const found = `a ${damage.field} that reads as ${damage.what}`;
    throw unwritable("CSV", index, key, { found, wanted: "another" });
  }
}

type Wanted = Readonly<Record<(typeof decidingFields)[number], string | number>>;

/** What a key must have where the layout has no column. */
function wantedOf({ parameters }: FileKey, { fixed }: CsvLayout): Wanted {
  const isCounter = isCounterBased(parameters);
  return {
    kind: fixed?.kind ?? "totp",
    suite: fixed?.suite ?? "",
    algorithm: fixed?.algorithm ?? "SHA-1",
    digits: fixed?.digits ?? 6,
    // A counter key has none, whatever the others have.
    periodSeconds: isCounter ? "" : (fixed?.periodSeconds ?? 60),
    t0Seconds: isCounter ? "" : (fixed?.t0Seconds ?? 0),
  };
}

/** A suite says all: a fixed value beside it must be the same. */
function wantedBeside(key: FileKey, { fixed }: CsvLayout): Wanted {
  const of = (field: (typeof decidingFields)[number]) => fixed?.[field] ?? parameterOf(key, field);
  return {
    ...{ kind: of("kind"), suite: of("suite"), algorithm: of("algorithm"), digits: of("digits") },
    ...{ periodSeconds: of("periodSeconds"), t0Seconds: of("t0Seconds") },
  };
}

const decidingFields = [
  ...(["kind", "suite", "algorithm", "digits", "periodSeconds", "t0Seconds"] as const),
] as const;

function parameterOf(
  { parameters }: FileKey,
  field: (typeof decidingFields)[number],
): string | number {
  switch (field) {
    case "kind":
      if (parameters.suite !== undefined) return "ocra";
      return isCounterBased(parameters) ? "hotp" : "totp";
    case "suite":
      return parameters.suite ?? "";
    case "periodSeconds":
    case "t0Seconds":
      return clockOf(parameters)?.[field] ?? "";
    case "algorithm":
    case "digits":
      return parameters[field];
    default:
      return field satisfies never;
  }
}

function fieldText(key: FileKey, field: CsvField, layout: CsvLayout): string {
  switch (field) {
    case "seed":
      return seedText(key.seed, layout.seedEncoding);
    case "algorithm":
      return shortAlgorithmName(key.parameters.algorithm);
    case "digits":
    case "periodSeconds":
    case "t0Seconds":
    case "kind":
    case "suite":
      return String(parameterOf(key, field));
    case "counter":
      return key.counter === null ? "" : String(key.counter);
    case "serial":
    case "holder":
    case "issuer":
    case "friendlyName":
    case "manufacturer":
    case "model":
      return key[field] ?? "";
    default:
      return field satisfies never;
  }
}

function seedText(seed: Uint8Array, encoding: SeedEncoding): string {
  return encoding === "hex" ? bytesToHex(seed) : encodeBase(encoding, seed);
}

/** RFC 4180 §2.6 and §2.7. A field with blanks at its ends is quoted too, as some readers trim. */
function quote(field: string, delimiter: string): string {
  if (!/["\r\n]|^\s|\s$/.test(field) && !field.includes(delimiter)) return field;
  return `"${field.replaceAll('"', '""')}"`;
}
