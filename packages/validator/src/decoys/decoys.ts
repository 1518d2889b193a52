import {
  actEvent,
  codeParameters,
  isSameCost,
  type KeyRecord,
  type Keyring,
  makePinVerifier,
  newKeyRecord,
  outcome,
  type PinVerifier,
  pinHashCosts,
  pinSaltBytes,
  RecordDamagedError,
  type StoredKey,
  sealNonceBytes,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { staffPrefix } from "../ports/staff-prefix.ts";

/** Keys that nobody holds. */
const decoyCount = 16;
const decoyPrefix = "decoy-";
/** The last one stands in for damaged keys only, so that nobody else changes it. */
const decoysForNobody = decoyCount - 1;

/** Returns whether the serial is one of the service's own keys, which nobody carries: lists leave them out. */
export function isServiceKey(serial: string): boolean {
  return serial.startsWith(decoyPrefix) || serial.startsWith(staffPrefix);
}

/**
 * Returns whether the key stands in for unknown identifiers. Nobody needs what it remembers of their attempts,
 * so two of them at once need not wait for each other: a wait would tell them from known identifiers (law 6).
 * A key that somebody holds never stands in, whatever its serial number is.
 */
export function isStandIn({ serial, holder }: Pick<KeyRecord, "serial" | "holder">): boolean {
  return holder === null && serial.startsWith(decoyPrefix);
}

/**
 * Returns the decoy that stands in for an unknown identifier: an ordinary key in service whose
 * seed nobody has, so that the attempt costs the same work, a write included (law 6 and 7).
 */
export function decoySerialFor(identifier: string): string {
  let sum = 0;
  for (const character of identifier) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return `${decoyPrefix}${sum % decoysForNobody}`;
}

/** The decoys in the order in which they stand in for damaged keys. */
export const damagedStandIns: readonly string[] = Array.from(
  { length: decoyCount },
  (_, index) => `${decoyPrefix}${decoyCount - 1 - index}`,
);

/**
 * Makes the decoys that are missing, and gives the others a PIN of the policy's cost: nobody logs in with a
 * decoy, so nothing else would renew it. Several processes may do so at once.
 */
export async function ensureDecoys(ports: Ports): Promise<void> {
  for (let index = 0; index < decoyCount; index += 1) {
    const serial = `${decoyPrefix}${index}`;
    const there = await loadDecoy(ports, serial);
    if (there !== null) {
      await renewDecoy(ports, there);
      continue;
    }
    const created = actEvent(ports.clock(), "created", "system");
    const first = outcome({}, decoy(ports, ports.keyring, serial), created);
    await ports.store.insert(first.next, first.events);
  }
}

/** Returns "damaged" for a decoy whose record was edited: it is left alone, since another one stands in. */
async function loadDecoy({ store }: Ports, serial: string): Promise<StoredKey | "damaged" | null> {
  try {
    return await store.load(serial);
  } catch (error) {
    if (error instanceof RecordDamagedError) return "damaged";
    throw error;
  }
}

async function renewDecoy(ports: Ports, there: StoredKey | "damaged"): Promise<void> {
  if (there === "damaged") return;
  const { record, revision } = there;
  const wanted = ports.policy.pinHashCost;
  const isCurrent = pinHashCosts(record).every((cost) => isSameCost(cost, wanted));
  if (isCurrent || !isStandIn(record)) return;
  const pin = decoyPin(ports, ports.keyring, record.serial);
  const event = actEvent(ports.clock(), "resealed", "system");
  const renewed = outcome({}, { ...record, state: { kind: "in-service", pin } }, event);
  // A lost race needs no retry: another process renewed the decoy, or the next start does.
  await ports.store.replace(record.serial, revision, renewed.next, renewed.events);
}

/** Nothing is ever compared with this digest in earnest: random bytes serve. */
function decoyPin(ports: Ports, keyring: Keyring, serial: string): PinVerifier {
  return makePinVerifier(keyring, serial, {
    salt: ports.random(pinSaltBytes),
    cost: ports.policy.pinHashCost,
    digest: ports.random(32),
    nonce: ports.random(sealNonceBytes),
  });
}

function decoy(ports: Ports, keyring: Keyring, serial: string): KeyRecord {
  const pin = decoyPin(ports, keyring, serial);
  const record = newKeyRecord(keyring, {
    serial,
    seed: ports.random(20),
    parameters: codeParameters(),
    nonce: ports.random(sealNonceBytes),
  });
  return { ...record, state: { kind: "in-service", pin } };
}
