import { clockOf, unixMilliseconds } from "@jeton/core";
import * as fc from "fast-check";
import type { Life } from "../support/lead-life.ts";
import { anyCounterParameters, anyKeyParameters } from "./code-parameters.ts";
import { anyLifeStory } from "./deed.ts";
import { anyPolicy } from "./policy.ts";
import { anySeed } from "./seed.ts";

/** A key, a policy, a moment at which it begins (near T0 or long after it) and what happens then. */
export const anyLife: fc.Arbitrary<Life> = fc
  .record({
    seed: anySeed,
    parameters: fc.oneof(
      { arbitrary: anyKeyParameters, weight: 3 },
      { arbitrary: anyCounterParameters, weight: 1 },
    ),
    firstCounter: fc.oneof(fc.constant(0), fc.nat({ max: 2_000_000_000 })),
    policy: anyPolicy,
    sinceT0: fc.oneof(
      { arbitrary: fc.integer({ min: -120, max: 600 }), weight: 1 },
      { arbitrary: fc.nat({ max: 2_000_000_000 }), weight: 4 },
    ),
    story: anyLifeStory,
  })
  .map(({ sinceT0, ...life }) => ({
    ...life,
    startsAt: unixMilliseconds(
      Math.max(0, (clockOf(life.parameters)?.t0Seconds ?? 0) + sinceT0) * 1000,
    ),
  }));
