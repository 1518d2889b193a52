import { formatOtpauth as formatUri } from "@jeton/core/otpauth";
import { isCounterBased } from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { requireNoSuite, requireT0, unwritable } from "../unwritable.ts";

/**
 * Returns the key's otpauth:// URI in the one form that `@jeton/core/otpauth` writes: label with the issuer
 * before a colon, then secret, issuer, algorithm, digits, and period or counter; base32 without padding,
 * `%20` for blanks. Read back it gives seed, parameters, counter, holder and issuer; what else a key may have
 * has no place in a URI. Throws KeyFileError KEY_FILE_UNWRITABLE for a key without holder, with a
 * colon in holder or issuer, with a T0 or with a suite.
 *
 * The URI holds the seed: it belongs in a QR code on a screen, never in a log.
 */
export function formatOtpauth(key: FileKey): string {
  return formatAt(fileKey(key), 0);
}

/** Returns the keys' URIs, one a line. Throws as `formatOtpauth` does, naming the key. */
export function writeOtpauth(keys: readonly FileKey[]): string {
  return keys.map((key, index) => `${formatAt(fileKey(key), index)}\n`).join("");
}

function formatAt(key: FileKey, index: number): string {
  const { seed, parameters, counter, holder, issuer } = key;
  if (holder === null) {
    throw unwritable("otpauth", index, key, { found: "no holder", wanted: "one for the label" });
  }
  if (holder.includes(":") || issuer?.includes(":")) {
    const found = "a colon in the holder or the issuer";
    throw unwritable("otpauth", index, key, { found, wanted: "none, it parts the two" });
  }
  requireT0("otpauth", index, key);
  requireNoSuite("otpauth", index, key);
  const { algorithm, digits } = parameters;
  const named = { seed, algorithm, digits, holder, issuer };
  return isCounterBased(parameters)
    ? formatUri({ ...named, kind: "hotp", counter: counter ?? 0 })
    : formatUri({ ...named, kind: "totp", periodSeconds: parameters.periodSeconds });
}
