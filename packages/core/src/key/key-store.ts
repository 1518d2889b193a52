import type { Floor } from "../base/floor.ts";
import type { TrailAnchor } from "../trail/audit-anchor.ts";
import type { ChainedEvent } from "../trail/audit-chain.ts";
import type { KeyPlace, KeyRecord } from "./key-record.ts";

/** A record with the revision under which it is stored: 1 at first, one more with each change. */
export type StoredKey = { readonly record: KeyRecord; readonly revision: number };

/** A key whose stored record cannot be read or is not what was sealed. */
export type DamagedKey = {
  readonly record: null;
  readonly serial: string;
  readonly revision: number;
  /** As the database's own column has it: below it nothing is accepted, and nothing stored. */
  readonly lastStep: number | null;
  readonly floor?: Floor;
  /** What was found, for staff. */
  readonly problem: string;
};

/** A key of a list: one that is damaged does not hide the others. */
export type ListedKey = (StoredKey & { readonly serial: string }) | DamagedKey;

/**
 * Where keys are kept. Each adapter passes the suites of `@jeton/store/contracts`. Every method
 * throws OtpError STORE_UNUSABLE when the store itself cannot be used. What loads one key throws
 * RecordDamagedError when its record cannot be read; what lists keys names such a one in its place.
 */
export type KeyStore = {
  /**
   * Stores a new key and its events. Returns false, and stores nothing, when the serial is taken.
   * Throws OtpError HOLDER_TAKEN when its holder has another key in its place: one is present, one incoming.
   */
  readonly insert: (record: KeyRecord, events: readonly ChainedEvent[]) => Promise<boolean>;
  readonly load: (serial: string) => Promise<StoredKey | null>;
  /**
   * Returns the holder's key, or else the key named `decoySerial`, by one and the same question,
   * so that an unknown identifier costs what a known one does. Null when neither is there. Of two keys it is
   * the one in `place`, "present" by default; of one, that one.
   */
  readonly loadForHolder: (
    holder: string,
    decoySerial: string,
    place?: KeyPlace,
  ) => Promise<StoredKey | null>;
  /**
   * Writes `next` and appends `events` in one transaction, or answers false and does nothing when
   * the key is no longer at `revision`, or the store no longer has the floor that `next.floor` names:
   * then what was decided may rest on what the store has lost. Once it answered true, nothing takes it back.
   * Throws OtpError OUTCOME_UNKNOWN when nobody knows whether it is written, STEP_REOPENED when `next.lastStep` lies before the stored one, HOLDER_TAKEN
   * when its holder has another key in its place.
   */
  readonly replace: (
    serial: string,
    revision: number,
    next: KeyRecord,
    events: readonly ChainedEvent[],
  ) => Promise<boolean>;
  /** Returns keys in the order of their serials, those behind `after` only. */
  readonly list: (page: {
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<readonly ListedKey[]>;
  /** Returns the keys of holders whose identifier begins with `prefix`, in the order of the identifiers, the present one of two first. */
  readonly findByHolder: (question: {
    readonly prefix: string;
    readonly limit: number;
  }) => Promise<readonly ListedKey[]>;
  /** Returns events of a key in their order, those behind `afterSequence` only. */
  readonly events: (
    serial: string,
    page: { readonly afterSequence: number; readonly limit: number },
  ) => Promise<readonly ChainedEvent[]>;
  /**
   * Answers, in their order, the serials of which there is a key, an event or an anchor: those of which
   * there is no key should not be, and are for the verification of the trail to find.
   */
  readonly trailSerials: (page: {
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<readonly string[]>;
  /** Returns where the key's events begin, when old ones were cut; null when none were. */
  readonly anchor: (serial: string) => Promise<TrailAnchor | null>;
  /**
   * Keeps the anchor in place of the one before and removes the events up to it, in one
   * transaction. Returns false and does nothing when the last event that it cuts is not there with
   * its hash, or when it would leave no event behind it: a trail that has begun is never empty. An
   * anchor at the place of the stored one cuts nothing and takes its place. Whether the signature is
   * good is not asked.
   */
  readonly cutEvents: (anchor: TrailAnchor) => Promise<boolean>;
  readonly close: () => Promise<void>;
};
