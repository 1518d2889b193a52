import { OtpError } from "@jeton/core";
import { describePlace, type Place } from "./finding.ts";

/**
 * A file that cannot be used as a whole, or a key that a format cannot hold:
 * - KEY_FILE_MALFORMED: not what it claims to be; broken XML, a DTD, no UTF-8, beyond a limit;
 * - KEY_FILE_COLUMNS: a CSV has a column that may decide codes, and nothing says what it holds;
 * - KEY_FILE_KIND: of another kind than it is read as, or of one that is not read here;
 * - KEY_FILE_UNSUPPORTED: whole, but made in a way that is not understood here;
 * - KEY_FILE_LOCKED: its secret is missing, of another kind or wrong, or the file was changed;
 * - KEY_FILE_UNWRITABLE: the format has no way to write this key.
 */
export class KeyFileError extends OtpError {
  override readonly name: string = "KeyFileError";
  declare readonly code: KeyFileErrorCode;
  readonly place: Place;
  readonly found: string;
  readonly wanted: string;

  constructor(code: KeyFileErrorCode, problem: KeyFileProblem, cause?: unknown) {
    const { place, found, wanted } = problem;
    const act = code === "KEY_FILE_UNWRITABLE" ? "write" : "read";
    super(code, `Cannot ${act} ${describePlace(place)}: found ${found}, expected ${wanted}`, cause);
    this.place = place;
    this.found = found;
    this.wanted = wanted;
  }
}

/** The codes of a KeyFileError. */
export type KeyFileErrorCode =
  | "KEY_FILE_MALFORMED"
  | "KEY_FILE_COLUMNS"
  | "KEY_FILE_KIND"
  | "KEY_FILE_UNSUPPORTED"
  | "KEY_FILE_LOCKED"
  | "KEY_FILE_UNWRITABLE";

/** Where, what was found there and what was wanted. */
export type KeyFileProblem = {
  readonly place: Place;
  readonly found: string;
  readonly wanted: string;
};
