import type { ClockBelief, Interval } from "@jeton/core";
import * as fc from "fast-check";
import { anyMoment } from "./moment.ts";

/** An interval of whole numbers at most `reach` away from 0. */
export function anyInterval(reach: number): fc.Arbitrary<Interval> {
  const bound = fc.integer({ min: -reach, max: reach });
  return fc
    .tuple(bound, bound)
    .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) }));
}

const anyOffset = anyInterval(1_000_000_000);

/** A belief by its form, whether or not a key's life leads to it. */
export const anyClockBelief: fc.Arbitrary<ClockBelief> = fc.record({
  version: fc.constant(1),
  at: anyMoment,
  offset: anyOffset,
  rate: anyInterval(100_000),
  anchors: fc.array(fc.record({ at: anyMoment, offset: anyOffset }), { maxLength: 3 }),
});
