import { defaultPolicy, type KeyStateKind, type Policy } from "@jeton/core";
import * as fc from "fast-check";

const kinds = Object.keys(defaultPolicy.windows) as KeyStateKind[];

const anyCaps = fc.record({ acceptSteps: fc.nat({ max: 7 }), askSteps: fc.nat({ max: 40 }) });

const anyWindows: fc.Arbitrary<Policy["windows"]> = fc
  .array(anyCaps, { minLength: kinds.length, maxLength: kinds.length })
  .map((caps) => ({
    ...defaultPolicy.windows,
    ...Object.fromEntries(kinds.map((kind, index) => [kind, caps[index]])),
  }));

const anyLimits: fc.Arbitrary<Partial<Policy>> = fc.record({
  windows: anyWindows,
  delayFromFailure: fc.integer({ min: 2, max: 8 }),
  delayBaseMilliseconds: fc.integer({ min: 1, max: 20_000 }),
  lockAtFailure: fc.integer({ min: 3, max: 10 }),
  twoCodesFromGuess: fc.integer({ min: 1, max: 8 }),
  threeCodesFromGuess: fc.integer({ min: 8, max: 20 }),
});

/** A policy whose PIN hash costs nothing: the default one, or one with short fuses. */
export const anyPolicy: fc.Arbitrary<Policy> = fc.option(anyLimits, { nil: {} }).map((limits) => ({
  ...defaultPolicy,
  // Fewer codes for each attempt, so that thousands of lives take seconds.
  scanSteps: 24,
  pinHashCost: { logN: 1, r: 1, p: 1 },
  ...limits,
}));
