import { momentAfter, type TimeStep, type UnixMilliseconds } from "../base/units.ts";
import { type Follower, triesMax, waitsMax } from "../clock/asked-next.ts";
import { codesNeeded, type Lane } from "../key/failures.ts";
import { datesAt } from "../key/key-origin.ts";
import type { FirstUse, KeyRecord, KeyState } from "../key/key-record.ts";
import type { Policy } from "../key/policy.ts";
import { isKeySetAside } from "../key/temporary-code.ts";
import type { Passcode } from "../pin/passcode.ts";
import type { SpareCode } from "../pin/spare-code.ts";
import type { Decision, RefusalReason } from "../trail/decision.ts";
import type { CodeMatch } from "./code-match.ts";

/** All that a decision rests on. */
export type Evidence = {
  readonly record: KeyRecord;
  readonly passcode: Passcode;
  readonly match: CodeMatch;
  /** Whether the PIN, or before the first use the activation code, is the stored one. */
  readonly pinRight: boolean;
  /** The code that was rightly given in place of the key's; null for none. */
  readonly spare: SpareCode | null;
  /** Whether a recovery code was given that was used before. */
  readonly wasUsed: boolean;
  /** The failures of the client that attempts. */
  readonly lane: Lane;
  /** Names the client whose codes belong together; null for clients that carry no name. */
  readonly flow: string | null;
  /** Whether the id of the attempt was used with another PASSCODE a moment ago. */
  readonly isIdReused: boolean;
  readonly now: UnixMilliseconds;
  readonly policy: Policy;
};

/** A decision, and what must be remembered of the attempt besides it. */
export type Judgement = {
  readonly decision: Decision;
  /** The wait of this very client that the code continues. */
  readonly follower: Follower | null;
  /** What came with the code, when the next one is awaited after it. */
  readonly proved: "pin" | "first-use" | "nothing";
  /** Whether the attempt shows that its sender has the key, though it was refused. */
  readonly showsKey: boolean;
  /** Whether it is a failure to be counted. */
  readonly isFailure: boolean;
  /**
   * Whether a code that lies where codes pass at once is spent by it. Not where no single code passes from
   * such a client, and something else than the code was wrong: a stranger's lucky guess would then spend
   * codes that the key has yet to show. It is remembered instead, as one of the ask window.
   */
  readonly isSpent: boolean;
};

/** Decides an attempt on what was found. */
export function judge(evidence: Evidence): Judgement {
  const { record, lane } = evidence;
  const { state } = record;
  if (lane.block !== null) return refusal("blocked");
  if (evidence.isIdReused) return unfit("id-reused", evidence);
  switch (state.kind) {
    case "in-stock":
    case "lost":
    case "retired":
      return refusal("out-of-service");
    case "suspended":
      return outOfServiceForNow(state.before, evidence);
    case "assigned":
    case "choosing-pin":
    case "confirming-pin":
    case "in-service":
      return datesAt(record, evidence.now) === "within"
        ? judgeInUse(state.kind, evidence)
        : outOfServiceForNow(state, evidence);
    default:
      return state satisfies never;
  }
}

function judgeInUse(
  kind: Exclude<KeyState["kind"], "in-stock" | "lost" | "retired" | "suspended">,
  evidence: Evidence,
): Judgement {
  const { passcode } = evidence;
  switch (kind) {
    case "assigned":
    case "choosing-pin":
      return judgeFirstUse(evidence);
    case "confirming-pin":
      // A code alone begins the commissioning again.
      return passcode.pin === null ? judgeFirstUse(evidence) : judgePasscode(evidence);
    case "in-service":
      return passcode.spare === undefined ? judgePasscode(evidence) : judgeSpareCode(evidence);
    default:
      return kind satisfies never;
  }
}

function judgeFirstUse(evidence: Evidence): Judgement {
  const { record, passcode, match, pinRight, now, policy } = evidence;
  const { firstUse } = record;
  const follower = ownFollower(evidence, "first-use");
  if (!showsCode(match)) return unfound(match);
  if (firstUse.expiresAt !== null && now >= firstUse.expiresAt) {
    return unfit("first-use-expired", evidence);
  }
  if (firstUse.activation !== null) {
    // While a PIN waits to be confirmed it is what `pinRight` speaks of: no activation code is looked at.
    if (record.state.kind === "confirming-pin") return unfit("activation-wrong", evidence);
    if (!pinRight) return wrongSecret("activation-wrong", evidence);
  } else if (passcode.pin !== null) {
    return unfit("not-commissioned", evidence);
  }
  const step = provenStep(evidence, follower);
  if (step === null) return nextCode(follower, "first-use");
  const expiresAt = momentAfter(now, policy.commissioningMilliseconds);
  return passed({ kind: "choose-pin", step, expiresAt }, follower);
}

function judgePasscode(evidence: Evidence): Judgement {
  const { record, passcode, match, pinRight, now } = evidence;
  const follower = ownFollower(evidence, "pin");
  if (!showsCode(match)) return unfound(match);
  // The next code may come alone from the client that gave the first one with the right PIN.
  const isAlone = passcode.pin === null;
  const mayBeAlone = follower !== null && follower.asked.flow !== null;
  if (isAlone && !mayBeAlone) return wrongSecret("pin-missing", evidence);
  if (!isAlone && !pinRight) return wrongSecret("wrong-pin", evidence);
  const step = provenStep(evidence, follower);
  if (step === null) return nextCode(follower, "pin");
  // Its sender has the key and the PIN: that is no failure, and no log-in either.
  if (isKeySetAside(record, now)) {
    return { ...refusal("temporary-code-wanted"), isFailure: false };
  }
  const commissioned = record.state.kind === "confirming-pin";
  return passed({ kind: "accepted", step, commissioned }, follower);
}

/**
 * Decides a code that stands in for the key's: it never passes without the PIN. Nobody meets one by chance, so
 * that no row of them is wanted, however many guesses there were; who shows a right one with a wrong PIN has it.
 */
function judgeSpareCode({ passcode, pinRight, spare, wasUsed }: Evidence): Judgement {
  // Counted as any wrong code; the reason is for staff.
  if (spare === null) return refusal(wasUsed ? "recovery-code-used" : "wrong-code");
  if (passcode.pin === null) return { ...refusal("pin-missing"), showsKey: true };
  if (!pinRight) return { ...refusal("wrong-pin"), showsKey: true };
  return passed({ kind: "accepted-without-key", spare }, null);
}

/**
 * Returns the longest row of codes that is this client's and that the code continues. A row that was begun
 * without a flow value is everybody's who gives the right PIN: the refusal of the first code gave one out.
 */
function ownFollower({ match, flow }: Evidence, proved: "pin" | "first-use"): Follower | null {
  const own = match.followers.filter(
    ({ asked }) =>
      (asked.flow === flow || asked.flow === null) &&
      asked.proved === proved &&
      asked.tries < triesMax,
  );
  return own.reduce<Follower | null>(
    (longest, each) =>
      longest === null || each.asked.codes > longest.asked.codes ? each : longest,
    null,
  );
}

/** Returns the step that passes, or null while more codes in a row are needed. */
function provenStep({ match, lane, policy }: Evidence, follower: Follower | null): TimeStep | null {
  const needed = codesNeeded(lane, policy);
  if (match.accepted !== null && needed === 1) return match.accepted;
  if (follower === null || follower.asked.codes + 1 < Math.max(2, needed)) return null;
  return follower.step;
}

/**
 * Refuses at a suspended key, or outside of a key's dates. What it would take otherwise is no failure: once the key
 * may be used, its holder must not stand behind their own attempts (law 10).
 */
function outOfServiceForNow(state: KeyState, evidence: Evidence): Judgement {
  return { ...refusal("out-of-service"), isFailure: !isRightOf(state, evidence) };
}

/** Returns whether a key that was in this state would take what was given. */
function isRightOf(before: KeyState, evidence: Evidence): boolean {
  const { record, passcode, match, pinRight, spare } = evidence;
  if (passcode.spare !== undefined) return spare !== null && pinRight;
  const isAlone = passcode.pin === null && needsNoSecret(before, record.firstUse);
  return showsCode(match) && (pinRight || isAlone);
}

/** Returns whether the digits alone are all that an attempt needs: at a first use without an activation code. */
export function needsNoSecret(state: KeyState, { activation }: FirstUse): boolean {
  return state.kind !== "in-service" && activation === null;
}

function showsCode({ accepted, asked, followers }: CodeMatch): boolean {
  return accepted !== null || asked.length > 0 || followers.length > 0;
}

function unfound(match: CodeMatch): Judgement {
  return refusal(match.spent ? "spent-code" : "wrong-code");
}

/**
 * A code far from the believed step may be met by chance, and tells nothing by itself; one that comes
 * next after another, or passes at once, is a key's.
 */
function wrongSecret(reason: RefusalReason, evidence: Evidence): Judgement {
  const { record, match } = evidence;
  const isTooMany = record.asked.length >= waitsMax;
  const showsKey = match.accepted !== null || match.followers.length > 0 || isTooMany;
  return { ...unfit(showsKey ? reason : "wrong-code", evidence), showsKey };
}

/** A code may be right, and what came with it is not what is wanted. */
function unfit(reason: RefusalReason, { lane, policy }: Evidence): Judgement {
  return { ...refusal(reason), isSpent: codesNeeded(lane, policy) === 1 };
}

function nextCode(follower: Follower | null, proved: "pin" | "first-use"): Judgement {
  return { ...refusal("next-code-wanted"), follower, proved, isFailure: false };
}

function passed(decision: Decision, follower: Follower | null): Judgement {
  const isSpent = true;
  return { decision, follower, proved: "nothing", showsKey: true, isFailure: false, isSpent };
}

function refusal(reason: RefusalReason): Judgement {
  return {
    decision: { kind: "refused", reason },
    follower: null,
    proved: "nothing",
    showsKey: false,
    isFailure: true,
    isSpent: true,
  };
}
