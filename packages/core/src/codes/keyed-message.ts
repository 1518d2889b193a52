import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import type { Algorithm } from "./code-parameters.ts";

/** The hashes that HMAC is made with. */
export const nobleHashes: Readonly<Record<Algorithm, typeof sha1 | typeof sha256>> = {
  "SHA-1": sha1,
  "SHA-256": sha256,
  "SHA-512": sha512,
};

/** A seed made ready to hash many messages. */
export type KeyedMessages = {
  /** Returns the HMAC of the message (RFC 2104). */
  readonly hash: (message: Uint8Array) => Uint8Array;
  /** Overwrites what was derived from the seed; nothing can be hashed afterwards. */
  readonly destroy: () => void;
};

/** Returns the seed prepared for messages of any length. Arguments are trusted; the seed may be overwritten afterwards. */
export function keyedMessages(seed: Uint8Array, algorithm: Algorithm): KeyedMessages {
  const keyed = hmac.create(nobleHashes[algorithm], seed);
  return {
    hash(message) {
      return keyed.clone().update(message).digest();
    },
    destroy() {
      keyed.destroy();
    },
  };
}

/** Returns RFC 4226 §5.3 `Snum` of a hash: 31 bits, from where its last four bits say. */
export function truncatedHash(hash: Uint8Array): number {
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return view.getUint32(view.getUint8(hash.byteLength - 1) & 15) & 0x7fff_ffff;
}
