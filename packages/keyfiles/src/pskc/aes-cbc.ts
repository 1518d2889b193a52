import { cbc } from "@noble/ciphers/aes.js";

const blockBytes = 16;

/**
 * Returns IV and ciphertext of AES-CBC (XML Encryption §5.2): the plain bytes are filled up to
 * whole blocks, the last byte says by how many. `iv` must be 16 fresh random bytes.
 */
export function encryptCbc(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const sealed = cbc(key, iv).encrypt(plain);
  const bytes = new Uint8Array(blockBytes + sealed.length);
  bytes.set(iv);
  bytes.set(sealed, blockBytes);
  return bytes;
}

/** Returns what `encryptCbc` was given, or null when length or padding cannot be right. */
export function decryptCbc(key: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 2 * blockBytes || bytes.length % blockBytes !== 0) return null;
  const iv = bytes.subarray(0, blockBytes);
  const padded = cbc(key, iv, { disablePadding: true }).decrypt(bytes.subarray(blockBytes));
  const padding = padded[padded.length - 1] ?? 0;
  // XML Encryption §5.2 leaves the other bytes of the padding open, so they are not looked at.
  const plain = padding >= 1 && padding <= blockBytes ? padded.slice(0, -padding) : null;
  padded.fill(0);
  return plain;
}
