import {
  drawRecoveryCodes,
  hashPin,
  issueRecoveryCodes,
  type KeyRecord,
  makePinVerifier,
  momentAfter,
  type Outcome,
  type RecoveryCodes,
  type RecoveryCodesDecision,
} from "@jeton/core";
import { contextIn, keyInService, quickPolicy } from "./commission.ts";
import { testKeyring } from "./keyring.ts";

const serial = "1234567-0";

/** Returns the codes of the set with this number, and what a record keeps of them when it is issued in `step`. */
export function setIssued(
  step: number,
  number = 0,
): { readonly codes: readonly string[]; readonly set: RecoveryCodes } {
  let next = number;
  const codes = drawRecoveryCodes(() => {
    next += 7;
    return Uint8Array.of(next % 240);
  });
  const cost = quickPolicy.pinHashCost;
  const kept = codes.map((pin, index) => {
    const salt = new Uint8Array(16).fill(16 * number + index + 100);
    const digest = hashPin({ pin, salt, cost });
    const nonce = new Uint8Array(24).fill(16 * number + index);
    const verifier = makePinVerifier(testKeyring, serial, { salt, cost, digest, nonce });
    return { verifier, isUsed: false };
  });
  return { codes, set: { issuedAt: momentAfter(contextIn(step).now, 0), codes: kept } };
}

/** Returns what comes of issuing a set in the middle of `step`. */
export function issueSet(
  record: KeyRecord,
  set: RecoveryCodes,
  step: number,
  epoch: number = record.epoch,
): Outcome<RecoveryCodesDecision> {
  return issueRecoveryCodes(record, { set, epoch }, contextIn(step).now);
}

/** Returns a key in service whose holder printed the set with number 0 in step 102. */
export function keyWithSet(): KeyRecord {
  return issueSet(keyInService(), setIssued(102).set, 102).next;
}
