import type { Sha1State } from "./sha1-compress.generated.ts";

/**
 * HMAC-SHA-1 of four counters at a time, by a shell whose machine has instructions for that. It is a
 * port as the hash of a PIN is: without it the core computes one code after the other.
 */
export type Sha1Lanes = {
  /** Takes the states behind the HMAC's inner and outer key block (RFC 2104). */
  readonly load: (inner: Sha1State, outer: Sha1State) => void;
  /**
   * Answers the HMACs of the 8-byte counters (high, low) to (high, low + 3), all with one upper word:
   * word `i` of that in lane `l` at `4 * i + l`, until the next call.
   */
  readonly hmacs: (high: number, low: number) => Int32Array;
  /** Overwrites states and HMACs. */
  readonly clear: () => void;
};

/** How many counters one call takes. */
export const sha1LaneCount = 4;
