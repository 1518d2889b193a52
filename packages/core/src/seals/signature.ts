import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "../base/equal-bytes.ts";
import type { Keyring } from "./keyring.ts";

/** What stands beside a content that was signed with a key that is not in the database. */
export type Signed = {
  /** The master key from which the signing key was derived. */
  readonly keyId: string;
  /** HMAC-SHA-256, in hex. */
  readonly signature: string;
};

/** "unknown-key": signed with a master key that the keyring does not have. */
export type SignatureFinding = "good" | "wrong" | "unknown-key";

/** Signs fields with the keyring's active key. The label keeps one kind of content from passing as another. */
export function signWithActiveKey(
  keyring: Keyring,
  label: string,
  fields: readonly (string | number)[],
): Signed {
  const { id, keys } = keyring.active;
  return { keyId: id, signature: bytesToHex(sign(keys.checkpoint, id, label, fields)) };
}

/** Returns whether the fields are as they were signed. */
export function checkSigned(
  keyring: Keyring,
  label: string,
  fields: readonly (string | number)[],
  { keyId, signature }: Signed,
): SignatureFinding {
  const signer = keyring.all.find(({ id }) => id === keyId);
  if (signer === undefined) return "unknown-key";
  if (!/^[0-9a-f]{64}$/.test(signature)) return "wrong";
  const expected = sign(signer.keys.checkpoint, keyId, label, fields);
  return equalBytes(expected, hexToBytes(signature)) ? "good" : "wrong";
}

function sign(
  key: Uint8Array,
  keyId: string,
  label: string,
  fields: readonly (string | number)[],
): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(JSON.stringify([label, 1, keyId, ...fields])));
}
