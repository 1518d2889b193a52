import type { Sha1State } from "./sha1-compress.generated.ts";

/** FIPS 180-4 §5.3.1. */
export const sha1InitialState: Sha1State = Int32Array.of(
  0x67452301,
  0xefcdab89,
  0x98badcfe,
  0x10325476,
  0xc3d2e1f0,
);
