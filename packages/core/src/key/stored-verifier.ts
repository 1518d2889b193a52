import { type PinVerifier, pinHashCostMax } from "../pin/pin-verifier.ts";
import { recoveryCodesInSet } from "../pin/spare-code.ts";
import { sealForm } from "../seals/seal.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";
import { count, type Fields, fields, list, moment, text, wrong } from "./stored-fields.ts";
import { returningKeys, type TemporaryCode, temporaryCodeUsesMax } from "./temporary-code.ts";

/** 16 bytes in hex. */
export const saltForm: RegExp = /^[0-9a-f]{32}$/;

/** Returns the verifier of a stored record, every field checked. */
export function pinVerifier(at: Fields): PinVerifier {
  const cost = fields(at.cost, "cost");
  return {
    salt: text(at.salt, "salt", saltForm),
    cost: {
      // scrypt refuses 0.
      logN: count(cost.logN, "logN", 1, pinHashCostMax.logN),
      r: count(cost.r, "r", 1, pinHashCostMax.r),
      p: count(cost.p, "p", 1, pinHashCostMax.p),
    },
    sealed: text(at.sealed, "sealed", sealForm),
  };
}

/** Returns the temporary code of a stored record, every field checked; records of earlier versions have none. */
export function storedTemporaryCode(value: unknown): TemporaryCode | null {
  if (value === undefined || value === null) return null;
  const at = fields(value, "temporaryCode");
  const returningKey = returningKeys.find((each) => each === at.returningKey);
  if (returningKey === undefined) {
    throw wrong("temporaryCode.returningKey", returningKeys.join(", "), at.returningKey);
  }
  return {
    verifier: pinVerifier(fields(at.verifier, "temporaryCode.verifier")),
    issuedAt: moment(at.issuedAt, "temporaryCode.issuedAt"),
    startsAt: moment(at.startsAt, "temporaryCode.startsAt"),
    endsAt: moment(at.endsAt, "temporaryCode.endsAt"),
    usesLeft: count(at.usesLeft, "temporaryCode.usesLeft", 0, temporaryCodeUsesMax),
    returningKey,
  };
}

/** Returns the recovery codes of a stored record, every field checked; records of earlier versions have none. */
export function storedRecoveryCodes(value: unknown): RecoveryCodes | null {
  if (value === undefined || value === null) return null;
  const at = fields(value, "recoveryCodes");
  const codes = list(at.codes, "recoveryCodes.codes").map((each) => {
    const code = fields(each, "recoveryCodes.codes");
    const { isUsed } = code;
    if (typeof isUsed !== "boolean") throw wrong("recoveryCodes.isUsed", "true or false", isUsed);
    return { verifier: pinVerifier(fields(code.verifier, "recoveryCodes.verifier")), isUsed };
  });
  if (codes.length !== recoveryCodesInSet) {
    throw wrong("recoveryCodes.codes", `${recoveryCodesInSet} codes`, codes.length);
  }
  return { issuedAt: moment(at.issuedAt, "recoveryCodes.issuedAt"), codes };
}
