import type { Term } from "@jeton/core";
import * as fc from "fast-check";
import { anyMoment } from "./moment.ts";

/** A span of time up to ten days. */
export const anyTerm: fc.Arbitrary<Term> = fc.record({
  since: anyMoment,
  milliseconds: fc.nat({ max: 864_000_000 }),
});
