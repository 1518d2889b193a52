import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { CHash } from "@noble/hashes/utils.js";

/** The hashes whose HMAC a file may name, for MACs and for PBKDF2. */
export type HmacHash = "SHA-1" | "SHA-224" | "SHA-256" | "SHA-384" | "SHA-512";

const hashes: { readonly [name in HmacHash]: CHash } = {
  "SHA-1": sha1,
  "SHA-224": sha224,
  "SHA-256": sha256,
  "SHA-384": sha384,
  "SHA-512": sha512,
};

/** Returns the hash function itself. */
export function hashOf(name: HmacHash): CHash {
  return hashes[name];
}

/**
 * Returns the hash of an HMAC's identifier, or null for one that is unknown. SHA-1 stands in
 * xmldsig, the others in xmldsig-more (RFC 6931 §2.2), but files mix the two.
 */
export function hashOfHmacName(name: string): HmacHash | null {
  const size = /^http:\/\/www\.[a-z0-9./-]+#hmac-?sha-?(1|224|256|384|512)$/i.exec(name)?.[1];
  const hash = `SHA-${size}`;
  return hash in hashes ? (hash as HmacHash) : null;
}

/** Returns the identifier of the HMAC with that hash. */
export function hmacNameOf(hash: HmacHash): string {
  return hash === "SHA-1"
    ? "http://www.w3.org/2000/09/xmldsig#hmac-sha1"
    : `http://www.w3.org/2001/04/xmldsig-more#hmac-sha${hash.slice(4)}`;
}
