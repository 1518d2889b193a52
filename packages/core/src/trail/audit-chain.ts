import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import type { KeyedName } from "../seals/keyed-name.ts";
import type { RefusalReason } from "./decision.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** What happened to a key. Never holds a seed, a PIN, a code or a digest of one. */
export type AuditEvent = {
  readonly at: UnixMilliseconds;
  readonly kind:
    | "created"
    | "accepted"
    | "refused"
    | "first-code"
    | "pin-chosen"
    | "commissioned"
    | "pin-changed"
    | "signed-out"
    /** The log-in before it showed that the key's clock jumped, which no crystal does; caused by "system". */
    | "clock-set"
    | "assigned"
    /** To a holder who goes on with another key until this one is in service. */
    | "assigned-as-second"
    | "handed-over"
    | "pin-cleared"
    | "unlocked"
    | "temporary-code-issued"
    | "temporary-code-ended"
    | "recovery-codes-issued"
    | "resynchronised"
    | "resealed"
    | "suspended"
    | "resumed"
    | "lost"
    | "retired"
    | "exported"
    /** Of an account of the staff: whose keys they see. */
    | "scope-changed"
    /** In the chain of an account of the staff: they brought the directory of holders up to date. */
    | "directory-imported";
  /** Who caused it: "holder", "system" or "staff:NAME". */
  readonly actor: string;
  /** The step that the attempt spent, if any. */
  readonly step: TimeStep | null;
  /** Why it was refused; for staff only. */
  readonly reason: RefusalReason | null;
  /** What staff may know of an attempt; null for what is none. */
  readonly diagnosis: Diagnosis | null;
  /**
   * The keyed name of the key's holder from here on: in events that give the key to somebody, and in
   * those that seal it anew. Events of earlier versions have none.
   */
  readonly holder?: KeyedName;
};

/** Returns whether the event gave the key to a holder: what stands before it belongs to nobody, or to somebody else. */
export function isAssignment({ kind }: Pick<AuditEvent, "kind">): boolean {
  return kind === "assigned" || kind === "assigned-as-second";
}

/** An event in its place: each holds the hash of the one before. */
export type ChainedEvent = AuditEvent & {
  readonly serial: string;
  /** 1 for the first event of the key. */
  readonly sequence: number;
  readonly hash: string;
};

/** Where a key's chain stands; kept in the key's record. */
export type AuditHead = { readonly count: number; readonly hash: string };

export const emptyAuditHead: AuditHead = { count: 0, hash: "0".repeat(64) };

/** Returns `event` chained behind `head`. */
export function chainEvent(serial: string, head: AuditHead, event: AuditEvent): ChainedEvent {
  const sequence = head.count + 1;
  const content = [
    head.hash,
    serial,
    sequence,
    event.at,
    event.kind,
    event.actor,
    event.step,
    event.reason,
    diagnosisContent(event.diagnosis),
    // Left out where there is none, so that the hashes of earlier events stay what they are.
    ...(event.holder === undefined ? [] : [event.holder]),
  ];
  return {
    ...event,
    serial,
    sequence,
    hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(content)))),
  };
}

/** In an order of its own: a store may give the fields back in another one. */
function diagnosisContent(diagnosis: Diagnosis | null): readonly unknown[] | null {
  if (diagnosis === null) return null;
  const { pin, offsetSteps, hypothesis, spare } = diagnosis;
  const make = hypothesis && [hypothesis.algorithm, hypothesis.periodSeconds];
  // Left out where there is none, so that the hashes of earlier events stay what they are.
  return [pin, offsetSteps, make, ...(spare === undefined ? [] : [spare])];
}

/** Whether the hash covers all of it: a field more or less would be an edit that no hash shows. */
function isWholeDiagnosis(diagnosis: Diagnosis | null): boolean {
  if (diagnosis === null) return true;
  const namesOf = (fields: object) => Object.keys(fields).sort().join();
  const { hypothesis } = diagnosis;
  return (
    ["hypothesis,offsetSteps,pin", "hypothesis,offsetSteps,pin,spare"].includes(
      namesOf(diagnosis),
    ) &&
    (hypothesis === null || namesOf(hypothesis) === "algorithm,periodSeconds")
  );
}

/** Returns the event of an act, which is no attempt. */
export function actEvent(
  at: UnixMilliseconds,
  kind: AuditEvent["kind"],
  actor: string,
): AuditEvent {
  return { at, kind, actor, step: null, reason: null, diagnosis: null };
}

export type ChainFinding =
  | { readonly kind: "intact"; readonly count: number }
  | { readonly kind: "broken"; readonly sequence: number; readonly problem: string };

/**
 * Checks the events of one key behind `from`, in order, up to the head in its record: an edit,
 * deletion, insertion or reordering is found, first and last row included. From the beginning on
 * unless `from` says what is known to be good. The chain holds no secret: who can write to the
 * database and makes the chain and the record's head anew is found by checkpoints only.
 */
export function verifyChain(
  serial: string,
  head: AuditHead,
  events: readonly ChainedEvent[],
  from: AuditHead = emptyAuditHead,
): ChainFinding {
  let last = from;
  for (const event of events) {
    const sequence = last.count + 1;
    if (event.sequence !== sequence) {
      return { kind: "broken", sequence, problem: `found event ${event.sequence} in its place` };
    }
    const expected = chainEvent(serial, last, event);
    const isAltered = expected.hash !== event.hash || event.serial !== serial;
    if (isAltered || !isWholeDiagnosis(event.diagnosis)) {
      return { kind: "broken", sequence, problem: "altered" };
    }
    last = { count: sequence, hash: event.hash };
  }
  if (last.count !== head.count) {
    const sequence = Math.min(last.count, head.count) + 1;
    return {
      kind: "broken",
      sequence,
      problem: `the record counts ${head.count} events, found ${last.count}`,
    };
  }
  if (last.hash !== head.hash)
    return { kind: "broken", sequence: last.count, problem: "not the record's head" };
  return { kind: "intact", count: last.count };
}
