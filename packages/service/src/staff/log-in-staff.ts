import {
  type AttemptOutcome,
  actEvent,
  authenticate,
  type KeyRecord,
  noFailures,
  outcome,
  pinQuestion,
  timeStep,
  type UnixMilliseconds,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import {
  type Client,
  decoySerialFor,
  deviceToken,
  type Judge,
  lineOf,
  noClient,
  type Presenter,
  present,
} from "@jeton/validator/parts";
import { loadAccount, type StaffAccount, staffName } from "./account.ts";
import { inTheNameOf, refusedAs } from "./in-the-name-of.ts";
import { logInStaffByKey } from "./log-in-staff-by-key.ts";
import type { StaffAnswer } from "./staff-answer.ts";
import {
  awaitsEnrolment,
  isEnrolled,
  passwordCosts,
  staffActor,
  staffSerial,
} from "./staff-key.ts";

/** What was typed at the log-in. For an account with a key, `code` is its PASSCODE. */
export type StaffAttempt = {
  readonly name: string;
  readonly password: string;
  readonly code: string;
};

const refused: StaffAnswer = { kind: "refused" };

/**
 * Decides an attempt of the staff, counted before it is answered. A name that nobody has is decided on a
 * decoy. With whatever an account logs in, a refusal loads one account and one key, and writes once (law 6).
 */
export async function logInStaff(
  ports: Ports,
  given: StaffAttempt,
  client: Client = noClient,
): Promise<StaffAnswer> {
  const name = staffName(given.name) ?? "";
  const line = lineOf(`staff ${given.name}`);
  const account = name === "" ? null : await loadAccount(ports, name);
  if (account?.factor.kind === "key") {
    const who = { account, holder: account.factor.holder, line };
    return logInStaffByKey(ports, who, given.code, client);
  }
  const passcode = { pin: given.password, code: codeOf(given.code) };
  const how = { client, line, judge: judgeOf(account), ...passwordCosts(ports) };
  const presented = await present(ports, passcode, accountOf(ports, given.name, account), how);
  if (account === null || presented === null) return refused;
  const { decision, record } = presented;
  const by = { epoch: record.epoch, key: null };
  switch (decision.kind) {
    case "refused":
    // No code stands in for one of the staff.
    case "accepted-without-key":
      return refused;
    case "choose-pin":
      return { kind: "enrol", account, by };
    case "accepted":
      return { kind: "accepted", account, by, device: deviceToken(ports, client, presented) };
    default:
      return decision satisfies never;
  }
}

/** Returns whose password is presented: a decoy's for a name that nobody has. */
function accountOf({ store }: Ports, given: string, account: StaffAccount | null): Presenter {
  const serial = account === null ? decoySerialFor(given) : staffSerial(account.name);
  // No holder is called "": this is the question that finds a holder's key, and it finds `serial`.
  return { subject: `staff ${given}`, load: () => store.loadForHolder("", serial) };
}

/** Returns the six digits that were typed, or "" for anything else: it matches nothing, and is counted. */
export function codeOf(text: string): string {
  const code = text.replace(/\s/gu, "");
  return /^\d{6}$/u.test(code) ? code : "";
}

/** Returns how the attempt on an account is decided; a decoy refuses each. */
function judgeOf(account: StaffAccount | null): Judge {
  return {
    question: pinQuestion,
    decide(record, attempt, context) {
      const decided = authenticate(record, attempt, context);
      return account === null ? decided : outcomeFor(account, record, decided, context.now);
    },
  };
}

/**
 * Returns the outcome in the name of the one who attempted. The right first password is to an account what the
 * first code is to a key: it opens the enrolment and nothing else.
 */
function outcomeFor(
  { name }: StaffAccount,
  record: KeyRecord,
  decided: AttemptOutcome,
  now: UnixMilliseconds,
): AttemptOutcome {
  const actor = staffActor(name);
  const [event] = decided.events;
  const isBlocked = event?.reason === "blocked" || event?.reason === "out-of-service";
  const isRight = event?.diagnosis?.pin === "right" && !isBlocked;
  const { expiresAt } = record.firstUse;
  if (expiresAt !== null && awaitsEnrolment(record, now) && isRight) {
    const next = { ...record, failures: noFailures, asked: [] };
    // No code was asked for and none is spent, so the decision names no real step.
    const opened = { kind: "choose-pin", step: timeStep(0), expiresAt } as const;
    return {
      ...outcome(opened, next, actEvent(now, "first-code", actor)),
      clockShift: null,
    };
  }
  // A wrong first password is a guess like any other, and locks nobody out (law 10): before the enrolment
  // there is no code that could tell its owner from a stranger. `newFirstPassword` makes it of 100 random
  // bits, so that guessing is hopeless: 30 guesses a second for all of its 72 hours are 2^23.
  const isTooLate = decided.decision.kind === "accepted" && !isEnrolled(record);
  return inTheNameOf(actor, record, isTooLate ? refusedAs("first-use-expired", decided) : decided);
}
