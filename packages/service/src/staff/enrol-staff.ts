import {
  type AttemptOutcome,
  authenticate,
  type KeyRecord,
  nextEpoch,
  openFirstUse,
  openSeed,
  type PinVerifier,
  pinQuestion,
} from "@jeton/core";
import { fileKey, formatOtpauth } from "@jeton/keyfiles";
import type { Ports } from "@jeton/validator/parts";
import { type Client, flowHash, type Judge, noClient, present } from "@jeton/validator/parts";
import type { StaffAccount } from "./account.ts";
import { inTheNameOf } from "./in-the-name-of.ts";
import { codeOf } from "./log-in-staff.ts";
import { type PasswordProblem, passwordProblem } from "./password.ts";
import {
  awaitsEnrolment,
  loadStaffKey,
  passwordCosts,
  passwordVerifier,
  staffActor,
} from "./staff-key.ts";

/** What an application on a phone is given. */
export type Enrolment = {
  /** The secret in Base32 (RFC 4648), in groups of four, to be typed. */
  readonly secret: string;
  /** The same as a URI, to be scanned. */
  readonly uri: string;
};

/** Returns the secret to be shown; null if the account does not wait for an enrolment. */
export async function enrolmentOf(ports: Ports, account: StaffAccount): Promise<Enrolment | null> {
  const stored = await loadStaffKey(ports, account.name);
  if (stored === null || !awaitsEnrolment(stored.record, ports.clock())) return null;
  const seed = openSeed(ports.keyring, stored.record);
  const { parameters, serial } = stored.record;
  const uri = formatOtpauth(
    fileKey({ serial, seed, parameters, holder: account.name, issuer: "Jeton" }),
  );
  seed.fill(0);
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  return { secret: secret.replace(/.{4}(?=.)/gu, "$& "), uri };
}

export type EnrolAnswer =
  | { readonly kind: "enrolled" }
  | { readonly kind: "password-unfit"; readonly problem: PasswordProblem | "different" }
  /** The code is none of the application: the secret was not scanned, or the phone's clock is wrong. */
  | { readonly kind: "code-wrong" }
  /** The account does not wait for an enrolment, or no longer. */
  | { readonly kind: "refused" };

/**
 * Takes the password that they chose and the first code of their application. The temporary password, which
 * the administrator knows, stops working.
 */
export async function enrolStaff(
  ports: Ports,
  { name }: StaffAccount,
  given: { readonly password: string; readonly passwordAgain: string; readonly code: string },
  client: Client = noClient,
): Promise<EnrolAnswer> {
  if (given.password !== given.passwordAgain) {
    return { kind: "password-unfit", problem: "different" };
  }
  const problem = passwordProblem(given.password, name);
  if (problem !== null) return { kind: "password-unfit", problem };
  const judge = enrolmentJudge(name, await passwordVerifier(ports, name, given.password));
  const passcode = { pin: given.password, code: codeOf(given.code) };
  const presenter = { subject: `enrolment ${name}`, load: () => loadStaffKey(ports, name) };
  // This browser gave the first password: strangers who guess at it do not slow it.
  const device = flowHash(client);
  const how = { client, judge, device, ...passwordCosts(ports) };
  const decision = (await present(ports, passcode, presenter, how))?.decision;
  if (decision?.kind === "accepted") return { kind: "enrolled" };
  if (decision?.kind !== "refused" || decision.reason === "out-of-service") {
    return { kind: "refused" };
  }
  return { kind: "code-wrong" };
}

/** Returns how a first code is decided: on the record as it is once the chosen password is in force. */
function enrolmentJudge(name: string, pin: PinVerifier): Judge {
  const actor = staffActor(name);
  const hopedFor = (record: KeyRecord): KeyRecord => ({
    ...record,
    state: { kind: "in-service", pin },
    firstUse: openFirstUse,
    epoch: nextEpoch(record.epoch),
  });
  return {
    question: (record, ...more) => pinQuestion(hopedFor(record), ...more),
    decide(record, attempt, context) {
      if (!awaitsEnrolment(record, context.now)) return outOfService(record);
      const decided = authenticate(hopedFor(record), attempt, context);
      if (decided.decision.kind === "accepted") {
        const decision = { ...decided.decision, commissioned: true };
        const events = decided.events.map((event) => ({ ...event, kind: "commissioned" as const }));
        return inTheNameOf(actor, record, { ...decided, decision, events });
      }
      // A failure is counted, and leaves the password as it was.
      const { state, firstUse, epoch } = record;
      const next = { ...decided.next, state, firstUse, epoch };
      return inTheNameOf(actor, record, { ...decided, next });
    },
  };
}

function outOfService(record: KeyRecord): AttemptOutcome {
  const decision = { kind: "refused", reason: "out-of-service" } as const;
  return { decision, next: record, events: [], clockShift: null };
}
