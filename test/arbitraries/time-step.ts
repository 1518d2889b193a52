import { type TimeStep, timeStep } from "@jeton/core";
import * as fc from "fast-check";

/** A time step, 0 .. 2^53-1; those around 2^31, 2^32 and the two ends are drawn often. */
export const anyTimeStep: fc.Arbitrary<TimeStep> = fc
  .oneof(
    fc.maxSafeNat(),
    fc.nat({ max: 100_000_000 }),
    fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
  )
  .map(timeStep);
