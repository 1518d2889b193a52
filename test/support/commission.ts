import {
  type Attempt,
  actOnKey,
  authenticate,
  type CodeParameters,
  type Context,
  choosePin,
  codeParameters,
  type Decision,
  defaultPolicy,
  hashPin,
  type KeyRecord,
  newKeyRecord,
  type Outcome,
  type Policy,
  stepStartsAt,
  timeStep,
} from "@jeton/core";
import { frozen } from "./frozen.ts";
import { independentCode } from "./independent-code.ts";
import { testKeyring } from "./keyring.ts";
import { attemptWith } from "./lead-life.ts";
import { rfcSeed } from "./rfc-seed.ts";

/** The default policy with a PIN hash that costs nothing. */
export const quickPolicy: Policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };

/** The transaction of every commissioning here. */
export const testTransactionId: Uint8Array = new Uint8Array(16).fill(5);

const parameters = codeParameters();
const salt = new Uint8Array(16).fill(3);

/** Returns the context of a moment in the middle of `step`. */
export function contextIn(step: number, given: CodeParameters = parameters): Context {
  const start = stepStartsAt(timeStep(step), given);
  const now = (start + given.periodSeconds * 500) as Context["now"];
  return { now, policy: quickPolicy, keyring: testKeyring, clockTrusted: true };
}

/** Returns the code that the key of these tests shows for `step`. */
export function codeOf(step: number): string {
  return independentCode(rfcSeed("SHA-1"), step, parameters);
}

/** Returns a key of the procedure, in stock. */
export function keyInStock(given: CodeParameters = parameters): KeyRecord {
  const nonce = new Uint8Array(24).fill(4);
  const seed = rfcSeed("SHA-1");
  return frozen(newKeyRecord(testKeyring, { serial: "1234567-0", seed, parameters: given, nonce }));
}

/** Returns the key, assigned in step 100. */
export function keyAssigned(): KeyRecord {
  const by = { actor: "staff:test", now: contextIn(100).now };
  return frozen(actOnKey(keyInStock(), { kind: "assign", holder: "jdupont" }, by).next);
}

/** Returns what comes of presenting PIN and code in the middle of `step`. */
export function present(
  record: KeyRecord,
  step: number,
  passcode: Attempt["passcode"],
  client: Pick<Attempt, "device" | "flow"> = {},
): Outcome<Decision> {
  const context = contextIn(step);
  const attempt = { ...attemptWith(record, passcode, context, testTransactionId), ...client };
  return frozen(authenticate(record, attempt, context));
}

/** Returns the key whose holder gave the code of step 100 and may choose a PIN. */
export function keyChoosingPin(): KeyRecord {
  return present(keyAssigned(), 100, { pin: null, code: codeOf(100) }).next;
}

/** Returns the key whose holder then chose this PIN. */
export function keyConfirmingPin(pin = "4071"): KeyRecord {
  const digest = hashPin({ pin, salt, cost: quickPolicy.pinHashCost });
  const choice = { transactionId: testTransactionId, salt, digest, nonce: new Uint8Array(24) };
  return frozen(choosePin(keyChoosingPin(), choice, contextIn(100)).next);
}

/** Returns the key in service since step 101. */
export function keyInService(pin = "4071"): KeyRecord {
  return present(keyConfirmingPin(pin), 101, { pin, code: codeOf(101) }).next;
}
