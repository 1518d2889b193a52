import {
  firstCounterMax,
  type KeyOrigin,
  type KeyRecord,
  keyParameters,
  recordVersion,
  recoveryCodesInSet,
  returningKeys,
  temporaryCodeUsesMax,
  timeStep,
} from "@jeton/core";
import * as fc from "fast-check";
import { anyAnsweredAttempt } from "./answered-attempt.ts";
import { anyAskedNext } from "./asked-next.ts";
import { anyHex } from "./bytes.ts";
import { anyClockBelief } from "./clock-belief.ts";
import { anyCodeParameters, anyCounterParameters } from "./code-parameters.ts";
import { anyFailures } from "./failures.ts";
import { anyHolder } from "./holder.ts";
import { anyKeyState } from "./key-state.ts";
import { anyMoment } from "./moment.ts";
import { anyPinVerifier } from "./pin-verifier.ts";
import { anySealed } from "./sealed.ts";
import { anySerial } from "./serial.ts";
import { anyTimeStep } from "./time-step.ts";

/**
 * A record that can be stored, its fields drawn apart from each other: every combination that the
 * type allows, not only those that a life leads to.
 */
export const anyKeyRecord: fc.Arbitrary<KeyRecord> = fc
  .tuple(anyRecordWithoutOrigin(), fc.option(anyOrigin(), { nil: undefined }))
  .map(([record, origin]) => (origin === undefined ? record : { ...record, origin }));

/** What the file of a maker said: one thing at least. */
function anyOrigin(): fc.Arbitrary<KeyOrigin> {
  const name = fc.option(fc.constantFrom("Acme", "Clé-6 é", "x".repeat(256)));
  const moment = fc.option(anyMoment);
  return fc
    .record({ manufacturer: name, model: name, startsAt: moment, expiresAt: moment })
    .filter((origin) => Object.values(origin).some((each) => each !== null));
}

function anyRecordWithoutOrigin(): fc.Arbitrary<KeyRecord> {
  return fc.oneof(
    fc
      .tuple(
        recordOf(
          fc.constant(keyParameters({ suite: "OCRA-1:HOTP-SHA256-8:QA12-T30S" })),
          fc.constant(null),
        ),
        fc.array(
          fc.record(
            { id: anyHex(16), at: anyMoment, known: fc.constant(true as const) },
            { requiredKeys: ["id", "at"] },
          ),
          { minLength: 1, maxLength: 3 },
        ),
      )
      .map(([record, challenges]) => ({ ...record, challenges })),
    recordOf(anyCodeParameters, fc.constant(null)),
    recordOf(
      anyCounterParameters,
      fc.record({ next: fc.nat({ max: firstCounterMax }).map(timeStep), since: anyMoment }),
    ),
  );
}

function recordOf(
  parameters: fc.Arbitrary<KeyRecord["parameters"]>,
  counter: fc.Arbitrary<KeyRecord["counter"]>,
): fc.Arbitrary<KeyRecord> {
  const drawn: fc.Arbitrary<KeyRecord> = fc.record({
    version: fc.constant(recordVersion),
    serial: anySerial,
    parameters,
    seed: anySealed,
    holder: fc.option(anyHolder),
    isIncoming: fc.boolean(),
    state: anyKeyState,
    firstUse: fc.record({
      expiresAt: fc.option(anyMoment),
      activation: fc.option(anyPinVerifier),
    }),
    temporaryCode: fc.option(
      fc.record({
        verifier: anyPinVerifier,
        issuedAt: anyMoment,
        startsAt: anyMoment,
        endsAt: anyMoment,
        usesLeft: fc.nat({ max: temporaryCodeUsesMax }),
        returningKey: fc.constantFrom(...returningKeys),
      }),
    ),
    recoveryCodes: fc.option(
      fc.record({
        issuedAt: anyMoment,
        codes: fc.array(fc.record({ verifier: anyPinVerifier, isUsed: fc.boolean() }), {
          minLength: recoveryCodesInSet,
          maxLength: recoveryCodesInSet,
        }),
      }),
    ),
    clock: fc.option(anyClockBelief),
    counter,
    lastStep: fc.option(anyTimeStep),
    provisional: fc.option(
      fc.record({
        trusted: fc.option(anyClockBelief),
        since: anyMoment,
        confirmations: fc.nat({ max: 9 }),
      }),
    ),
    failures: anyFailures,
    asked: fc.array(anyAskedNext, { maxLength: 3 }),
    answered: fc.array(anyAnsweredAttempt, { maxLength: 3 }),
    epoch: fc.nat({ max: 2 ** 32 - 1 }),
    audit: fc.record({ count: fc.nat(), hash: anyHex(32) }),
    mac: fc.oneof(
      fc.constant(""),
      fc.tuple(anyHex(4), anyHex(32)).map((parts) => parts.join(".")),
    ),
  }); // No key that nobody holds is on its way, and none that is in service.
  return drawn.map((record) => ({
    ...record,
    isIncoming: record.isIncoming && mayBeIncoming(record),
  }));
}

/** Returns whether a key may be on its way to its holder. */
export function mayBeIncoming({ holder, state }: KeyRecord): boolean {
  const { kind } = state.kind === "suspended" ? state.before : state;
  return holder !== null && kind !== "in-service";
}
