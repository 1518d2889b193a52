import type { Floor } from "../base/floor.ts";
import type { Term } from "../base/term.ts";
import type { TimeStep, UnixMilliseconds } from "../base/units.ts";
import type { AskedNext } from "../clock/asked-next.ts";
import type { ClockBelief } from "../clock/clock-belief.ts";
import type { Provisional } from "../clock/clock-learning.ts";
import type { CounterBelief } from "../clock/counter-belief.ts";
import { isCounterBased, type KeyParameters, keyParameters } from "../codes/key-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import type { PinVerifier } from "../pin/pin-verifier.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type Sealed, seal, unseal } from "../seals/seal.ts";
import type { AnsweredAttempt } from "../trail/answered-attempt.ts";
import type { AuditHead } from "../trail/audit-chain.ts";
import { emptyAuditHead } from "../trail/audit-chain.ts";
import { type Failures, noFailures } from "./failures.ts";
import { type KeyOrigin, keyOrigin } from "./key-origin.ts";
import type { RecoveryCodes } from "./recovery-codes.ts";
import type { TemporaryCode } from "./temporary-code.ts";

/** A commissioning under way, known to the holder's browser by a token of which this is the hash. */
export type PendingCommissioning = {
  /** SHA-256 of the transaction's 16 random bytes, in hex. */
  readonly transaction: string;
  /** The step of the code with which it began. */
  readonly firstStep: TimeStep;
  /** Within it the PIN must be chosen and confirmed. */
  readonly term: Term;
};

/** Which of a holder's keys is meant: the one with which they log in, or the one that is on its way to replace it. */
export type KeyPlace = "present" | "incoming";

/** Where a key is in its life (docs/design/architecture.md). */
export type KeyState =
  | { readonly kind: "in-stock" }
  | { readonly kind: "assigned" }
  | ({ readonly kind: "choosing-pin" } & PendingCommissioning)
  | ({ readonly kind: "confirming-pin"; readonly pin: PinVerifier } & PendingCommissioning)
  | { readonly kind: "in-service"; readonly pin: PinVerifier }
  | { readonly kind: "suspended"; readonly before: KeyState }
  | { readonly kind: "lost" }
  | { readonly kind: "retired" };

export type KeyStateKind = KeyState["kind"];

/** What the first use of an assigned key needs. */
export type FirstUse = {
  /** From then on the first use is refused until the help desk acts; null is never. */
  readonly expiresAt: UnixMilliseconds | null;
  /** When set, the holder gives the activation code directly followed by the digits. */
  readonly activation: PinVerifier | null;
};

/** First use by whoever holds the key, without an end. */
export const openFirstUse: FirstUse = { expiresAt: null, activation: null };

/** A challenge that was answered: it is never answered again. */
export type UsedChallenge = {
  /** 32 hex digits. */
  readonly id: string;
  /** When it was asked. */
  readonly at: UnixMilliseconds;
  /** Answered by a known device: what strangers answer does not push it out of the record. */
  readonly known?: true;
};

/** The version of the stored record. */
export const recordVersion = 2;

/** Everything that is known of one key. Plain data, never changed in place. */
export type KeyRecord = {
  readonly version: typeof recordVersion;
  readonly serial: string;
  readonly parameters: KeyParameters;
  readonly seed: Sealed;
  /** What its maker's file says of it; absent where it says nothing. */
  readonly origin?: KeyOrigin;
  /** The holder's identifier, as `holderIdentifier` gives it. */
  readonly holder: string | null;
  /**
   * Whether the key is on its way to a holder who goes on with another one: it becomes their present key with its
   * first accepted PASSCODE. Never true without a holder or of a key in service.
   */
  readonly isIncoming: boolean;
  readonly state: KeyState;
  readonly firstUse: FirstUse;
  /** A code that stands in for the key's own for a while; null for none. */
  readonly temporaryCode: TemporaryCode | null;
  /** The codes that its holder printed for days without the key; null for none. */
  readonly recoveryCodes: RecoveryCodes | null;
  /** What is known of the key's clock; null before its first code, and for a counter key. */
  readonly clock: ClockBelief | null;
  /** What is known of a counter key's counter; null for a time key. */
  readonly counter: CounterBelief | null;
  /** Set while `clock` rests on codes that contradicted what was known before. */
  readonly provisional: Provisional | null;
  /** The greatest step ever spent: it and all before it are never accepted again. A counter key's step is its counter. */
  readonly lastStep: TimeStep | null;
  /** Failed attempts since the last log-in or help-desk act. */
  readonly failures: Failures;
  /** Codes after which the next one is awaited, the oldest first. */
  readonly asked: readonly AskedNext[];
  /** Attempts with an id that were answered a moment ago (law 11), log-ins first, each the oldest first. */
  readonly answered: readonly AnsweredAttempt[];
  /** Challenges that were answered a moment ago, rightly or not, the oldest first; absent for none. */
  readonly challenges?: readonly UsedChallenge[];
  /** Raised by sign-out, by a change of PIN and by each help-desk act: sessions of another one are over. */
  readonly epoch: number;
  readonly audit: AuditHead;
  /**
   * `sealRecord`'s MAC over all other fields and the revision; "" for a record that was not stored
   * yet. Acts leave the former one in place: storing replaces it.
   */
  readonly mac: string;
  /**
   * The floor of the store as it was when the record was loaded; absent when there is none. It is not
   * part of what is stored or sealed: it travels with the record so that every decision obeys it and the
   * store can tell under which one a change was decided.
   */
  readonly floor?: Floor;
};

/** Characters of a serial number: printable ASCII without blanks, 1 to 64. */
export const serialForm: RegExp = /^[\x21-\x7e]{1,64}$/;

/**
 * Returns a new key in stock. `nonce` must be 24 fresh random bytes; the caller may overwrite
 * `seed` afterwards. `counter`: what is known of a counter key's counter. It has no default: a key that was
 * used elsewhere would show used codes again behind a counter 0 that was guessed.
 * Throws RangeError for a serial that is not 1 to 64 printable ASCII characters, for parameters that
 * `keyParameters` refuses, for an origin that `keyOrigin` refuses, for a counter of a time key and for a counter key without one, OtpError
 * SEED_UNUSABLE for a seed of no bytes.
 */
export function newKeyRecord(
  keyring: Keyring,
  key: {
    readonly serial: string;
    readonly seed: Uint8Array;
    readonly parameters: KeyParameters;
    readonly nonce: Uint8Array;
    readonly counter?: CounterBelief | null;
    readonly origin?: Partial<KeyOrigin>;
  },
): KeyRecord {
  if (!serialForm.test(key.serial)) {
    throw new RangeError(
      `Cannot use "${key.serial}" as a serial number: expected 1 to 64 printable ASCII characters, no blanks`,
    );
  }
  prepareSeed(key.seed, key.parameters.algorithm).destroy();
  const isCounter = isCounterBased(key.parameters);
  if (key.counter && !isCounter) {
    throw new RangeError("Cannot make a time key with a counter: name its moving factor");
  }
  if (isCounter && !key.counter) {
    throw new RangeError("Cannot make a counter key: nothing says its counter");
  }
  const origin = keyOrigin(key.origin ?? {});
  return {
    version: recordVersion,
    serial: key.serial,
    parameters: keyParameters(key.parameters),
    seed: seal(
      keyring,
      { purpose: "seed", serial: key.serial },
      { plain: key.seed, nonce: key.nonce },
    ),
    ...(origin !== undefined && { origin }),
    holder: null,
    isIncoming: false,
    state: { kind: "in-stock" },
    firstUse: openFirstUse,
    temporaryCode: null,
    recoveryCodes: null,
    clock: null,
    counter: key.counter ?? null,
    provisional: null,
    lastStep: null,
    failures: noFailures,
    asked: [],
    answered: [],
    epoch: 0,
    audit: emptyAuditHead,
    mac: "",
  };
}

/**
 * Returns the key's seed: for who makes a key known to what shows its codes, and nobody else. The
 * caller overwrites it. Throws OtpError SEAL_KEY_UNKNOWN or SEAL_BROKEN.
 */
export function openSeed(keyring: Keyring, record: KeyRecord): Uint8Array {
  return unseal(keyring, { purpose: "seed", serial: record.serial }, record.seed).plain;
}

/** Throws OtpError SEAL_KEY_UNKNOWN or SEAL_BROKEN when the keyring does not open the key's seed. */
export function requireSeals(keyring: Keyring, record: KeyRecord): void {
  openSeed(keyring, record).fill(0);
}
