import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Returns the check value of a seed: the first 3 bytes of HMAC-SHA-256(seed, "seed check"), in hex.
 * It shows whether a seed arrived whole. It is no code of the key, and 24 bits of it give none away.
 */
export function seedCheck(seed: Uint8Array): string {
  return bytesToHex(hmac(sha256, seed, utf8ToBytes("seed check")).subarray(0, 3));
}
