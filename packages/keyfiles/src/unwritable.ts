import { clockOf } from "@jeton/core/units";
import type { FileKey } from "./file-key.ts";
import { KeyFileError } from "./key-file-error.ts";

/** Returns the error of a key that a format cannot hold. `index` is the key's, from 0. */
export function unwritable(
  format: string,
  index: number,
  key: FileKey,
  { found, wanted }: { readonly found: string; readonly wanted: string },
): KeyFileError {
  const serial = key.serial === null ? "" : ` (${key.serial})`;
  const place = { file: format, line: null, path: `key ${index + 1}${serial}` };
  return new KeyFileError("KEY_FILE_UNWRITABLE", { place, found, wanted });
}

/** Throws KEY_FILE_UNWRITABLE for a key that answers challenges. */
export function requireNoSuite(format: string, index: number, key: FileKey): void {
  const { suite } = key.parameters;
  if (suite === undefined) return;
  const wanted = "PSKC or CSV, this format has no place for a suite";
  throw unwritable(format, index, key, { found: `the suite ${suite}`, wanted });
}

/** Throws KEY_FILE_UNWRITABLE for a key whose steps do not begin at the epoch. */
export function requireT0(format: string, index: number, key: FileKey): void {
  const t0Seconds = clockOf(key.parameters)?.t0Seconds ?? 0;
  if (t0Seconds === 0) return;
  const found = `T0 = ${t0Seconds} s`;
  throw unwritable(format, index, key, { found, wanted: "T0 = 0, the format has no place for it" });
}
