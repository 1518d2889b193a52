import {
  type ChainedEvent,
  decodeRecord,
  encodeRecord,
  type KeyPlace,
  type KeyRecord,
  type ListedKey,
  OtpError,
  RecordDamagedError,
  type StoredKey,
  type TrailAnchor,
  type TrailPast,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import type { RecordText } from "./opened-store.ts";

/** A row of `keys`. The columns repeat what the database itself must know of the record. */
export type KeyRow = {
  readonly serial: string;
  readonly revision: number;
  readonly holder: string | null;
  readonly last_step: number | null;
  readonly record: string;
};

/** The floor of the store, as a row of a key is loaded under it. */
export type ReadFloor = Pick<KeyRecord, "floor">;

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
  /** The keyed name of a holder. */
  readonly holder_name: string | null;
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
  /** JSON. */
  readonly past: string | null;
};

/** Returns the row of a record stored under `revision`. */
export function encodeKeyRow(record: KeyRecord, revision: number): KeyRow {
  const { serial, lastStep } = record;
  const holder = holderColumn(record);
  return { serial, revision, holder, last_step: lastStep, record: encodeRecord(record) };
}

/**
 * Returns what stands in the unique column of holders: a holder has one present and one incoming key. The present
 * one comes first in order, and no identifier begins as another one's incoming key: none holds a control character.
 */
export function holderColumn({
  holder,
  isIncoming,
}: Pick<KeyRecord, "holder" | "isIncoming">): string | null {
  return holder !== null && isIncoming ? columnOfHolder(holder, "incoming") : holder;
}

/** Returns what stands in the column of holders for the key of a holder that is in `place`. */
export function columnOfHolder(holder: string, place: KeyPlace): string {
  return place === "incoming" ? `${holder}\u001fincoming` : holder;
}

/** Returns the two columns under which a holder's key is looked up, the one in `place` first. */
export function columnsOfHolder(
  holder: string,
  place: KeyPlace = "present",
): { readonly first: string; readonly second: string } {
  const other = place === "present" ? "incoming" : "present";
  return { first: columnOfHolder(holder, place), second: columnOfHolder(holder, other) };
}

/**
 * Returns the key of a row. Throws RecordDamagedError when its record cannot be read, is not the one
 * text that we write for it, or says something else than the columns: then one of them was edited.
 */
export function decodeKeyRow(row: KeyRow, floor: ReadFloor = {}): StoredKey {
  const record = readRecord(row);
  if (encodeRecord(record) !== row.record) throw damaged(row, "its text was edited");
  requireSame(row, "serial", row.serial, record.serial);
  requireSame(row, "holder", row.holder, holderColumn(record));
  requireSame(row, "last_step", row.last_step, record.lastStep);
  return { record: { ...record, ...floor }, revision: row.revision };
}

/** Returns the record of a row as its text stands. */
export function recordText(
  { serial, revision, record }: KeyRow,
  floor: ReadFloor = {},
): RecordText {
  return { serial, revision, text: record, ...floor };
}

/** Returns the key of a row for a list, damaged or not. */
export function listKeyRow(row: KeyRow, floor: ReadFloor = {}): ListedKey {
  const { serial, revision, last_step: lastStep } = row;
  try {
    return { serial, ...decodeKeyRow(row, floor) };
  } catch (error) {
    if (!(error instanceof RecordDamagedError)) throw error;
    return { record: null, serial, revision, lastStep, problem: error.problem, ...floor };
  }
}

function readRecord(row: KeyRow): KeyRecord {
  try {
    return decodeRecord(row.record);
  } catch (cause) {
    if (!(cause instanceof OtpError)) throw cause;
    throw new RecordDamagedError(row.serial, cause.message, cause);
  }
}

function requireSame(
  row: KeyRow,
  column: string,
  found: string | number | null,
  recorded: string | number | null,
): void {
  if (found === recorded) return;
  throw damaged(row, `column ${column} says something else than the record`);
}

function damaged({ serial }: KeyRow, problem: string): RecordDamagedError {
  return new RecordDamagedError(serial, problem);
}

/** Returns the row of an event. */
export function encodeEventRow(event: ChainedEvent): EventRow {
  const { holder = null, diagnosis, ...row } = event;
  return { ...row, diagnosis: diagnosis && JSON.stringify(diagnosis), holder_name: holder };
}

/**
 * Returns the event of a row. Words are given back as they stand: an edited one is for
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
      ...(row.holder_name !== null && { holder: row.holder_name }),
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

/** Returns the row of an anchor. */
export function encodeAnchorRow({ keyId, past, ...anchor }: TrailAnchor): AnchorRow {
  return { ...anchor, key_id: keyId, past: past === undefined ? null : JSON.stringify(past) };
}

/** Returns the anchor of a row as it stands: an edited one is for `checkAnchor` to find. */
export function decodeAnchorRow({ key_id, past, ...row }: AnchorRow): TrailAnchor {
  const told = past === null ? {} : { past: readPast(row.serial, past) };
  return { ...row, at: unixMilliseconds(row.at), keyId: key_id, ...told };
}

function readPast(serial: string, text: string): TrailPast {
  try {
    const { lastStep, holder } = JSON.parse(text) as TrailPast;
    const past = { lastStep: lastStep === null ? null : timeStep(lastStep), holder };
    if (JSON.stringify(past) === text && typeof holder === "string") return past;
    throw new TypeError("written otherwise");
  } catch (cause) {
    const message = `Cannot read the anchor of key "${serial}": it was edited`;
    throw new OtpError("RECORD_MALFORMED", message, cause);
  }
}
