import { type KeyRecord, noFailures, type TimeStep, timeStep } from "@jeton/core";
import * as fc from "fast-check";
import { guessed, plainKey } from "./key-changes.ts";

/** A time step, 0 .. 2^53-1; those around 2^31, 2^32 and the two ends are drawn often. */
export const anyTimeStep: fc.Arbitrary<TimeStep> = fc
  .oneof(
    fc.maxSafeNat(),
    fc.nat({ max: 100_000_000 }),
    fc.constantFrom(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
  )
  .map(timeStep);

/** Records that differ in what a store has to keep apart: texts of any script, great numbers, nothing. */
export const variedKey: fc.Arbitrary<KeyRecord> = fc
  .record({
    holder: fc.option(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 })),
    isIncoming: fc.boolean(),
    lastStep: fc.option(anyTimeStep),
    epoch: fc.nat({ max: 2 ** 32 - 1 }),
    failures: fc.oneof(fc.constant(noFailures), fc.nat({ max: 1_000_000 }).map(guessed)),
    mac: fc.constantFrom("", `00112233.${"ab".repeat(32)}`),
  })
  .map((fields) => {
    const isIncoming = fields.isIncoming && fields.holder !== null;
    return plainKey("K", { ...fields, isIncoming });
  });
