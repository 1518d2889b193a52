import {
  type ChainedEvent,
  decodeRecord,
  encodeRecord,
  type KeyRecord,
  OtpError,
  type StoredKey,
  type TrailAnchor,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";

/** A row of `keys`. The columns repeat what the database itself must know of the record. */
export type KeyRow = {
  readonly serial: string;
  readonly revision: number;
  readonly holder: string | null;
  readonly last_step: number | null;
  readonly record: string;
};

/** A row of `events`. */
export type EventRow = {
  readonly serial: string;
  readonly sequence: number;
  readonly at: number;
  readonly kind: string;
  readonly actor: string;
  readonly step: number | null;
  readonly reason: string | null;
  /** JSON. */
  readonly diagnosis: string | null;
  readonly hash: string;
};

/** A row of `anchors`. */
export type AnchorRow = {
  readonly serial: string;
  readonly count: number;
  readonly hash: string;
  readonly at: number;
  readonly actor: string;
  readonly key_id: string;
  readonly signature: string;
};

/** Answers the row of a record stored under `revision`. */
export function encodeKeyRow(record: KeyRecord, revision: number): KeyRow {
  const { serial, holder, lastStep } = record;
  return { serial, revision, holder, last_step: lastStep, record: encodeRecord(record) };
}

/**
 * Answers the key of a row. Throws OtpError RECORD_MALFORMED, with the key's serial, when its
 * record cannot be read or says something else than the columns: then one of them was edited.
 */
export function decodeKeyRow(row: KeyRow): StoredKey {
  const record = readRecord(row);
  requireSame(row, "serial", row.serial, record.serial);
  requireSame(row, "holder", row.holder, record.holder);
  requireSame(row, "last_step", row.last_step, record.lastStep);
  return { record, revision: row.revision };
}

function readRecord(row: KeyRow): KeyRecord {
  try {
    return decodeRecord(row.record);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OtpError("RECORD_MALFORMED", `Cannot read key "${row.serial}": ${detail}`, cause);
  }
}

function requireSame(
  row: KeyRow,
  column: string,
  found: string | number | null,
  recorded: string | number | null,
): void {
  if (found === recorded) return;
  throw new OtpError(
    "RECORD_MALFORMED",
    `Cannot read key "${row.serial}": column ${column} holds ${JSON.stringify(found)}, its record says ${JSON.stringify(recorded)}`,
  );
}

/** Answers the row of an event. */
export function encodeEventRow(event: ChainedEvent): EventRow {
  const { diagnosis } = event;
  return { ...event, diagnosis: diagnosis && JSON.stringify(diagnosis) };
}

/**
 * Answers the event of a row. Words are given back as they stand: an edited one is for
 * `verifyChain` to find, which says which event it is.
 */
export function decodeEventRow(row: EventRow): ChainedEvent {
  try {
    return {
      at: unixMilliseconds(row.at),
      kind: row.kind as ChainedEvent["kind"],
      actor: row.actor,
      step: row.step === null ? null : timeStep(row.step),
      reason: row.reason as ChainedEvent["reason"],
      diagnosis: readDiagnosis(row.diagnosis),
      serial: row.serial,
      sequence: row.sequence,
      hash: row.hash,
    };
  } catch (cause) {
    throw new OtpError(
      "RECORD_MALFORMED",
      `Cannot read event ${row.sequence} of key "${row.serial}": ${String(cause)}`,
      cause,
    );
  }
}

/** A text that we did not write may say one thing to us and another to who reads the row. */
function readDiagnosis(text: string | null): ChainedEvent["diagnosis"] {
  if (text === null) return null;
  const diagnosis = JSON.parse(text) as ChainedEvent["diagnosis"];
  if (diagnosis !== null && JSON.stringify(diagnosis) === text) return diagnosis;
  throw new TypeError("its diagnosis was edited");
}

/** Answers the row of an anchor. */
export function encodeAnchorRow({ keyId, ...anchor }: TrailAnchor): AnchorRow {
  return { ...anchor, key_id: keyId };
}

/** Answers the anchor of a row as it stands: an edited one is for `checkAnchor` to find. */
export function decodeAnchorRow({ key_id, ...row }: AnchorRow): TrailAnchor {
  return { ...row, at: unixMilliseconds(row.at), keyId: key_id };
}
