import { columnNamed } from "./csv/column-names.ts";
import { findDelimiter } from "./csv/delimiter.ts";
import { KeyFileError } from "./key-file-error.ts";

/** The kinds of key files, as their content tells them. */
export type KeyFileKind = "pskc" | "otpauth" | "usersfile" | "csv" | "authenticator";

/** The kinds in words. */
const kindWords: { readonly [kind in KeyFileKind]: string } = {
  pskc: "PSKC (RFC 6030)",
  otpauth: "otpauth:// addresses",
  usersfile: "an OATH users file",
  csv: "CSV",
  authenticator: "the export of an authenticator application",
};

/**
 * Returns the kind of a key file by its first characters and first line: an XML element KeyContainer, an address, a
 * line of a users file, a header that names a serial number or a seed, the JSON of an authenticator application.
 * Null where they do not say it.
 */
export function findKeyFileKind(input: Uint8Array | string): KeyFileKind | null {
  const text = beginningOf(input);
  if (/^</.test(text)) return /<(?:[\w.-]+:)?KeyContainer[\s>/]/i.test(text) ? "pskc" : null;
  const line = firstLineOf(text);
  if (/^otpauth:\/\//i.test(line)) return "otpauth";
  if (/^otpauth-migration:\/\//i.test(line) || isExport(text)) return "authenticator";
  if (/^(?:HOTP|MOTP)(?:\/\S*)?\s/i.test(line) && /^\S+\s+\S+\s+\S+\s+\S/.test(line)) {
    return "usersfile";
  }
  const isColumn = (name: string) => columnNamed(unquoted(name)) !== null;
  const fields = line
    .split(findDelimiter(line, isColumn))
    .map((name) => columnNamed(unquoted(name)));
  const isHeader = fields.some((column) => column?.field === "serial" || column?.field === "seed");
  return fields.length > 1 && isHeader ? "csv" : null;
}

/** Aegis and 2FAS have an object with names of their own, andOTP a list of accounts. */
function isExport(text: string): boolean {
  if (/^\[\s*\{/.test(text)) return /"(?:secret|label)"\s*:/.test(text);
  return /^\{/.test(text) && /"(?:header|services(?:Encrypted)?)"\s*:\s*[[{"]/.test(text);
}

/**
 * Checks that the content does not say that a file is of another kind than the one it is to be read as.
 * @throws KeyFileError KEY_FILE_KIND with what it is, for files of RSA and spreadsheets too, which are not read.
 */
export function requireKeyFileKind(
  input: Uint8Array | string,
  kind: KeyFileKind | null,
  file: string,
): void {
  const place = { file, line: null, path: "" };
  const foreign = foreignFile(input);
  if (foreign !== null) {
    const [found, wanted] = foreign;
    throw new KeyFileError("KEY_FILE_KIND", { place, found, wanted });
  }
  const is = findKeyFileKind(input);
  if (kind === null || is === null || is === kind) return;
  const problem = { place, found: kindWords[is], wanted: kindWords[kind] };
  throw new KeyFileError("KEY_FILE_KIND", problem);
}

/** Returns what a file is that nothing here can read, and the cure; null for all others. */
function foreignFile(input: Uint8Array | string): readonly [found: string, wanted: string] | null {
  const text = beginningOf(input);
  const line = firstLineOf(text);
  if (text.startsWith("PK\u0003\u0004")) {
    return ["a spreadsheet or another archive", "a text file: save the sheet as CSV in UTF-8"];
  }
  if (/<TKNBatch[\s>]/.test(text)) return ["an RSA SecurID file (sdtid)", rsaCure];
  if (/<Tokens[\s>]/.test(text) && /<Token\s[^>]*serial=/.test(text)) {
    return ["a SafeNet (eToken PASS) file", safeNetCure];
  }
  if (/^# =+ SafeWord /.test(text)) return ["SafeWord records", safeWordCure];
  if (/[?&]ctfData=/i.test(line) || /^[\d-]{81,101}$/.test(line)) {
    return ["an RSA SecurID code (CTF)", rsaCure];
  }
  if (/^[[{]\s*["{]/.test(text) && !isExport(text)) {
    return ["JSON, perhaps the export of another application", addressesWanted];
  }
  return null;
}

const addressesWanted =
  "an export of Google Authenticator, Aegis, 2FAS or andOTP, otpauth:// addresses, one a line, or another kind of key file";

const safeNetCure =
  "what says the digits of codes too: the maker's PSKC file, or CSV with serial, seed hex, kind, counter, digits";

const safeWordCure = "OATH keys (RFC 4226, RFC 6238): SafeWord's own keys have other codes";

const rsaCure =
  "OATH keys (RFC 4226, RFC 6238): SecurID codes are of another algorithm, and only RSA's server checks them";

/** Characters that are looked at: a container may have a comment before it. */
const beginningLengthMax = 4096;

function beginningOf(input: Uint8Array | string): string {
  const text =
    typeof input === "string"
      ? input.slice(0, beginningLengthMax)
      : new TextDecoder("utf-8").decode(input.subarray(0, beginningLengthMax));
  return text.replace(/^\ufeff/, "").trimStart();
}

/** The first line that is no comment. */
function firstLineOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

function unquoted(name: string): string {
  return name.trim().replace(/^"(.*)"$/, "$1");
}
