import { requireText } from "../base/foreign.ts";
import { OtpError } from "../base/otp-error.ts";
import { requirePeriod } from "../base/units.ts";
import { encodeBase32 } from "./base32.ts";
import { requireCounter } from "./counter.ts";
import { checkedKey } from "./otp-key.ts";
import type { OtpauthKey } from "./otpauth-key.ts";

/**
 * Returns the key's `otpauth://` URI in one form: the label with the issuer before a colon, then secret,
 * issuer, algorithm, digits, and period or counter. `parseOtpauth` gives the same key back.
 *
 * The URI holds the seed: it belongs in a QR code on a screen, never in a log.
 *
 * @throws OtpError KEY_FILE_UNWRITABLE for an empty name, and for a name with a colon or with blanks at
 * an end; OtpError SEED_UNUSABLE, RangeError and TypeError for keys that have no codes.
 */
export function formatOtpauth(key: OtpauthKey): string {
  const { seed, algorithm, digits } = checkedKey(key);
  const holder = encodedName(key.holder);
  const issuer = key.issuer === null ? null : encodedName(key.issuer);
  const parameters = [
    `secret=${encodeBase32(seed)}`,
    ...(issuer === null ? [] : [`issuer=${issuer}`]),
    `algorithm=${algorithm.replace("-", "")}`,
    `digits=${digits}`,
    lastParameter(key),
  ];
  const label = issuer === null ? holder : `${issuer}:${holder}`;
  return `otpauth://${key.kind}/${label}?${parameters.join("&")}`;
}

function lastParameter(key: OtpauthKey): string {
  switch (key.kind) {
    case "totp":
      requirePeriod(key.periodSeconds);
      return `period=${key.periodSeconds}`;
    case "hotp":
      requireCounter(key.counter);
      return `counter=${key.counter}`;
    default:
      key satisfies never;
      throw new TypeError('Cannot write an otpauth URI: expected "totp" or "hotp" as kind');
  }
}

/** Percent-encodes all but RFC 3986's unreserved characters and @, which the format's examples keep. */
function encodedName(name: unknown): string {
  requireText("write an otpauth URI", name);
  if (name === "" || name.includes(":") || name.trim() !== name || /\p{Surrogate}/u.test(name)) {
    const wanted = "some text without colons and without blanks at its ends";
    throw new OtpError(
      "KEY_FILE_UNWRITABLE",
      `Cannot write an otpauth URI: found a name of ${name.length} characters, expected ${wanted}`,
    );
  }
  const strict = encodeURIComponent(name).replaceAll("%40", "@");
  return strict.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
