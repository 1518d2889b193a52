import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { iterationsMaxDefault } from "../pskc/secret.ts";
import { decodeText } from "../text.ts";
import type { Opening } from "./aegis.ts";
import type { AppEntry } from "./app-entry.ts";
import { jsonEntry } from "./json-entry.ts";
import { itemsOf, type JsonPart, member, misshapen, parseJson } from "./json-part.ts";
import { notOpened, openBox, requirePassword, tagLength } from "./open-box.ts";

/** Bytes of an encrypted backup: rounds of PBKDF2 with the highest byte first, salt, nonce. */
const roundsLength = 4;
const saltLength = 12;
const nonceLength = 12;

/**
 * Returns the accounts of a backup of andOTP (https://github.com/andOTP/andOTP) in plain text.
 * @throws KeyFileError when it is none.
 */
export function andOtpEntries(backup: JsonPart, file: string): readonly AppEntry[] {
  const items = itemsOf(backup);
  if (items === null) throw misshapen(file, backup, "the list of accounts");
  return items.map(entryOf);
}

function entryOf(item: JsonPart): AppEntry {
  const entry = jsonEntry((name) => member(item, name === "account" ? "label" : name));
  const label = entry.account ?? "";
  // Before it had a field for the issuer, the label began with it.
  const old = entry.issuer === null ? /^(.+?) - (.+)$/u.exec(label) : null;
  return {
    ...entry,
    ...{ account: null, label: old?.[2] ?? label, issuer: old?.[1] ?? entry.issuer },
  };
}

/** Returns whether the bytes are long enough to be an encrypted backup, of which nothing else can be told. */
export function mayBeAndOtp(input: Uint8Array): boolean {
  return input.length > nonceLength + tagLength;
}

/**
 * Returns the accounts of an encrypted backup. Up to version 0.6.2 its key was the password's hash.
 * @throws KeyFileError when the password opens nothing, or none was given.
 */
export function sealedAndOtpEntries(input: Uint8Array, opening: Opening): readonly AppEntry[] {
  const { file } = opening;
  const password = requirePassword(opening.password, file);
  const box = openedByRounds(input, password) ?? openBefore(input, password);
  if (box === null) throw notOpened(file);
  return andOtpEntries(parseJson(decodeText(box, file), file), file);
}

function openedByRounds(input: Uint8Array, password: string): Uint8Array | null {
  const { buffer, byteOffset, byteLength } = input;
  const c = byteLength < roundsLength ? 0 : new DataView(buffer, byteOffset).getUint32(0);
  if (c === 0 || c > iterationsMaxDefault) return null;
  const salt = input.subarray(roundsLength, roundsLength + saltLength);
  const key = pbkdf2(sha1, password, salt, { c, dkLen: 32 });
  return openBehindNonce(key, input.subarray(roundsLength + saltLength));
}

function openBefore(input: Uint8Array, password: string): Uint8Array | null {
  return openBehindNonce(sha256(utf8ToBytes(password)), input);
}

function openBehindNonce(key: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  return openBox(key, bytes.subarray(0, nonceLength), bytes.subarray(nonceLength));
}
