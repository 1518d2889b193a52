import type { Algorithm } from "@jeton/core";

const seedLengths: Readonly<Record<Algorithm, number>> = {
  "SHA-1": 20,
  "SHA-256": 32,
  "SHA-512": 64,
};

/** Returns the seed of the RFCs' test vectors: as long as the hash (RFC 6238, errata 2866). */
export function rfcSeed(algorithm: Algorithm): Uint8Array {
  return new TextEncoder().encode("1234567890".repeat(7).slice(0, seedLengths[algorithm]));
}
