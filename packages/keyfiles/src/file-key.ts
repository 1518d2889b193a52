import { firstCounterMax, serialForm } from "@jeton/core";
import {
  codeParameters,
  counterParameters,
  isCounterBased,
  type KeyParameters,
  keyParameters,
  seedBytesMax,
  seedBytesMin,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core/units";

/** What a file tells of one key. What the file does not tell is null. */
export type FileKey = {
  /** The shared secret, 1 to 1024 bytes. The caller may overwrite it when done. */
  readonly seed: Uint8Array;
  /** Those of a counter key name their moving factor, those of a key that answers challenges their suite. */
  readonly parameters: KeyParameters;
  /** The counter whose code a counter key shows next, 0 to 2^52; null for a time key. */
  readonly counter: number | null;
  /** Serial number: 1 to 64 printable ASCII characters, no blanks. */
  readonly serial: string | null;
  /** Who the key is for, as the file names them. */
  readonly holder: string | null;
  /** Who runs the service that the key is for. */
  readonly issuer: string | null;
  readonly friendlyName: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** Steps by which the key's clock was ahead when last seen; behind when negative. */
  readonly driftSteps: number | null;
  /** The key is not to be used before. */
  readonly startsAt: UnixMilliseconds | null;
  /** The key is not to be used from then on. */
  readonly expiresAt: UnixMilliseconds | null;
};

/** Characters of a name in a file, at most. */
export const nameLengthMax = 256;

/** The last moment that a file can write: 9999-12-31T23:59:59.999Z. */
export const moment9999: UnixMilliseconds = unixMilliseconds(253_402_300_799_999);

/**
 * Returns the key, checked, with null for what is not given; the seed is copied. Throws RangeError,
 * which does not repeat the seed, for what no file could hold: a seed that is not 1 to 1024 bytes,
 * parameters that `codeParameters`, `counterParameters` or, with a suite, `keyParameters` refuses, a counter of a time key, a counter key
 * without one, names that `isName` refuses.
 */
export function fileKey(known: Partial<FileKey> & Pick<FileKey, "seed" | "parameters">): FileKey {
  if (known.seed.length < seedBytesMin || known.seed.length > seedBytesMax) {
    throw refused(`a seed of ${known.seed.length} bytes`, `${seedBytesMin} to ${seedBytesMax}`);
  }
  if (known.serial != null && !serialForm.test(known.serial)) {
    throw refused("the serial number", "1 to 64 printable ASCII characters, no blanks");
  }
  const drift = known.driftSteps ?? null;
  if (drift !== null && !isDrift(drift)) throw refused(`a drift of ${drift} steps`, driftWanted);
  return {
    seed: Uint8Array.from(known.seed),
    parameters: checkedParameters(known.parameters),
    counter: counterOf(known.parameters, known.counter ?? null),
    serial: known.serial ?? null,
    holder: name("holder", known.holder),
    issuer: name("issuer", known.issuer),
    friendlyName: name("friendly name", known.friendlyName),
    manufacturer: name("manufacturer", known.manufacturer),
    model: name("model", known.model),
    driftSteps: drift,
    startsAt: moment("start", known.startsAt),
    expiresAt: moment("expiry", known.expiresAt),
  };
}

function checkedParameters(parameters: KeyParameters): KeyParameters {
  if (parameters.suite !== undefined) return keyParameters({ suite: parameters.suite });
  return isCounterBased(parameters) ? counterParameters(parameters) : codeParameters(parameters);
}

function counterOf(parameters: KeyParameters, counter: number | null): number | null {
  if (!isCounterBased(parameters)) {
    if (counter === null) return null;
    throw refused("a counter of a time key", "one of counter keys only");
  }
  if (counter !== null && Number.isInteger(counter) && counter >= 0 && counter <= firstCounterMax) {
    return counter;
  }
  throw refused(`${counter} as the counter of a key`, "a whole number from 0 to 2^52");
}

/**
 * Returns whether a file can carry this as a name: 1 to 256 characters, no control characters or
 * line breaks, no blank at either end. XML could not carry U+FFFE, U+FFFF or half a surrogate pair.
 */
export function isName(text: string): boolean {
  return (
    text.length >= 1 &&
    text.length <= nameLengthMax &&
    text.trim() === text &&
    !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text)
  );
}

/** Returns whether this is a number of steps that PSKC can carry (xs:int). */
export function isDrift(steps: number): boolean {
  return Number.isInteger(steps) && steps >= -(2 ** 31) && steps < 2 ** 31;
}

const driftWanted = "a whole number from -2147483648 to 2147483647";

function name(what: string, text: string | null | undefined): string | null {
  if (text == null) return null;
  if (!isName(text)) throw refused(`the ${what}`, nameWanted);
  return text;
}

/** What `isName` wants, in words. */
export const nameWanted: string = `1 to ${nameLengthMax} characters, no control characters, no blank at either end`;

function moment(what: string, value: UnixMilliseconds | null | undefined): UnixMilliseconds | null {
  if (value == null) return null;
  if (unixMilliseconds(value) > moment9999) throw refused(`the ${what}`, "a year up to 9999");
  return value;
}

function refused(found: string, wanted: string): RangeError {
  return new RangeError(`Cannot use ${found} in a key file: expected ${wanted}`);
}
