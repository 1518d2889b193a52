import * as fc from "fast-check";

/** A key's seed, 1 to 64 bytes; the 20 bytes of the usual key are drawn often. */
export const anySeed: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ minLength: 20, maxLength: 20 }),
  fc.uint8Array({ minLength: 1, maxLength: 64 }),
);
