import { isCounterBased } from "@jeton/core/units";
import { encodeBase } from "../base-n.ts";
import { type FileKey, fileKey } from "../file-key.ts";
import { shortAlgorithmName } from "../read-parameters.ts";
import { requireT0, unwritable } from "../unwritable.ts";

/**
 * Returns the key's otpauth:// URI in the one form that this package writes: label with the issuer
 * before a colon, then secret, issuer, algorithm, digits, and period or counter; base32 without padding,
 * `%20` for blanks. Read back it gives seed, parameters, counter, holder and issuer; what else a key may have
 * has no place in a URI. Throws KeyFileError KEY_FILE_UNWRITABLE for a key without holder, with a
 * colon in holder or issuer, or with a T0.
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
  const { holder, issuer } = key;
  if (holder === null) {
    throw unwritable("otpauth", index, key, { found: "no holder", wanted: "one for the label" });
  }
  if (holder.includes(":") || issuer?.includes(":")) {
    const found = "a colon in the holder or the issuer";
    throw unwritable("otpauth", index, key, { found, wanted: "none, it parts the two" });
  }
  requireT0("otpauth", index, key);
  const label =
    issuer === null ? percentEncode(holder) : `${percentEncode(issuer)}:${percentEncode(holder)}`;
  const { parameters: made, counter } = key;
  const [kind, last] = isCounterBased(made)
    ? ["hotp", `counter=${counter}`]
    : ["totp", `period=${made.periodSeconds}`];
  const parameters = [
    `secret=${encodeBase("base32", key.seed).replace(/=+$/, "")}`,
    ...(issuer === null ? [] : [`issuer=${percentEncode(issuer)}`]),
    `algorithm=${shortAlgorithmName(made.algorithm)}`,
    `digits=${made.digits}`,
    last,
  ];
  return `otpauth://${kind}/${label}?${parameters.join("&")}`;
}

/** Percent-encodes all but RFC 3986's unreserved characters and @, which the format's examples keep. */
function percentEncode(text: string): string {
  const strict = encodeURIComponent(text).replaceAll("%40", "@");
  return strict.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
