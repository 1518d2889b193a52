import {
  type AttemptOutcome,
  authenticate,
  type KeyRecord,
  noFailures,
  type Outcome,
  type Passcode,
  pinQuestion,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import {
  type Client,
  contextOf,
  decideAndStore,
  decoySerialFor,
  deviceFor,
  deviceToken,
  flowHash,
  isStandIn,
  lineOf,
  noClient,
  pinDigests,
} from "@jeton/validator/parts";
import { loadAccount, type StaffAccount, staffName } from "./account.ts";
import { inTheNameOf } from "./in-the-name-of.ts";
import { logInStaffByKey } from "./log-in-staff-by-key.ts";
import type { StaffAnswer } from "./staff-answer.ts";
import {
  awaitsEnrolment,
  isEnrolled,
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

const refused: StaffAnswer = { kind: "refused" };

/**
 * Decides the attempt of someone of the staff, counted before it is answered. A name that nobody
 * has is decided against a decoy. Whatever the account goes by, a refusal asks the store for one account
 * and one key, and writes once (law 6).
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
  const serial = account === null ? decoySerialFor(given.name) : staffSerial(name);
  const done = await decideAndStore<StaffAnswer["kind"]>(
    ports,
    // No holder is called "": this is the question that finds a holder's key, and it finds `serial`.
    () => ports.store.loadForHolder("", serial),
    async (record) => {
      const passcode = { pin: given.password, code: codeOf(given.code) };
      const decided = await decide(ports, record, passcode, { client, line });
      return account === null
        ? { ...decided, decision: "refused" }
        : signed(ports, account, record, decided);
    },
    isStandIn,
  );
  if (account === null || done === null || done.decision === "refused") return refused;
  const by = { epoch: done.record.epoch, key: null };
  if (done.decision === "enrol") return { kind: "enrol", account, by };
  const { record } = done;
  const device = deviceToken(ports, client, { record, draw: ports.random });
  return { kind: "accepted", account, by, device };
}

/**
 * Returns the decision on a password and a code, both of them there or not. `device`: whose failures are
 * counted.
 */
export async function decide(
  ports: Ports,
  record: KeyRecord,
  passcode: Passcode,
  { client, line }: { readonly client: Client; readonly line?: string },
  device: string | null = deviceFor(ports, client, record)?.id ?? null,
): Promise<AttemptOutcome> {
  const context = contextOf(ports);
  const { pinHashCost } = ports.policy;
  // A name that nobody has is decided by a decoy, whose cost is that of a PIN.
  const pinDigest = await pinDigests(ports, [pinHashCost, passwordHashCost(ports.policy)]).hash(
    pinQuestion(record, passcode, context),
    line,
  );
  const attempt = { passcode, pinDigest, transaction: "", device, flow: flowHash(client) };
  return authenticate(record, attempt, context);
}

/** Returns the six digits of what was typed; what is no code matches nothing, and is counted. */
export function codeOf(text: string): string {
  const code = text.replace(/\s/gu, "");
  return /^\d{6}$/u.test(code) ? code : "";
}

/** Returns the outcome in the name of the one who attempted, or their way to the enrolment. */
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
  // A wrong first password is a guess like any other, and locks nobody out (law 10): before the enrolment
  // there is no code that could tell its owner from a stranger. `newFirstPassword` makes it of 100 random
  // bits, so that guessing is hopeless: 30 guesses a second for all of its 72 hours are 2^23.
  return inTheNameOf(actor, decision, record, decided);
}
