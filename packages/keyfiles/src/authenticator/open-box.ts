import { gcm } from "@noble/ciphers/aes.js";
import { decodeBase } from "../base-n.ts";
import { KeyFileError } from "../key-file-error.ts";

/** Bytes of a tag of AES-GCM. */
export const tagLength = 16;

/** Returns what AES-256-GCM sealed, `sealed` with its tag behind it; null when key, nonce or bytes are other ones. */
export function openBox(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (nonce.length < 8 || sealed.length < tagLength) return null;
  try {
    return gcm(key, nonce).decrypt(sealed);
  } catch {
    return null;
  }
}

/** Returns the bytes that base64 writes; null for what is none. */
export function fromBase64(text: string): Uint8Array | null {
  return decodeBase("base64", text)?.bytes ?? null;
}

/** Returns the password. @throws KeyFileError KEY_FILE_LOCKED where none was given. */
export function requirePassword(password: string | undefined, file: string): string {
  if (password !== undefined) return password;
  throw locked(file, "an encrypted export", "its password beside it, or an export without one");
}

/** Makes the error of a password that opens nothing. */
export function notOpened(file: string): KeyFileError {
  return locked(file, "a password that does not open it", "the one with which it was exported");
}

function locked(file: string, found: string, wanted: string): KeyFileError {
  const place = { file, line: null, path: "" };
  return new KeyFileError("KEY_FILE_LOCKED", { place, found, wanted });
}

/** Makes the error of an encryption that is not that of the application, or costs too much to try. */
export function unsupported(
  file: string,
  path: string,
  found: string,
  wanted: string,
): KeyFileError {
  const place = { file, line: null, path };
  return new KeyFileError("KEY_FILE_UNSUPPORTED", { place, found, wanted });
}
