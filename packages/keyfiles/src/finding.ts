/** Where in a file. */
export type Place = {
  /** The file as the caller named it, or "input". */
  readonly file: string;
  /** Line, from 1; null for a place that has none. */
  readonly line: number | null;
  /** Element, column or parameter: `KeyContainer/KeyPackage[2]/Key`. Empty for the whole file. */
  readonly path: string;
};

/** Why a key cannot be used. Programs may compare them; they never change meaning. */
export type ProblemCode =
  | "seed-missing"
  | "seed-empty"
  | "seed-malformed"
  | "seed-too-long"
  | "counter-missing"
  | "counter-unsupported"
  | "kind-unknown"
  | "code-form-unsupported"
  | "algorithm-unknown"
  | "digits-unsupported"
  | "period-unsupported"
  | "suite-missing"
  | "suite-unsupported"
  | "suite-differs"
  | "number-malformed"
  | "date-malformed"
  | "name-malformed"
  | "serial-missing"
  | "serial-malformed"
  | "serial-repeated"
  | "field-repeated"
  | "field-missing"
  | "spreadsheet-damage"
  | "line-malformed"
  | "uri-malformed"
  | "uri-escaped"
  | "parameter-misspelt"
  | "mac-missing"
  | "mac-wrong"
  | "encryption-unsupported"
  | "value-malformed";

/** What to know about a key that can be used. They never change meaning. */
export type WarningCode =
  | "seed-short"
  | "seed-lower-case"
  | "seed-padding-missing"
  | "seed-trailing-bits"
  | "seed-blanks"
  | "seed-encoding-found"
  | "algorithm-spelling"
  | "algorithm-assumed"
  | "digits-assumed"
  | "period-assumed"
  | "zone-assumed"
  | "issuer-differs"
  | "holder-missing"
  | "holder-with-colon"
  | "plus-as-blank"
  | "parameter-case"
  | "parameter-unknown"
  | "field-repeated-alike"
  | "field-ignored"
  | "state-ignored"
  | "pin-ignored"
  | "policy-ignored"
  | "export-incomplete"
  | "serial-from-id"
  | "serial-with-id"
  | "key-name-missing"
  | "names-lower-case"
  | "integer-length"
  | "mac-unverified"
  | "secret-unprotected"
  | "signature-unverified"
  | "columns-unmapped";

/** Something found at a place of a file. Neither text ever holds a seed, a PIN or a code. */
export type Finding<Code extends string = ProblemCode | WarningCode> = {
  readonly code: Code;
  readonly place: Place;
  readonly found: string;
  readonly wanted: string;
};

/** Returns "tokens.xml, line 12, KeyContainer/KeyPackage[2]", as far as it is known. */
export function describePlace({ file, line, path }: Place): string {
  return [file, line === null ? "" : `line ${line}`, path].filter((part) => part !== "").join(", ");
}

/** Returns a sentence for people: "tokens.xml, line 12, …: found 7 digits, expected 6 or 8". */
export function describeFinding({ place, found, wanted }: Finding): string {
  return `${describePlace(place)}: found ${found}, expected ${wanted}`;
}

/**
 * Returns the value of the file that a finding quotes, for a sentence in another language; null
 * when it quotes none. Like all that `found` says, it is never a seed, a PIN or a code.
 */
export function quotedValue({ found }: Pick<Finding, "found">): string | null {
  return /"([^"]+)"/.exec(found)?.[1] ?? null;
}

/**
 * Returns the text in quotes. Of one that may be a seed, or is longer than 64 characters, only its length: a seed
 * may stand where a number or a name was wanted.
 */
export function shown(text: string): string {
  return mayBeShown(text) ? `"${text}"` : `${text.length} characters`;
}

/** Returns whether a message may repeat the text: it is short, has no control characters, and is no seed. */
export function mayBeShown(text: string): boolean {
  return text.length <= shownLengthMax && !/\p{C}/u.test(text) && !mayBeSeed(text);
}

const shownLengthMax = 64;

/**
 * Returns whether a seed may stand in the text: more than 12 characters in a row of hexadecimal, base32 or
 * base64, with a digit among them; or of one case, and then more than 15; or more than 21 letters. Seeds of
 * 10 bytes that have no digit are one in 300 in base32, and mixed words of 21 letters are no seeds in base32.
 */
function mayBeSeed(text: string): boolean {
  const dense = text.replaceAll(/[\s:-]+/g, "");
  // A seed is also written in groups.
  if (dense.length >= 16 && /\d/.test(dense) && isOneBase(dense)) return true;
  return (text.match(/[A-Za-z0-9+/=]{13,}/g) ?? []).some(
    (run) => run.length > 21 || /[\d+=]/.test(run) || (run.length > 15 && isOneBase(run)),
  );
}

function isOneBase(text: string): boolean {
  return /^(?:[0-9a-f]+|[0-9A-F]+|[A-Z2-7]+=*|[a-z2-7]+=*)$/.test(text);
}
