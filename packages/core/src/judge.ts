import type { CodeMatch } from "./code-match.ts";
import type { Decision, RefusalReason } from "./decision.ts";
import type { KeyRecord } from "./key-record.ts";
import type { Passcode } from "./passcode.ts";
import type { Policy } from "./policy.ts";
import { momentAfter, type TimeStep, type UnixMilliseconds } from "./units.ts";

/** All that a decision rests on. */
export type Evidence = {
  readonly record: KeyRecord;
  readonly passcode: Passcode;
  readonly match: CodeMatch;
  /** Whether the PIN, or before the first use the activation code, is the stored one. */
  readonly pinRight: boolean;
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
};

/** Answers the step that the attempt presents, whatever becomes of it: this one is spent. */
export function presentedStep({ accepted, pair }: CodeMatch): TimeStep | null {
  return accepted ?? pair?.second ?? null;
}

/** Decides an attempt on what was found. */
export function judge(evidence: Evidence): Decision {
  const { record } = evidence;
  if (record.block !== null) return refused("blocked");
  const { state } = record;
  switch (state.kind) {
    case "in-stock":
    case "suspended":
    case "lost":
    case "retired":
      return refused("out-of-service");
    case "assigned":
    case "choosing-pin":
      return judgeFirstUse(evidence);
    case "confirming-pin":
      // A code alone begins the commissioning again.
      return evidence.passcode.pin === null ? judgeFirstUse(evidence) : judgePasscode(evidence);
    case "in-service":
      return judgePasscode(evidence);
    default:
      return state satisfies never;
  }
}

function judgeFirstUse({ record, passcode, match, pinRight, now, policy }: Evidence): Decision {
  const step = presentedStep(match);
  if (step === null) return unfound(match);
  const { firstUse } = record;
  if (firstUse.expiresAt !== null && now >= firstUse.expiresAt) return refused("first-use-expired");
  if (firstUse.activation !== null) {
    // While a PIN waits to be confirmed it is what `pinRight` speaks of.
    if (!pinRight || record.state.kind === "confirming-pin") return refused("activation-wrong");
  } else if (passcode.pin !== null) {
    return refused("not-commissioned");
  }
  const expiresAt = momentAfter(now, policy.commissioningMilliseconds);
  return { kind: "choose-pin", step, expiresAt };
}

function judgePasscode({ record, passcode, match, pinRight }: Evidence): Decision {
  const commissioned = record.state.kind === "confirming-pin";
  const step = presentedStep(match);
  if (step === null) {
    // The PIN is asked for with the first code of a pair, so that a pair is no way round it.
    return match.asked.length > 0 && pinRight ? refused("next-code-wanted") : unfound(match);
  }
  if (passcode.pin === null) {
    // The second code of a pair may come alone: the first one came with the right PIN.
    return match.pair?.second === step
      ? { kind: "accepted", step, commissioned }
      : refused("pin-missing");
  }
  return pinRight ? { kind: "accepted", step, commissioned } : refused("wrong-pin");
}

function unfound(match: CodeMatch): Decision {
  return refused(match.spent ? "spent-code" : "wrong-code");
}

function refused(reason: RefusalReason): Decision {
  return { kind: "refused", reason };
}
