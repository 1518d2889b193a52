import {
  type Attempt,
  actOnKey,
  authenticate,
  type Context,
  choosePin,
  counterParameters,
  type Decision,
  firstCounter,
  hashPin,
  type KeyRecord,
  newKeyRecord,
  type Outcome,
  unixMilliseconds,
} from "@jeton/core";
import { quickPolicy, testTransactionId } from "./commission.ts";
import { frozen } from "./frozen.ts";
import { independentCode } from "./independent-code.ts";
import { testKeyring } from "./keyring.ts";
import { attemptWith } from "./lead-life.ts";
import { rfcSeed } from "./rfc-seed.ts";

/** The moment at which the counter keys of these tests begin: 2026-01-01. */
export const counterBeginning = 1_767_225_600_000;

export const counterPin = "4071";

const parameters = counterParameters();

/** Returns the code that the key of these tests shows for a counter: RFC 4226's own key. */
export function counterCode(counter: number): string {
  return independentCode(rfcSeed("SHA-1"), counter, parameters);
}

/** Returns the context of so many seconds after the beginning. */
export function counterContext(seconds = 0, changes: Partial<Context> = {}): Context {
  const now = unixMilliseconds(counterBeginning + seconds * 1000);
  return { now, policy: quickPolicy, keyring: testKeyring, clockTrusted: true, ...changes };
}

/** Returns the key in stock; `counter` is the one whose code it shows next. */
export function counterKeyInStock(counter = 0): KeyRecord {
  const known = firstCounter(counter, unixMilliseconds(counterBeginning));
  const nonce = new Uint8Array(24).fill(4);
  const key = { serial: "C-1", seed: rfcSeed("SHA-1"), parameters, counter: known, nonce };
  return frozen(newKeyRecord(testKeyring, key));
}

/** Returns the key, assigned. */
export function counterKeyAssigned(counter = 0): KeyRecord {
  const by = { actor: "staff:test", now: counterContext().now };
  return frozen(actOnKey(counterKeyInStock(counter), { kind: "assign", holder: "ada" }, by).next);
}

/** What is given, and when: a counter, or the text of a code, and what stands in front of it. */
export type Given = {
  readonly pin?: string | null;
  readonly at?: number;
  readonly client?: Partial<Pick<Attempt, "device" | "flow" | "isIdReused">>;
  readonly context?: Partial<Context>;
};

/** Returns what comes of presenting the PIN with the code of a counter. */
export function presentCounter(
  record: KeyRecord,
  code: number | string,
  { pin = counterPin, at = 0, client = {}, context = {} }: Given = {},
): Outcome<Decision> & { readonly clockShift: number | null } {
  const whole = counterContext(at, context);
  const text = typeof code === "number" ? counterCode(code) : code;
  const attempt = {
    ...attemptWith(record, { pin, code: text }, whole, testTransactionId),
    ...client,
  };
  return frozen(authenticate(record, attempt, whole));
}

/** Returns the key whose holder gave the code of `counter` and chose their PIN. */
export function counterKeyConfirming(counter = 0): KeyRecord {
  const begun = presentCounter(counterKeyAssigned(counter), counter, { pin: null }).next;
  const salt = new Uint8Array(16).fill(3);
  const digest = hashPin({ pin: counterPin, salt, cost: quickPolicy.pinHashCost });
  const choice = { transactionId: testTransactionId, salt, digest, nonce: new Uint8Array(24) };
  return frozen(choosePin(begun, choice, counterContext()).next);
}

/** Returns the key in service: the codes of `counter` and the one behind it are spent. */
export function counterKeyInService(counter = 0): KeyRecord {
  return presentCounter(counterKeyConfirming(counter), counter + 1).next;
}
