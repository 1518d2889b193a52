import { type AuditEvent, algorithms, type Diagnosis, spareCodes } from "@jeton/core";
import * as fc from "fast-check";
import { anyMoment } from "./moment.ts";
import { anyTimeStep } from "./time-step.ts";

const kinds: readonly AuditEvent["kind"][] = [
  ...(["created", "accepted", "refused", "first-code", "pin-chosen", "commissioned"] as const),
  ...([
    "pin-changed",
    "signed-out",
    "resynchronised",
    "assigned",
    "assigned-as-second",
    "handed-over",
    "pin-cleared",
    "unlocked",
    "temporary-code-issued",
    "temporary-code-ended",
    "recovery-codes-issued",
    "suspended",
    "resumed",
    "lost",
    "retired",
    "exported",
    "scope-changed",
    "directory-imported",
  ] as const),
];

const reasons: readonly Exclude<AuditEvent["reason"], null>[] = [
  ...(["malformed", "wrong-code", "spent-code", "wrong-pin", "pin-missing"] as const),
  ...([
    "blocked",
    "not-commissioned",
    "out-of-service",
    "transaction-unknown",
    "id-reused",
  ] as const),
  ...([
    "next-code-wanted",
    "activation-wrong",
    "first-use-expired",
    "temporary-code-wanted",
    "recovery-code-used",
  ] as const),
];

const anyPlainDiagnosis: fc.Arbitrary<Diagnosis> = fc.record({
  pin: fc.constantFrom("right", "wrong", "absent"),
  offsetSteps: fc.option(fc.integer({ min: -1440, max: 1440 })),
  hypothesis: fc.option(
    fc.record({
      algorithm: fc.constantFrom(...algorithms),
      periodSeconds: fc.constantFrom(30, 60),
    }),
  ),
});

const anyDiagnosis: fc.Arbitrary<Diagnosis> = fc.oneof(
  anyPlainDiagnosis,
  fc
    .tuple(anyPlainDiagnosis, fc.constantFrom(...spareCodes))
    .map(([diagnosis, spare]) => ({ ...diagnosis, spare })),
);

/** An event by its form: any kind with any step and reason. */
export const anyAuditEvent: fc.Arbitrary<AuditEvent> = fc.record({
  at: anyMoment,
  kind: fc.constantFrom(...kinds),
  actor: fc.oneof(
    fc.constantFrom("holder", "system"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((name) => `staff:${name}`),
  ),
  step: fc.option(anyTimeStep),
  reason: fc.option(fc.constantFrom(...reasons)),
  diagnosis: fc.option(anyDiagnosis),
});
