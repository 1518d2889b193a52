import { isCounterBased } from "@jeton/core/units";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type FileKey, fileKey } from "../file-key.ts";
import { requireNoSuite, requireT0, unwritable } from "../unwritable.ts";

/**
 * Returns a users file of these keys, `HOTP/T60/6 user - seed` or `HOTP/E/6 user - seed counter`, one a
 * line. Read back it gives seed, parameters, counter and holder; what else a key may have has no place in it. Throws KeyFileError
 * KEY_FILE_UNWRITABLE for a key without holder, whose holder has blanks, with another hash than
 * SHA-1, with a T0 or with a suite.
 *
 * The file holds seeds in the clear: write it with mode 0600.
 */
export function writeUsersfile(keys: readonly FileKey[]): string {
  return keys.map((key, index) => `${lineOf(fileKey(key), index)}\n`).join("");
}

function lineOf(key: FileKey, index: number): string {
  const { algorithm, digits } = key.parameters;
  const { holder } = key;
  if (holder === null || /\s/.test(holder)) {
    const found = holder === null ? "no holder" : "blanks in the holder";
    throw unwritable("usersfile", index, key, { found, wanted: "a user name without blanks" });
  }
  if (algorithm !== "SHA-1") {
    throw unwritable("usersfile", index, key, { found: algorithm, wanted: "SHA-1" });
  }
  requireT0("usersfile", index, key);
  requireNoSuite("usersfile", index, key);
  const seed = bytesToHex(key.seed);
  if (isCounterBased(key.parameters)) return `HOTP/E/${digits} ${holder} - ${seed} ${key.counter}`;
  return `HOTP/T${key.parameters.periodSeconds}/${digits} ${holder} - ${seed}`;
}
