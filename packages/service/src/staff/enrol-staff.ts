import { type KeyRecord, nextEpoch, openFirstUse, openSeed } from "@jeton/core";
import { fileKey, formatOtpauth } from "@jeton/keyfiles";
import type { Ports } from "@jeton/validator/parts";
import { type Client, decideAndStore, flowHash, noClient } from "@jeton/validator/parts";
import type { StaffAccount } from "./account.ts";
import { inTheNameOf } from "./in-the-name-of.ts";
import { codeOf, decide } from "./log-in-staff.ts";
import { type PasswordProblem, passwordProblem } from "./password.ts";
import { awaitsEnrolment, loadStaffKey, passwordVerifier, staffActor } from "./staff-key.ts";

/** What an application on a phone is given. */
export type Enrolment = {
  /** The secret in Base32 (RFC 4648), in groups of four, to be typed. */
  readonly secret: string;
  /** The same as a URI, to be scanned. */
  readonly uri: string;
};

/** Returns what the one who enrols is shown; null when their account waits for nothing. */
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
  /** No code of the application: it was not scanned, or the phone's clock is wrong. */
  | { readonly kind: "code-wrong" }
  /** The account waits for nothing any more, or it came too late. */
  | { readonly kind: "refused" };

/**
 * Takes the password that they chose and the first code of their application. The password by which they
 * came so far, which another person knows, is over then.
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
  const pin = await passwordVerifier(ports, name, given.password);
  const passcode = { pin: given.password, code: codeOf(given.code) };
  type Kind = Exclude<EnrolAnswer["kind"], "password-unfit">;
  const done = await decideAndStore<Kind>(
    ports,
    () => loadStaffKey(ports, name),
    async (record) => {
      if (!awaitsEnrolment(record, ports.clock())) {
        return { decision: "refused", next: record, events: [] };
      }
      const actor = staffActor(name);
      const hoped: KeyRecord = {
        ...record,
        state: { kind: "in-service", pin },
        firstUse: openFirstUse,
        epoch: nextEpoch(record.epoch),
      };
      // This browser gave the first password: strangers who guess at it do not slow it.
      const decided = await decide(ports, hoped, passcode, { client }, flowHash(client));
      if (decided.decision.kind === "accepted") {
        const [event] = decided.events;
        const events = event ? [{ ...event, kind: "commissioned" as const }] : [];
        return inTheNameOf(actor, "enrolled", record, { ...decided, events });
      }
      // What failed is counted, and leaves the password as it was.
      const { state, firstUse, epoch } = record;
      const failed = { ...decided, next: { ...decided.next, state, firstUse, epoch } };
      return inTheNameOf(actor, "code-wrong", record, failed);
    },
  );
  return { kind: done?.decision ?? "refused" };
}
