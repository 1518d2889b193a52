import {
  actOnKey,
  authenticate,
  type ChainedEvent,
  type Context,
  choosePin,
  createKeyring,
  type Decision,
  type Diagnosis,
  defaultPolicy,
  firstCounter,
  hashPin,
  isCounterBased,
  type KeyParameters,
  type KeyRecord,
  type Keyring,
  masterKeyBytes,
  newKeyRecord,
  type PinQuestion,
  type Policy,
  parsePasscode,
  pinQuestion,
  pinSaltBytes,
  type Sight,
  sealNonceBytes,
  sightOf,
  transactionHash,
  transactionIdBytes,
  type UnixMilliseconds,
} from "@jeton/core";

/** What became of an attempt: the decision, and what only staff would be told. */
export type Answer = { readonly decision: Decision; readonly diagnosis: Diagnosis | null };

/** What a validator is given to know a key. */
export type KnownKey = {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly parameters: KeyParameters;
  readonly now: UnixMilliseconds;
  /** Returns so many fresh random bytes. */
  readonly random: (bytes: number) => Uint8Array;
};

/**
 * A validator of one key, in memory. Every decision is the core's, by the default policy: this is the shell
 * that loads the record, decides, stores and answers. Nothing is stored beyond the page.
 */
export class InPageValidator {
  readonly policy: Policy = defaultPolicy;
  readonly #keyring: Keyring;
  readonly #random: KnownKey["random"];
  readonly #digests = new Map<string, Uint8Array>();
  #record: KeyRecord;

  /** Knows the key, and that it was assigned to somebody. */
  constructor({ serial, seed, parameters, now, random }: KnownKey) {
    this.#random = random;
    this.#keyring = createKeyring([random(masterKeyBytes)]);
    const counter = isCounterBased(parameters) ? firstCounter(0, now) : null;
    const nonce = random(sealNonceBytes);
    const record = newKeyRecord(this.#keyring, { serial, seed, parameters, nonce, counter });
    const act = { kind: "assign", holder: "reader" } as const;
    this.#record = actOnKey(record, act, { actor: "desk", now }).next;
  }

  /** Returns what an attempt at `now` would be held against: belief, windows, what is spent. */
  sight(now: UnixMilliseconds): Sight {
    return sightOf(this.#record, now, this.policy);
  }

  /** Decides an attempt with the text of a PASSCODE, and remembers what follows. */
  attempt(text: string, now: UnixMilliseconds): Answer {
    return this.#attempt(text, now, this.#random(transactionIdBytes));
  }

  /**
   * Puts the key in service: `first` is its first code, `second` gives a later code and when it comes. Returns
   * the answers to both.
   */
  commission(
    pin: string,
    first: { readonly code: string; readonly now: UnixMilliseconds },
    second: () => { readonly code: string; readonly now: UnixMilliseconds },
  ): readonly [Answer, Answer] {
    const transactionId = this.#random(transactionIdBytes);
    const begun = this.#attempt(first.code, first.now, transactionId);
    const salt = this.#random(pinSaltBytes);
    const digest = this.#digestOf({ pin, salt, cost: this.policy.pinHashCost });
    const choice = { transactionId, salt, digest, nonce: this.#random(sealNonceBytes) };
    this.#record = choosePin(this.#record, choice, this.#context(first.now)).next;
    const later = second();
    return [begun, this.attempt(pin + later.code, later.now)];
  }

  #attempt(text: string, now: UnixMilliseconds, transactionId: Uint8Array): Answer {
    const passcode = parsePasscode(text, this.#record.parameters.digits);
    if (!passcode.ok) {
      return { decision: { kind: "refused", reason: "malformed" }, diagnosis: null };
    }
    const context = this.#context(now);
    const pinDigest = this.#digestOf(pinQuestion(this.#record, passcode, context));
    const transaction = transactionHash(transactionId);
    const attempt = { passcode, pinDigest, transaction };
    const { decision, next, events } = authenticate(this.#record, attempt, context);
    this.#record = next;
    return { decision, diagnosis: diagnosisOf(events) };
  }

  #context(now: UnixMilliseconds): Context {
    return { now, policy: this.policy, keyring: this.#keyring, clockTrusted: true };
  }

  /** A PIN is hashed once: at speed it comes again and again. */
  #digestOf(question: PinQuestion): Uint8Array {
    const name = JSON.stringify([question.pin, [...question.salt]]);
    const known = this.#digests.get(name) ?? hashPin(question);
    if (this.#digests.size >= digestsMax) this.#digests.clear();
    this.#digests.set(name, known);
    return known;
  }
}

const digestsMax = 32;

function diagnosisOf(events: readonly ChainedEvent[]): Diagnosis | null {
  return events[0]?.diagnosis ?? null;
}
