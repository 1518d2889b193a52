import { KeyFileError } from "../key-file-error.ts";
import { type KeyFileReading, type ReadOptions, startReading } from "../reading.ts";
import { decodeText } from "../text.ts";
import { aegisEntries } from "./aegis.ts";
import { andOtpEntries, mayBeAndOtp, sealedAndOtpEntries } from "./and-otp.ts";
import { type AppEntry, readEntry } from "./app-entry.ts";
import { googleEntries } from "./google.ts";
import { type JsonPart, member, parseJson } from "./json-part.ts";
import { twoFasEntries } from "./two-fas.ts";

/** How an export is read. */
export type AuthenticatorReadOptions = ReadOptions & {
  /** Opens an encrypted export; taken as UTF-8. */
  readonly password?: string;
};

/**
 * Reads what authenticator applications export: Google Authenticator (`otpauth-migration://` addresses), Aegis,
 * 2FAS and andOTP, the last three in plain text or encrypted. The content says which it is; bytes that are no text
 * are taken for an encrypted backup of andOTP, which nothing marks. Throws KeyFileError for a file that is of no
 * use as a whole: none of these, broken, or locked.
 */
export function readAuthenticator(
  input: Uint8Array | string,
  options: AuthenticatorReadOptions = {},
): KeyFileReading {
  const reading = startReading(options);
  const entries = entriesOf(reading, input, {
    file: options.file ?? "input",
    password: options.password,
  });
  for (const entry of entries) {
    const key = readEntry(reading, entry);
    if (key !== null) reading.add(key, entry.at(""));
  }
  return reading.settle();
}

function entriesOf(
  reading: ReturnType<typeof startReading>,
  input: Uint8Array | string,
  opening: { readonly file: string; readonly password: string | undefined },
): readonly AppEntry[] {
  const { file } = opening;
  if (typeof input !== "string" && !isText(input) && mayBeAndOtp(input)) {
    return sealedAndOtpEntries(input, opening);
  }
  const text = decodeText(input, file);
  if (!/^\s*[[{]/.test(text)) return googleEntries(reading, text);
  const json = parseJson(text, file);
  if (Array.isArray(json.value)) return andOtpEntries(json, file);
  if (isSaid(json, "header") && isSaid(json, "db")) return aegisEntries(json, opening);
  if (isSaid(json, "services")) return twoFasEntries(json, opening);
  const place = { file, line: null, path: "" };
  const wanted = "an export of Google Authenticator, Aegis, 2FAS or andOTP";
  throw new KeyFileError("KEY_FILE_UNSUPPORTED", { place, found: "other JSON", wanted });
}

function isSaid(part: JsonPart, name: string): boolean {
  return member(part, name).value !== undefined;
}

function isText(input: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(input);
    return true;
  } catch {
    return false;
  }
}
