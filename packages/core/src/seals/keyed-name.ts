import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { DerivedKeys, Keyring } from "./keyring.ts";
import type { SignatureFinding } from "./signature.ts";

/** `KEYID.HEX`: 128 bits of an HMAC-SHA-256. Without the master key nobody can try names on it. */
export type KeyedName = string;

/** The form of a `KeyedName`. */
export const keyedNameForm: RegExp = /^([0-9a-f]{8})\.([0-9a-f]{32})$/;

/**
 * Names that are told apart: a holder never passes as a key of the same name, and nobody without the master key
 * finds the holder of an event in the directory by its name.
 */
export type NameKind = "holder" | "serial" | "entry";

/** Returns what may stand for a name in the trail and in logs, made with the keyring's active key. */
export function keyedName(keyring: Keyring, kind: NameKind, name: string): KeyedName {
  return nameOf(keyring.active, kind, name);
}

/** Checks whether a keyed name is the one of `name`. */
export function checkKeyedName(
  keyring: Keyring,
  kind: NameKind,
  name: string,
  keyed: KeyedName,
): SignatureFinding {
  const keys = keyring.all.find(({ id }) => id === keyed.slice(0, 8));
  if (keys === undefined) return keyedNameForm.test(keyed) ? "unknown-key" : "wrong";
  return nameOf(keys, kind, name) === keyed ? "good" : "wrong";
}

function nameOf({ id, keys }: DerivedKeys, kind: NameKind, name: string): KeyedName {
  const content = utf8ToBytes(JSON.stringify(["jeton-name", 1, kind, name]));
  return `${id}.${bytesToHex(hmac(sha256, keys.name, content)).slice(0, 32)}`;
}
