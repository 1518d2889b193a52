import {
  actOnKey,
  type Decision,
  type HelpDeskAct,
  type HelpDeskDecision,
  hashPin,
  type KeyRecord,
  makePinVerifier,
  momentAfter,
  type Outcome,
  type ReturningKey,
  type TemporaryCode,
  type UnixMilliseconds,
} from "@jeton/core";
import { codeOf, contextIn, keyInService, present, quickPolicy } from "./commission.ts";
import { testKeyring } from "./keyring.ts";

export const pin = "4071";
export const spare = "ABCDEFGHJK";
export const otherSpare = "KJHGFEDCBA";
export const minute = 60_000;
const actor = "staff:anne";

/** Returns a temporary code issued in `step`, for so many minutes from a number of minutes later on. */
export function codeIssued(
  step: number,
  terms: {
    readonly uses?: number;
    readonly minutes?: number;
    readonly startsIn?: number;
    readonly returningKey?: ReturningKey;
  } = {},
): TemporaryCode {
  const { uses = 3, minutes = 60, startsIn = 0, returningKey = "ends-code" } = terms;
  const issuedAt = contextIn(step).now;
  const startsAt = momentAfter(issuedAt, startsIn * minute);
  const salt = new Uint8Array(16).fill(7);
  const cost = quickPolicy.pinHashCost;
  const digest = hashPin({ pin: spare, salt, cost });
  const nonce = new Uint8Array(24).fill(6);
  const verifier = makePinVerifier(testKeyring, "1234567-0", { salt, cost, digest, nonce });
  const endsAt = momentAfter(startsAt, minutes * minute);
  return { verifier, issuedAt, startsAt, endsAt, usesLeft: uses, returningKey };
}

/** Returns what an act in the middle of `step` makes of the key. */
export function act(
  record: KeyRecord,
  given: HelpDeskAct,
  step: number,
): Outcome<HelpDeskDecision> {
  return actOnKey(record, given, { actor, now: contextIn(step).now });
}

/** Returns a key in service for which a temporary code was issued in step 102. */
export function issued(terms: Parameters<typeof codeIssued>[1] = {}): KeyRecord {
  const code = codeIssued(102, terms);
  return act(keyInService(), { kind: "issue-temporary-code", code }, 102).next;
}

/** Returns what comes of this PIN and a temporary code. */
export function give(
  record: KeyRecord,
  step: number,
  given: string | null,
  text: string = spare,
): Outcome<Decision> {
  return present(record, step, { pin: given, code: "", spare: text });
}
/** Returns what comes of this PIN and the key's own code of `step`. */
export function giveKeys(
  record: KeyRecord,
  step: number,
  given: string | null = pin,
): Outcome<Decision> {
  return present(record, step, { pin: given, code: codeOf(step) });
}

/** Returns the uses that are left; null without a temporary code. */
export function usesOf(record: KeyRecord): number | null {
  return record.temporaryCode?.usesLeft ?? null;
}

/** Returns the record as a store gives it that was put back at that moment. */
export function floorAt(record: KeyRecord, at: UnixMilliseconds): KeyRecord {
  return { ...record, floor: { at, mark: at } };
}

/** The decision that lets in by a temporary code. */
export const passed: Decision = { kind: "accepted-without-key", spare: "temporary-code" };
