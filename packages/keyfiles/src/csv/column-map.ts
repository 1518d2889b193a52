import { keyParameters } from "@jeton/core/units";
import { isName, nameWanted } from "../file-key.ts";
import { type SeedEncoding, seedEncodings } from "../read-seed.ts";

/** What a column may hold. */
export type CsvField =
  | "serial"
  | "seed"
  | "holder"
  | "issuer"
  | "friendlyName"
  | "manufacturer"
  | "model"
  | "algorithm"
  | "digits"
  | "periodSeconds"
  /** Seconds from 1970 to the key's first step, 0 for nearly all keys. */
  | "t0Seconds"
  /** `totp`, the default, `hotp`: a key that counts, or `ocra`: one that answers challenges. */
  | "kind"
  /** Of a key that answers challenges (RFC 6287): it says its kind, hash, digits and period. */
  | "suite"
  /** Of a key that counts: the counter of its next code. */
  | "counter";

/** All fields, in the order in which people are told of them. */
export const csvFields: readonly CsvField[] = [
  ...([
    "serial",
    "seed",
    "kind",
    "suite",
    "counter",
    "algorithm",
    "digits",
    "periodSeconds",
    "t0Seconds",
  ] as const),
  ...(["holder", "issuer", "friendlyName", "manufacturer", "model"] as const),
];

/** Fields that may have one value for all keys of a file. */
const fixedFields: readonly CsvField[] = [
  ...(["kind", "suite", "algorithm", "digits", "periodSeconds", "t0Seconds"] as const),
  ...(["issuer", "manufacturer", "model"] as const),
];

/** What moves a key's codes on: its clock, its button, or challenges that it answers. */
export type CsvKind = "totp" | "hotp" | "ocra";

export const csvKinds: readonly CsvKind[] = ["totp", "hotp", "ocra"];

/** Returns the kind that a file calls `totp`, `OATH-TOTP` or `time-based`; null for another name. */
export function csvKindNamed(name: string): CsvKind | null {
  const plain = name
    .toLowerCase()
    .replaceAll(/[\s_-]/g, "")
    .replace(/^oath/, "");
  if (plain === "totp" || plain === "timebased") return "totp";
  if (plain === "hotp" || plain === "eventbased") return "hotp";
  return plain === "ocra" || plain === "challengeresponse" ? "ocra" : null;
}

/** Where a field stands: the column's name in the header, or its number from 0 without a header. */
export type CsvColumn = string | number;

/**
 * How a CSV file is laid out, for files whose header does not say it. `{ header: true, seedEncoding: "hex", columns: { serial: "SN", seed: "Key" },
 * fixed: { periodSeconds: 60 } }`
 */
export type CsvLayout = {
  /** Whether the first line names the columns. */
  readonly header: boolean;
  /** One character between fields; found by the first line when absent, and a comma when written. */
  readonly delimiter?: string;
  readonly seedEncoding: SeedEncoding;
  /** Rows without a key, by how their first field begins; they are passed over. */
  readonly skipped?: readonly string[];
  /** `seed` is wanted; a column that no field names is reported once and skipped. */
  readonly columns: { readonly [field in CsvField]?: CsvColumn } & { readonly seed: CsvColumn };
  /** Values that all keys of the file share; a field stands in `columns` or here. */
  readonly fixed?: {
    readonly algorithm?: "SHA-1" | "SHA-256" | "SHA-512";
    readonly digits?: number;
    readonly periodSeconds?: number;
    readonly t0Seconds?: number;
    readonly kind?: CsvKind;
    readonly suite?: string;
    readonly issuer?: string;
    readonly manufacturer?: string;
    readonly model?: string;
  };
};

/** Returns the fields of the layout with their columns. Throws RangeError for one that fits no file. */
export function layoutColumns(layout: CsvLayout): readonly (readonly [CsvField, CsvColumn])[] {
  const delimiter = layout.delimiter ?? ",";
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    throw refused("the delimiter", "one character, no quote or line break");
  }
  requireForm(layout);
  requireFields(layout);
  const columns = Object.entries(layout.columns) as [CsvField, CsvColumn][];
  if (layout.columns.seed === undefined) throw refused("no column for the seed", "one");
  for (const [field, column] of columns) {
    const fits = layout.header
      ? typeof column === "string" && column !== ""
      : Number.isSafeInteger(column) && Number(column) >= 0 && Number(column) < 1000;
    const wanted = layout.header ? "a name of the header" : "a number from 0 to 999";
    if (!fits) throw refused(`"${column}" as the column of ${field}`, wanted);
    if (layout.fixed !== undefined && field in layout.fixed) {
      throw refused(`a column and a fixed value for ${field}`, "one of the two");
    }
  }
  const own = columns.filter(([field]) => field !== "counter" || !isCounterBesidePeriod(layout));
  if (new Set(own.map(([, column]) => column)).size < own.length) {
    throw refused("one column for two fields", "a column for each");
  }
  requireFixed(layout);
  requireKind(layout);
  return columns;
}

/**
 * Returns whether one column holds the period of keys with a clock and the counter of keys that count: which of
 * the two it is, the kind in each row says.
 */
export function isCounterBesidePeriod({ columns }: CsvLayout): boolean {
  const { counter, periodSeconds, kind } = columns;
  return counter !== undefined && counter === periodSeconds && kind !== undefined;
}

const parts = ["header", "delimiter", "seedEncoding", "skipped", "columns", "fixed"];

/** Layouts come from JSON: what is misspelt there would be passed over, and keys become others in silence. */
function requireForm(layout: CsvLayout): void {
  const part = Object.keys(layout).find((name) => !parts.includes(name));
  if (part !== undefined) throw refused(`"${part}"`, parts.join(", "));
  const { header, seedEncoding, skipped = [] } = layout;
  if (!Array.isArray(skipped) || skipped.some((name) => typeof name !== "string" || name === "")) {
    throw refused("other skipped rows", "a list of texts with which their first fields begin");
  }
  if (typeof header !== "boolean") throw refused("no header: true or false", "one of the two");
  if (!seedEncodings.includes(seedEncoding)) {
    throw refused(`the seed encoding ${JSON.stringify(seedEncoding)}`, seedEncodings.join(" or "));
  }
}

function requireFields({ columns, fixed }: CsvLayout): void {
  const isUnknown = (fields: readonly string[]) => (name: string) => !fields.includes(name);
  const unknown = Object.keys(columns).find(isUnknown(csvFields));
  if (unknown !== undefined) {
    throw refused(`a column for "${unknown}"`, `one for ${csvFields.join(", ")}`);
  }
  const other = Object.keys(fixed ?? {}).find(isUnknown(fixedFields));
  if (other !== undefined) {
    throw refused(`a fixed value for "${other}"`, `one for ${fixedFields.join(", ")}`);
  }
}

/** A counter says nothing of a key that has a clock: the kind is never guessed from it. */
function requireKind({ columns, fixed }: CsvLayout): void {
  if (columns.counter === undefined) return;
  for (const field of ["kind", "suite"] as const) {
    if (columns[field] !== undefined || fixed?.[field] !== undefined) return;
  }
  throw refused(
    "a column for the counter and none for the kind",
    "a column or a fixed value for it",
  );
}

function requireFixed({ fixed = {} }: CsvLayout): void {
  const { issuer, manufacturer, model, kind, suite, ...parameters } = fixed;
  keyParameters(suite === undefined ? parameters : { suite });
  if (suite !== undefined && Object.keys(parameters).length > 0) {
    throw refused("a fixed suite and other parameters", "the suite alone, it says all");
  }
  if (kind !== undefined && !csvKinds.includes(kind)) {
    throw refused("a fixed kind", csvKinds.join(", "));
  }
  for (const name of [issuer, manufacturer, model]) {
    if (name !== undefined && !isName(name)) throw refused("a fixed name", nameWanted);
  }
}

function refused(found: string, wanted: string): RangeError {
  return new RangeError(`Cannot use the CSV layout: found ${found}, expected ${wanted}`);
}
