import {
  defaultCodeParameters,
  emptyAuditHead,
  emptyLane,
  type Failures,
  type KeyRecord,
  noFailures,
  type Outcome,
  openFirstUse,
  outcome,
  recordVersion,
  unixMilliseconds,
} from "@jeton/core";

/** A key as stores see it: its seal opens with no keyring, since no store ever opens one. */
export function plainKey(serial: string, fields: Partial<KeyRecord> = {}): KeyRecord {
  return {
    version: recordVersion,
    serial,
    parameters: defaultCodeParameters,
    seed: `v1.00000000.${"00".repeat(60)}`,
    holder: null,
    isIncoming: false,
    state: { kind: "in-stock" },
    firstUse: openFirstUse,
    temporaryCode: null,
    recoveryCodes: null,
    clock: null,
    counter: null,
    provisional: null,
    lastStep: null,
    failures: noFailures,
    asked: [],
    answered: [],
    epoch: 0,
    audit: emptyAuditHead,
    mac: "",
    ...fields,
  };
}

/** The failures after so many guesses of clients without a history. */
export function guessed(guesses: number): Failures {
  return { ...noFailures, strangers: { ...emptyLane, guesses } };
}

/** A change of the key with its one event chained, as core's decisions give them. */
export function changed(record: KeyRecord, fields: Partial<KeyRecord>): Outcome<null> {
  return outcome(
    null,
    { ...record, ...fields },
    {
      at: unixMilliseconds(1_700_000_000_000),
      kind: "refused",
      actor: "holder",
      step: fields.lastStep ?? null,
      reason: "wrong-pin",
      diagnosis: { pin: "wrong", offsetSteps: 0, hypothesis: null },
    },
  );
}
