import { serialForm } from "@jeton/core";
import {
  type CodeParameters,
  clockOf,
  codeParameters,
  counterParameters,
  isCounterBased,
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
  readSuite,
  readT0,
  requireAsSuite,
  shortAlgorithmName,
} from "../read-parameters.ts";
import { readSeed } from "../read-seed.ts";
import type { At, Reading } from "../reading.ts";
import {
  type CsvField,
  type CsvKind,
  type CsvLayout,
  csvKindNamed,
  isCounterBesidePeriod,
} from "./column-map.ts";
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
  if (kind === "totp" && isCounterBesidePeriod(layout)) texts.delete("counter");
  const parameters = readParameters(reading, at, { texts, kind, fixed });
  const isCounter = parameters !== null && isCounterBased(parameters);
  const counter =
    parameters === null ? null : counterOf(reading, at("counter"), texts.get("counter"), isCounter);
  const text = texts.get("seed");
  const seed =
    text === undefined
      ? null
      : readSeed(reading, at("seed"), { text: text.trim(), encoding: layout.seedEncoding });
  if (seed === null || parameters === null || reading.problemCount() > before) return null;
  return fileKey({ seed, parameters, counter, ...names });
}

type RowSource = {
  readonly texts: ReadonlyMap<CsvField, string>;
  readonly kind: CsvKind | null;
  readonly fixed: CsvLayout["fixed"];
};

/** Returns what the codes of a key depend on, or null after a problem. */
function readParameters(
  reading: Reading,
  at: (field: CsvField) => At,
  row: RowSource,
): KeyParameters | null {
  const { texts, kind, fixed } = row;
  if (kind === null) return null;
  const before = reading.problemCount();
  const form = { ...fixedParameters(fixed), ...givenParameters(reading, at, texts, kind) };
  if (kind === "ocra") return suiteParameters(reading, at, row, form);
  if (reading.problemCount() > before) return null;
  if (kind === "totp") return codeParameters(form);
  const { periodSeconds, t0Seconds, ...counted } = form;
  return counterParameters(counted);
}

/** A suite says all. What else says it, for one row or for all, must agree. */
function suiteParameters(
  reading: Reading,
  at: (field: CsvField) => At,
  { texts, fixed }: RowSource,
  form: Partial<CodeParameters>,
): KeyParameters | null {
  const text = suiteOf(texts, fixed);
  if (text === "") {
    reading.problem("suite-missing", at("suite"), "no suite", "that of the key, OCRA-1:…");
    return null;
  }
  const parameters = readSuite(reading, at("suite"), text);
  if (parameters === null) return null;
  const { algorithm, digits } = parameters;
  const { periodSeconds = "none", t0Seconds = 0 } = clockOf(parameters) ?? {};
  const bySuite = { algorithm, digits, periodSeconds, t0Seconds };
  for (const field of ["algorithm", "digits", "periodSeconds", "t0Seconds"] as const) {
    const said = form[field];
    if (said !== undefined) {
      requireAsSuite(reading, at(field), { said, bySuite: bySuite[field] });
    }
  }
  return parameters;
}

/** Returns the suite of a row, empty for none. */
function suiteOf(texts: ReadonlyMap<CsvField, string>, fixed: CsvLayout["fixed"]): string {
  return (texts.get("suite") ?? "").trim() || (fixed?.suite ?? "");
}

/** Returns what the record says of a key's codes, but for its suite. */
function givenParameters(
  reading: Reading,
  at: (field: CsvField) => At,
  texts: ReadonlyMap<CsvField, string>,
  kind: CsvKind,
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

/**
 * Returns the kind of a key: as a suite says it, or else a key with a clock where nothing says it. Null after a
 * problem: a counter without a kind says that something is missing, and a suite beside another kind that one is wrong.
 */
function readKind(
  reading: Reading,
  at: At,
  texts: ReadonlyMap<CsvField, string>,
  { fixed }: CsvLayout,
): CsvKind | null {
  const name = texts.get("kind")?.trim() || fixed?.kind;
  const hasSuite = suiteOf(texts, fixed) !== "";
  if (name === undefined) {
    if (hasSuite || isEmpty(texts.get("counter"))) return hasSuite ? "ocra" : "totp";
    reading.problem("kind-unknown", at, "a counter without a kind", kindsWanted);
    return null;
  }
  const kind = csvKindNamed(name);
  if (kind === null) reading.problem("kind-unknown", at, shown(name), kindsWanted);
  if (kind === null || kind === "ocra" || !hasSuite) return kind;
  reading.problem("suite-differs", at, shown(name), '"ocra", as there is a suite');
  return null;
}

const kindsWanted = '"totp", "hotp" or "ocra"';

function counterOf(
  reading: Reading,
  at: At,
  text: string | undefined,
  isCounter: boolean,
): number | null {
  if (isCounter) return readCounter(reading, at, text);
  if (!isEmpty(text)) {
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

function fixedParameters(fixed: CsvLayout["fixed"]): Partial<CodeParameters> {
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
