import { requireText } from "../base/foreign.ts";
import { OtpError } from "../base/otp-error.ts";
import { type Algorithm, algorithmNamed } from "../codes/code-parameters.ts";
import { seedBytesMax } from "../codes/seed-bytes.ts";
import { decodeBase32 } from "./base32.ts";
import type { OtpauthKey } from "./otpauth-key.ts";

/** Characters: a seed of 1024 bytes and names fit many times. */
const uriLengthMax = 16_384;

/**
 * Returns the key that an `otpauth://` URI holds (Key Uri Format of google-authenticator): what the QR
 * code for an authenticator app says. Absent parameters are SHA-1, 6 digits and 30 s. An unknown one is
 * skipped, unless its name is near to one that decides the codes, such as `digit`. The names are whatever the URI says: check them before you store or show them.
 *
 * @throws OtpError KEY_FILE_MALFORMED for what is no such URI or has such a name, KEY_FILE_UNSUPPORTED for a key whose codes
 * cannot be computed here: digits outside 6 to 10, another hash, Steam's letters. No message repeats a
 * part of the URI, since any part may be the seed. TypeError for what is no text.
 */
export function parseOtpauth(uri: string): OtpauthKey {
  requireText("read an otpauth URI", uri);
  if (/&(?:amp|#0*38|#x0*26);|\\u0026/i.test(uri)) {
    throw malformed('"&" that was escaped for a page or a program', 'only "&" between parameters');
  }
  const parts = /^otpauth:\/\/(totp|hotp)\/([^?#]*)\?([^#]*)(?:#.*)?$/i.exec(uri.trim());
  if (parts === null || uri.length > uriLengthMax) {
    throw malformed(`${uri.length} characters`, "otpauth://totp/LABEL?secret=SECRET, or hotp");
  }
  const [, kind = "", label = "", query = ""] = parts;
  const given = parseQuery(query);
  if (given.has("encoder")) throw unsupported("an encoder", "codes of decimal digits");
  const key = {
    seed: seedOf(given.get("secret")),
    algorithm: algorithmOf(given.get("algorithm") ?? "SHA1"),
    digits: numberOf(given.get("digits") ?? "6", { name: "digits", min: 6, max: 10 }),
    ...namesOf(decoded(label), given.get("issuer")),
  };
  if (kind.toLowerCase() === "totp") {
    const limits = { name: "period", min: 1, max: 86_400 };
    return { ...key, kind: "totp", periodSeconds: numberOf(given.get("period") ?? "30", limits) };
  }
  // The format wants it of every key that counts: with a default, old codes would pass again.
  const limits = { name: "counter", min: 0, max: Number.MAX_SAFE_INTEGER };
  return { ...key, kind: "hotp", counter: numberOf(given.get("counter") ?? "", limits) };
}

/** Not a parameter, and near to one: parts of the English names by which programs call what decides the codes. */
const misspeltNames =
  /^(?!(secret|algorithm|digits|period|counter)$).*(seed|secret|algo|hash|digit|length|len$|period|step|interval|counter|kind|type|suite|t0|epoch)/;

function parseQuery(query: string): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const pair of query.split("&")) {
    const [name = "", ...rest] = pair.split("=");
    const key = decoded(name).toLowerCase();
    if (misspeltNames.test(key)) throw malformed("a parameter misspelt", "digits or period");
    // "+" is what forms write for a blank; the format wants %20.
    const value = decoded(rest.join("=").replaceAll("+", " "));
    if ((given.get(key) ?? value) !== value) throw malformed("a parameter twice", "each once");
    given.set(key, value);
  }
  return given;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("a broken %", "% and UTF-8 in hexadecimal digits");
  }
}

/**
 * The label is `ISSUER:HOLDER` or `HOLDER`; a parameter says the issuer more surely, and also where it ends: that
 * of `localhost:8000:anna` may have a colon of its own.
 */
function namesOf(label: string, given = ""): Pick<OtpauthKey, "holder" | "issuer"> {
  const said = given.trim();
  const isPrefix = said !== "" && label.trimStart().startsWith(`${said}:`);
  const colon = isPrefix ? label.indexOf(`${said}:`) + said.length : label.indexOf(":");
  const issuer = said || label.slice(0, Math.max(0, colon)).trim();
  return { holder: label.slice(colon + 1).trim(), issuer: issuer === "" ? null : issuer };
}

function seedOf(secret = ""): Uint8Array {
  const wanted = `1 to ${seedBytesMax} bytes in base32`;
  let seed: Uint8Array;
  try {
    seed = decodeBase32(secret);
  } catch {
    throw malformed("a secret that is no base32", wanted);
  }
  if (seed.length > 0 && seed.length <= seedBytesMax) return seed;
  throw malformed(`a secret of ${seed.length} bytes`, wanted);
}

function algorithmOf(text: string): Algorithm {
  const algorithm = algorithmNamed(text);
  if (algorithm === null) throw unsupported("another algorithm", "SHA1, SHA256 or SHA512");
  return algorithm;
}

function numberOf(
  text: string,
  { name, min, max }: { readonly name: string; readonly min: number; readonly max: number },
): number {
  const wanted = `a whole number from ${min} to ${max}`;
  if (!/^[0-9]{1,16}$/.test(text)) throw malformed(`no number as ${name}`, wanted);
  const number = Number(text);
  if (number < min || number > max) throw unsupported(`another number as ${name}`, wanted);
  return number;
}

function malformed(found: string, wanted: string): OtpError {
  return new OtpError("KEY_FILE_MALFORMED", sentence(found, wanted));
}

function unsupported(found: string, wanted: string): OtpError {
  return new OtpError("KEY_FILE_UNSUPPORTED", sentence(found, wanted));
}

function sentence(found: string, wanted: string): string {
  return `Cannot read an otpauth URI: found ${found}, expected ${wanted}`;
}
