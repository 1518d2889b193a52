import {
  type AttemptOutcome,
  authenticate,
  countWrongPin,
  type KeyRecord,
  laneOf,
  noFailures,
  type Outcome,
  outcome,
  type Passcode,
  pinQuestion,
  pinSaltBytes,
  withLane,
} from "@jeton/core";
import { contextOf } from "../login/context.ts";
import { decideAndStore } from "../login/decide-and-store.ts";
import { decoySerialFor, isStandIn } from "../login/decoys.ts";
import { logIn } from "../login/log-in.ts";
import { pinDigests } from "../login/pin-digests.ts";
import type { Ports } from "../login/ports.ts";
import { lineOf } from "../login/present.ts";
import type { Login } from "../login/sign-out.ts";
import { loadAccount, type StaffAccount, staffName } from "./account.ts";
import {
  awaitsEnrolment,
  isEnrolled,
  loadStaffKey,
  passwordHashCost,
  staffAct,
  staffActor,
  staffSerial,
} from "./staff-key.ts";

/** What someone gives who wants in: for an account with a key, its PASSCODE stands for the code. */
export type StaffAttempt = {
  readonly name: string;
  readonly password: string;
  readonly code: string;
};

/** What a session of theirs is good for as long as it holds. */
export type StaffLogin = {
  /** The epoch of the account's own record: each act on the account raises it. */
  readonly epoch: number;
  /** The holder's key by which they came in, where the account goes by one. */
  readonly key: Login | null;
};

/** Every refusal is the same one, whatever its cause. */
export type StaffAnswer =
  | { readonly kind: "accepted"; readonly account: StaffAccount; readonly by: StaffLogin }
  /** The password is right and there is no second factor yet: he may enrol one, and nothing else. */
  | { readonly kind: "enrol"; readonly account: StaffAccount; readonly by: StaffLogin }
  | { readonly kind: "refused" };

const refused: StaffAnswer = { kind: "refused" };

/**
 * Decides the attempt of someone of the staff, counted before it is answered. A name that nobody
 * has is decided against a decoy: the same work, a write included.
 */
export async function logInStaff(ports: Ports, given: StaffAttempt): Promise<StaffAnswer> {
  const name = staffName(given.name) ?? "";
  const account = name === "" ? null : await loadAccount(ports, name);
  if (account?.factor.kind === "key") return byKey(ports, account, account.factor.holder, given);
  const serial = account === null ? decoySerialFor(given.name) : staffSerial(name);
  const done = await decideAndStore<StaffAnswer["kind"]>(
    ports,
    () => ports.store.load(serial),
    async (record) => {
      const passcode = { pin: given.password, code: codeOf(given.code) };
      const decided = await decide(ports, record, passcode, lineOf("staff", given.name));
      return account === null
        ? { ...decided, decision: "refused" }
        : signed(ports, account, record, decided);
    },
    isStandIn,
  );
  if (account === null || done === null || done.decision === "refused") return refused;
  return { kind: done.decision, account, by: { epoch: done.record.epoch, key: null } };
}

/** Answers the decision on a password and a code, both of them there or not. */
export async function decide(
  ports: Ports,
  record: KeyRecord,
  passcode: Passcode,
  line?: string,
): Promise<AttemptOutcome> {
  const context = contextOf(ports);
  const { pinHashCost } = ports.policy;
  // A name that nobody has is decided by a decoy, whose cost is that of a PIN.
  const pinDigest = await pinDigests(ports, [pinHashCost, passwordHashCost(ports.policy)]).hash(
    pinQuestion(record, passcode, context),
    line,
  );
  return authenticate(record, { passcode, pinDigest, transaction: "" }, context);
}

/** Answers the six digits of what was typed; what is no code matches nothing, and is counted. */
export function codeOf(text: string): string {
  const code = text.replace(/\s/gu, "");
  return /^\d{6}$/u.test(code) ? code : "";
}

/** Answers the outcome in the name of the one who attempted, or his way to the enrolment. */
function signed(
  ports: Ports,
  { name }: StaffAccount,
  record: KeyRecord,
  decided: AttemptOutcome,
): Outcome<StaffAnswer["kind"]> {
  const actor = staffActor(name);
  const [event] = decided.events;
  const isBlocked = event?.reason === "blocked" || event?.reason === "out-of-service";
  const isAwaited = awaitsEnrolment(record, ports.clock());
  if (isAwaited && event?.diagnosis?.pin === "right" && !isBlocked) {
    const next = { ...record, failures: noFailures, asked: [] };
    return staffAct("enrol", ports, { next, kind: "first-code", actor });
  }
  const decision =
    decided.decision.kind === "accepted" && isEnrolled(record) ? "accepted" : "refused";
  const isGuess = !isEnrolled(record) && event?.diagnosis?.pin !== "right" && !isBlocked;
  const next = isGuess ? withWrongPassword(ports, decided.next) : decided.next;
  return inTheNameOf(actor, decision, record, { ...decided, next });
}

/**
 * Before the enrolment there is no code that could tell a guess from the right one: the password stands
 * alone, and a wrong one counts as a wrong PIN does, with its delays and locks.
 */
function withWrongPassword({ clock, policy }: Ports, record: KeyRecord): KeyRecord {
  const { failures } = record;
  const counted = countWrongPin(laneOf(failures, null), 0, clock(), policy);
  return { ...record, failures: withLane(failures, null, counted) };
}

/** Answers the outcome with another actor in its event: the core knows of holders only. */
export function inTheNameOf<D>(
  actor: string,
  decision: D,
  before: KeyRecord,
  { next, events }: AttemptOutcome,
): Outcome<D> {
  const [event] = events;
  if (event === undefined) return { decision, next, events };
  return outcome(decision, { ...next, audit: before.audit }, { ...event, actor });
}

/** The holder's own key decides; the log-in itself is noted in the chain of the account. */
async function byKey(
  ports: Ports,
  account: StaffAccount,
  holder: string,
  given: StaffAttempt,
): Promise<StaffAnswer> {
  // Their password is none, and costs what that of any other name does.
  const password = { pin: given.password, salt: ports.random(pinSaltBytes) };
  const cost = passwordHashCost(ports.policy);
  await ports.hashPin({ ...password, cost }, lineOf("staff", given.name));
  const answer = await logIn(ports, { identifier: holder, passcode: given.code });
  const isRight = answer.kind === "accepted";
  const done = await decideAndStore<StaffAnswer["kind"]>(
    ports,
    () => loadStaffKey(ports, account.name),
    async (record) => {
      const isDisabled = record.state.kind === "suspended";
      const decision = isRight && !isDisabled ? "accepted" : "refused";
      const actor = staffActor(account.name);
      return staffAct(decision, ports, { next: record, kind: decision, actor });
    },
  );
  if (done?.decision !== "accepted" || answer.kind !== "accepted") return refused;
  const key = { holder: answer.holder, serial: answer.serial, epoch: answer.epoch };
  return { kind: "accepted", account, by: { epoch: done.record.epoch, key } };
}
