import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";
import type { Keyring } from "../seals/keyring.ts";
import { seal, unseal } from "../seals/seal.ts";

/** A commissioning under way, as its holder's browser or API client carries it. */
export type Transaction = { readonly serial: string; readonly id: Uint8Array };

export const transactionIdBytes = 16;

/** Returns the hash of a transaction's id in hex: what the record keeps of it. */
export function transactionHash(id: Uint8Array): string {
  return bytesToHex(sha256(id));
}

/** Returns the token that names the transaction and tells nothing. `nonce`: 24 fresh random bytes. */
export function sealTransaction(
  keyring: Keyring,
  transaction: Transaction,
  nonce: Uint8Array,
): string {
  const plain = utf8ToBytes(JSON.stringify([transaction.serial, bytesToHex(transaction.id)]));
  return seal(keyring, { purpose: "transaction", serial: "" }, { plain, nonce });
}

/** Returns the transaction of a token, or null for what is no token of ours. */
export function openTransaction(keyring: Keyring, token: string): Transaction | null {
  try {
    const { plain } = unseal(keyring, { purpose: "transaction", serial: "" }, token);
    const [serial, id]: [string, string] = JSON.parse(String.fromCharCode(...plain));
    return { serial, id: hexToBytes(id) };
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}
