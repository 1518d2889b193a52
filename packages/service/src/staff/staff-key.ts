import {
  type AuditEvent,
  actEvent,
  codeParameters,
  hasEndedBy,
  type KeyRecord,
  makePinVerifier,
  newKeyRecord,
  noFailures,
  type Outcome,
  outcome,
  type PinHashCost,
  type PinVerifier,
  type Policy,
  pinHashCostMax,
  pinSaltBytes,
  type StoredKey,
  sealNonceBytes,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { staffPrefix } from "@jeton/validator/parts";

// Each of the staff has a key of their own in the store, as holders have: the application on their phone
// shows its codes, their password is its PIN. So everything that is proved of keys holds for staff
// too: single use, burning, counting before the answer, growing delays, seals, and the chain of
// events, which is the journal of their log-ins and of what was done to their account.

/** What authenticator applications show. */
const applicationParameters = codeParameters({ algorithm: "SHA-1", digits: 6, periodSeconds: 30 });

/** How long a new account waits for its second factor. */
export const enrolmentMilliseconds: number = 72 * 60 * 60 * 1000;

export function staffSerial(name: string): string {
  return `${staffPrefix}${name}`;
}

/** Who acted, for the chains of events. */
export function staffActor(name: string): string {
  return `staff:${name}`;
}

/**
 * Returns the cost of a password's hash: sixteen times that of a PIN. A password is used elsewhere, too,
 * can be hard to guess, and is given seldom. What the policy says of PINs stays the measure.
 */
export function passwordHashCost({ pinHashCost }: Policy): PinHashCost {
  return { ...pinHashCost, logN: Math.min(pinHashCost.logN + 4, pinHashCostMax.logN) };
}

/**
 * Returns at which costs whatever is typed at the staff's door is hashed, and at which one a right password
 * is hashed anew. A name that nobody has is decided by a decoy, whose cost is that of a PIN. An account that
 * did not log in since the policy changed has a password of an earlier cost: every name is hashed at that, too.
 */
export function passwordCosts({ policy, inUse }: Pick<Ports, "policy" | "inUse">): {
  readonly costs: readonly PinHashCost[];
  readonly renewalCost: PinHashCost;
} {
  const renewalCost = passwordHashCost(policy);
  const earlier = inUse?.passwordHashCosts() ?? [];
  return { costs: [policy.pinHashCost, renewalCost, ...earlier], renewalCost };
}

/** Returns a password as it is stored. */
export async function passwordVerifier(
  ports: Ports,
  name: string,
  password: string,
): Promise<PinVerifier> {
  const salt = ports.random(pinSaltBytes);
  const cost = passwordHashCost(ports.policy);
  const digest = await ports.hashPin({ pin: password, salt, cost });
  const nonce = ports.random(sealNonceBytes);
  return makePinVerifier(ports.keyring, staffSerial(name), { salt, cost, digest, nonce });
}

/** Returns a record with a seed that nobody has seen, on which nothing but events can be done. */
export function restingStaffKey(ports: Ports, name: string): KeyRecord {
  return newKeyRecord(ports.keyring, {
    serial: staffSerial(name),
    seed: ports.random(20),
    parameters: applicationParameters,
    nonce: ports.random(sealNonceBytes),
  });
}

/**
 * Returns what makes a record wait for its second factor: a new seed and a temporary password. It
 * stands as the activation code, too, until the enrolment is done: that is what tells the two apart.
 */
export function awaitingEnrolment(
  ports: Ports,
  name: string,
  pin: PinVerifier,
): Pick<KeyRecord, "seed" | "state" | "firstUse" | "clock" | "provisional" | "failures" | "asked"> {
  const expiresAt = unixMilliseconds(ports.clock() + enrolmentMilliseconds);
  return {
    seed: restingStaffKey(ports, name).seed,
    state: { kind: "in-service", pin },
    firstUse: { expiresAt, activation: pin },
    clock: null,
    provisional: null,
    failures: noFailures,
    asked: [],
  };
}

/** Returns whether the enrolment was completed: the temporary password is gone then. */
export function isEnrolled({ firstUse }: KeyRecord): boolean {
  return firstUse.activation === null;
}

/** Returns whether the second factor can be enrolled now. */
export function awaitsEnrolment(record: KeyRecord, now: UnixMilliseconds): boolean {
  const { expiresAt } = record.firstUse;
  if (isEnrolled(record) || record.state.kind !== "in-service" || expiresAt === null) return false;
  return !hasEndedBy({ expiresAt, millisecondsMax: enrolmentMilliseconds }, now);
}

/** Returns the record of someone of the staff; null when there is none. */
export function loadStaffKey(
  { store }: Pick<Ports, "store">,
  name: string,
): Promise<StoredKey | null> {
  return store.load(staffSerial(name));
}

/** Returns what is done to a record of the staff, with its event. */
export function staffAct<D>(
  decision: D,
  ports: Ports,
  by: {
    readonly next: KeyRecord;
    readonly kind: AuditEvent["kind"];
    readonly actor: string;
  },
): Outcome<D> {
  return outcome(decision, by.next, actEvent(ports.clock(), by.kind, by.actor));
}
