import { serialForm } from "@jeton/core";
import {
  type CodeParameters,
  codeParameters,
  counterParameters,
  type KeyParameters,
} from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { shown } from "../finding.ts";
import {
  readAlgorithm,
  readCounter,
  readDigits,
  readName,
  readPeriod,
  readT0,
  shortAlgorithmName,
} from "../read-parameters.ts";
import { readSeed } from "../read-seed.ts";
import type { At, Reading } from "../reading.ts";
import { type CsvField, type CsvKind, type CsvLayout, csvKindNamed } from "./column-map.ts";
import type { CsvRecord } from "./parse-csv.ts";
import { damagedField, undamagedWanted } from "./spreadsheet-damage.ts";

/** Where a field stands in each record, and how findings call that place. */
export type FieldPlace = {
  readonly field: CsvField;
  readonly index: number;
  readonly path: string;
};

/** Returns the key of a record, or null after a problem. An empty cell gives nothing. */
export function readRecord(
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
  const damage = damagedField((field) => texts.get(field) ?? "");
  if (damage !== null) {
    const text = texts.get(damage.field) ?? "";
    const found = damage.field === "seed" ? damage.what : `${shown(text.trim())}, ${damage.what}`;
    reading.problem("spreadsheet-damage", at(damage.field), found, undamagedWanted);
    return null;
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
  const counter = counterOf(reading, at("counter"), texts.get("counter"), kind);
  const parameters = givenParameters(reading, at, texts, kind);
  const text = texts.get("seed");
  const seed =
    text === undefined
      ? null
      : readSeed(reading, at("seed"), { text: text.trim(), encoding: layout.seedEncoding });
  if (seed === null || reading.problemCount() > before) return null;
  const form = { ...fixedParameters(layout), ...parameters };
  return fileKey({ seed, parameters: parametersOf(kind, form), counter, ...names });
}

/** Returns what the record says of a key's codes. */
function givenParameters(
  reading: Reading,
  at: (field: CsvField) => At,
  texts: ReadonlyMap<CsvField, string>,
  kind: CsvKind | null,
): Partial<CodeParameters> {
  const clock = kind === "hotp" ? new Map<CsvField, string>() : texts;
  return {
    ...read(texts.get("algorithm"), "algorithm", (text) =>
      readAlgorithm(reading, at("algorithm"), { text: text.trim(), canonical: shortAlgorithmName }),
    ),
    ...read(texts.get("digits"), "digits", (text) => readDigits(reading, at("digits"), text)),
    // Files of both kinds have columns for a clock that say nothing of a key that counts.
    ...read(clock.get("periodSeconds"), "periodSeconds", (text) =>
      readPeriod(reading, at("periodSeconds"), text),
    ),
    ...read(clock.get("t0Seconds"), "t0Seconds", (text) => readT0(reading, at("t0Seconds"), text)),
  };
}

function parametersOf(kind: CsvKind | null, form: Partial<CodeParameters>): KeyParameters {
  if (kind !== "hotp") return codeParameters(form);
  const { periodSeconds, t0Seconds, ...counted } = form;
  return counterParameters(counted);
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
  const name = texts.get("kind")?.trim() ?? "";
  if (name === "") {
    const isSaid = fixed?.kind !== undefined || isEmpty(texts.get("counter"));
    if (!isSaid) reading.problem("kind-unknown", at, "a counter without a kind", kindsWanted);
    return isSaid ? (fixed?.kind ?? "totp") : null;
  }
  const kind = csvKindNamed(name);
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
  const value = text === undefined || isEmpty(text) ? null : reader(text);
  return value === null ? {} : ({ [name]: value } as { readonly [field in Name]?: Value });
}

function fixedParameters({ fixed }: CsvLayout) {
  return {
    ...(fixed?.algorithm === undefined ? {} : { algorithm: fixed.algorithm }),
    ...(fixed?.digits === undefined ? {} : { digits: fixed.digits }),
    ...(fixed?.periodSeconds === undefined ? {} : { periodSeconds: fixed.periodSeconds }),
    ...(fixed?.t0Seconds === undefined ? {} : { t0Seconds: fixed.t0Seconds }),
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
