import * as fc from "fast-check";

/** Exactly so many bytes: nonces, salts, digests, master keys. */
export function anyBytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

/** The same in lower-case hex: hashes and salts as records keep them. */
export function anyHex(bytes: number): fc.Arbitrary<string> {
  return anyBytes(bytes).map((found) => Buffer.from(found).toString("hex"));
}
