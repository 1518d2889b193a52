import {
  type ChainedEvent,
  type CodeParameters,
  type CounterParameters,
  codeParameters,
  counterParameters,
  holderIdentifier,
  type KeyParameters,
  type KeyRecord,
  keyParameters,
} from "@jeton/core";
import {
  answerChallenge,
  type ChallengeIssued,
  issueChallenge,
} from "./attempt/answer-challenge.ts";
import type {
  LoginAnswer,
  NextCodeHint,
  PinAnswer,
  PinChangeAnswer,
  PinChangeBegun,
  PinRenewed,
  TransactionAnswer,
} from "./attempt/answers.ts";
import {
  confirmNewPin,
  pinChangeStatus,
  startPinChange,
  submitNewPin,
} from "./attempt/change-pin.ts";
import { submitPin, transactionStatus } from "./attempt/choose-pin.ts";
import { type Client, noClient } from "./attempt/client.ts";
import { isLoggedIn } from "./attempt/is-logged-in.ts";
import { type Claim, confirmPasscode, logIn } from "./attempt/log-in.ts";
import { endLogin, type Login } from "./attempt/sign-out.ts";
import { surveyKeys } from "./decoys/survey-keys.ts";
import { type ActOutcome, actOnStoredKey, type KeyAct } from "./keys/act-on-key.ts";
import { addKey, allKeys, findKeyOf, loadKey } from "./keys/stored-keys.ts";
import type { Ports } from "./ports/ports.ts";

/** A key as it comes from its maker. */
export type KeyGiven = {
  /** 1 to 64 printable characters, as on the key's back. */
  readonly serial: string;
  /** The shared secret: 16 to 64 bytes. It is sealed, never kept as it is. */
  readonly seed: Uint8Array;
  /** The identifier of the one who gets it; without one it is in stock. */
  readonly holder?: string;
  /** What differs from SHA-1, 6 digits, 60 s, T0 = 0. A counter key has neither period nor T0. */
  readonly parameters?:
    | Partial<CodeParameters>
    | Partial<CounterParameters>
    /** An OCRA suite (RFC 6287) says all the others: with either C or T, without P and S. */
    | { readonly suite: string };
  /**
   * Makes it a counter key (RFC 4226), which shows a code when its button is pressed: the counter of the
   * code that it shows next, 0 for a new one. A counter key must have it.
   */
  readonly counter?: number;
};

/** What became of a key that was added. Nothing else of it is changed when it was there. */
export type AddKeyAnswer = "added" | "already-there" | "holder-taken";

/**
 * Verifies what holders of OTP keys type, for a login server: it loads, decides, stores and only then
 * answers. Any number of processes may do so over one store. `openValidator` makes one.
 *
 * Every method that reaches the store rejects with OtpError STORE_UNUSABLE while it cannot be used,
 * OUTCOME_UNKNOWN when nobody knows whether it was stored (say "try again", never "welcome"), and
 * TooBusyError when too many PINs wait to be hashed. What a holder types never throws.
 */
export class Validator {
  readonly #ports: Ports;
  readonly #survey = new AbortController();

  constructor(ports: Ports) {
    this.#ports = ports;
    // If the store goes away meanwhile, the next attempt reports it.
    surveyKeys(ports, this.#survey.signal).catch(() => {});
  }

  /**
   * Decides an attempt: an identifier, and a PASSCODE or, before the first use, the digits alone. Every
   * refusal is the same, after the same work, whatever its cause; `lastAttempt` tells staff which it was. Of two keys
   * of a holder it is decided by the present one, unless the claim says "incoming".
   */
  logIn(who: string | Claim, passcode: string, client: Client = noClient): Promise<LoginAnswer> {
    return logIn(this.#ports, { ...claimOf(who), passcode }, client);
  }

  /** Takes the PIN that a holder chose for the first use of their key, typed twice. */
  choosePin(transaction: string, pin: string, pinAgain: string): Promise<PinAnswer> {
    return submitPin(this.#ports, { transaction, pin, pinAgain });
  }

  /** Decides the PASSCODE, of the chosen PIN and a later code, that puts a key in service. */
  confirmPin(
    transaction: string,
    passcode: string,
    client: Client = noClient,
  ): Promise<LoginAnswer> {
    return confirmPasscode(this.#ports, { transaction, passcode }, client);
  }

  /**
   * Asks a challenge of the holder of a key with a keypad (OCRA, RFC 6287), and of any other identifier alike. It can be answered
   * once, for five minutes.
   */
  issueChallenge(who: string | Claim): Promise<ChallengeIssued> {
    return issueChallenge(this.#ports, claimOf(who));
  }

  /**
   * Decides the answer to a challenge: the PIN directly followed by the response or, before the first use, the response
   * alone. In all else it is `logIn`; the chosen PIN of a first use is confirmed by it as well.
   */
  answerChallenge(
    who: string | Claim,
    answer: { readonly challenge: string; readonly passcode: string },
    client: Client = noClient,
  ): Promise<LoginAnswer> {
    return answerChallenge(this.#ports, { ...claimOf(who), ...answer }, client);
  }

  /** Returns where a first use stands, for a page that is opened again. */
  firstUse(transaction: string): Promise<TransactionAnswer> {
    return transactionStatus(this.#ports, transaction);
  }

  /** Decides the PASSCODE with which a change of PIN begins: it is a log-in in every respect. */
  beginPinChange(
    identifier: string,
    passcode: string,
    client: Client = noClient,
  ): Promise<PinChangeBegun> {
    return startPinChange(this.#ports, { identifier, passcode }, client);
  }

  /** Takes the new PIN, typed twice. It is not in force before it is confirmed. */
  chooseNewPin(change: string, pin: string, pinAgain: string): Promise<PinChangeAnswer> {
    return submitNewPin(this.#ports, { change, pin, pinAgain });
  }

  /** Decides the PASSCODE, of the new PIN and a later code, that puts the new PIN in force. */
  confirmNewPin(change: string, passcode: string, client: Client = noClient): Promise<PinRenewed> {
    return confirmNewPin(this.#ports, { change, passcode }, client);
  }

  /** Returns where a change of PIN stands; null once it is over. */
  pinChange(
    change: string,
  ): Promise<{ readonly isChosen: boolean; readonly hint: NextCodeHint } | null> {
    return pinChangeStatus(this.#ports, change);
  }

  /** Returns whether a session that began with this log-in is still good: ask before each page. */
  isLoggedIn(login: Login): Promise<boolean> {
    return isLoggedIn(this.#ports, login);
  }

  /** Ends the log-in in all browsers of its holder. */
  logOut(login: Login): Promise<void> {
    return endLogin(this.#ports, login);
  }

  /**
   * Puts a key in stock and, with `holder`, assigns it. `actor` stands in the audit trail. Throws
   * RangeError for a serial, a holder or parameters that cannot be used, TypeError for a field that no key
   * has, OtpError SEED_UNUSABLE for a seed; nothing is stored then.
   */
  async addKey(key: KeyGiven, actor = "system"): Promise<AddKeyAnswer> {
    requireKnown("a key", key, ["serial", "seed", "holder", "parameters", "counter"]);
    const { serial, seed, counter } = key;
    const holder = key.holder === undefined ? null : identifierOf(key.holder);
    const parameters = parametersOf(key);
    const made = { serial, seed, parameters, ...(counter !== undefined && { counter }) };
    if (!(await addKey(this.#ports, made, actor))) return "already-there";
    if (holder === null) return "added";
    const { kind } = await this.act(serial, { kind: "assign", holder }, actor);
    return kind === "holder-taken" ? kind : "added";
  }

  /** Does what the help desk does to a key; `actor` stands in the audit trail. */
  act(serial: string, act: KeyAct, actor: string): Promise<ActOutcome> {
    return actOnStoredKey(this.#ports, serial, act, actor);
  }

  /** Returns a key's record, or null. It holds no secret in the clear. */
  async key(serial: string): Promise<KeyRecord | null> {
    return (await loadKey(this.#ports, serial))?.record ?? null;
  }

  /** Returns the record of the key with which a holder logs in, or null: of two the present one. */
  async keyOf(holder: string): Promise<KeyRecord | null> {
    const identifier = holderIdentifier(holder);
    if (identifier === null) return null;
    return (await findKeyOf(this.#ports, identifier))?.record ?? null;
  }

  /** Goes through the records of all keys, in the order of their serials. */
  keys(): AsyncIterable<KeyRecord> {
    return allKeys(this.#ports);
  }

  /** Returns the last `limit` events of a key's audit trail, oldest first; none for an unknown key. */
  async trail(serial: string, limit = 50): Promise<readonly ChainedEvent[]> {
    const record = await this.key(serial);
    return record === null ? [] : this.#lastEvents(record, limit);
  }

  /**
   * Returns what became of the last attempt on the key of a holder, for staff only: its `reason` and
   * `diagnosis` tell what a refusal never tells its holder. Null without a key or an attempt.
   */
  async lastAttempt(holder: string): Promise<ChainedEvent | null> {
    const record = await this.keyOf(holder);
    const events = record === null ? [] : await this.#lastEvents(record, 50);
    return events.findLast(({ kind }) => attempts.has(kind)) ?? null;
  }

  #lastEvents({ serial, audit }: KeyRecord, limit: number): Promise<readonly ChainedEvent[]> {
    const afterSequence = Math.max(0, audit.count - limit);
    return this.#ports.store.events(serial, { afterSequence, limit });
  }

  /** Closes the store. Attempts under way fail; none begins any more. */
  async close(): Promise<void> {
    this.#survey.abort();
    await this.#ports.store.close();
  }
}

const attempts: ReadonlySet<ChainedEvent["kind"]> = new Set([
  "accepted",
  "commissioned",
  "first-code",
  "refused",
]);

const parameterNames = [
  ...["algorithm", "digits", "periodSeconds", "t0Seconds", "movingFactor", "suite"],
];

function parametersOf({ parameters = {}, counter }: KeyGiven): KeyParameters {
  requireKnown("the parameters of a key", parameters, parameterNames);
  if ("suite" in parameters) {
    if (Object.keys(parameters).length > 1) {
      throw new RangeError(
        "Cannot use other parameters beside a suite: it says all, leave them out",
      );
    }
    return keyParameters(parameters);
  }
  if (counter === undefined && !("movingFactor" in parameters)) {
    return codeParameters({ periodSeconds: 60, ...parameters });
  }
  if ("periodSeconds" in parameters || "t0Seconds" in parameters) {
    throw new RangeError("Cannot add a counter key with a period: only a time key has one");
  }
  return counterParameters(parameters);
}

/** From JavaScript a period beside the parameters would be passed over, and the key would be another one. */
function requireKnown(what: string, given: object, names: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const cure = parameterNames.includes(unknown) ? `parameters: { ${unknown} }` : names.join(", ");
  throw new TypeError(`Cannot use "${unknown}" in ${what}: expected ${cure}`);
}

function claimOf(who: string | Claim): Claim {
  return typeof who === "string" ? { identifier: who } : who;
}

function identifierOf(holder: string): string {
  const identifier = holderIdentifier(holder);
  if (identifier !== null) return identifier;
  throw new RangeError(
    "Cannot assign a key: expected an identifier of 1 to 128 characters without blanks",
  );
}
