import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import * as fc from "fast-check";

/** A moment, 0 .. 2^53-1 ms; today's and the two ends are drawn often. */
export const anyMoment: fc.Arbitrary<UnixMilliseconds> = fc
  .oneof(
    fc.maxSafeNat(),
    fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }).map((s) => s * 1000),
  )
  .map(unixMilliseconds);
