import { type AnsweredAttempt, type Decision, refusalReasons } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";
import { anyMoment } from "./moment.ts";
import { anyTimeStep } from "./time-step.ts";

const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({
    kind: fc.constant("accepted" as const),
    step: anyTimeStep,
    commissioned: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("choose-pin" as const),
    step: anyTimeStep,
    expiresAt: anyMoment,
  }),
  fc.record({ kind: fc.constant("refused" as const), reason: fc.constantFrom(...refusalReasons) }),
);

/** An attempt with an id that was answered. */
export const anyAnsweredAttempt: fc.Arbitrary<AnsweredAttempt> = fc.record({
  name: fc.tuple(anyHex(4), anyHex(16)).map((parts) => parts.join(".")),
  content: anyHex(16),
  at: anyMoment,
  epoch: fc.nat({ max: 2 ** 32 - 1 }),
  decision: anyDecision,
});
