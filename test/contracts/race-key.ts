import {
  authenticate,
  type CodeParameters,
  codeAt,
  codeParameters,
  createKeyring,
  type Decision,
  defaultPolicy,
  hashPin,
  type KeyRecord,
  type Keyring,
  type KeyStore,
  makePinVerifier,
  newKeyRecord,
  type Policy,
  parsePasscode,
  pinQuestion,
  stepStartsAt,
  type TimeStep,
} from "@jeton/core";

// What parent and child processes of the race tests must agree on. The keys are published here:
// they protect nothing.

const seed = new Uint8Array(20).fill(0x5e);
const pin = "2580";
const wrongPin = "9631";
const cost = { logN: 1, r: 1, p: 1 };

export const raceKeyring: Keyring = createKeyring([new Uint8Array(32).fill(0x3a)]);

export const raceParameters: CodeParameters = codeParameters({ periodSeconds: 60 });

/**
 * No delays, no locks and no second codes, so that only the code decides; hashing a PIN costs next to nothing and few
 * codes are computed, so that most of the time goes to the store.
 */
export const racePolicy: Policy = {
  ...defaultPolicy,
  scanSteps: 20,
  windows: { ...defaultPolicy.windows, "in-service": { acceptSteps: 5, askSteps: 41 } },
  pinHashCost: cost,
  delayFromFailure: Number.MAX_SAFE_INTEGER,
  lockAtFailure: Number.MAX_SAFE_INTEGER,
  twoCodesFromGuess: Number.MAX_SAFE_INTEGER,
  threeCodesFromGuess: Number.MAX_SAFE_INTEGER,
};

/** Returns a key in service, as its commissioning leaves it. */
export function raceKey(serial: string, parameters: CodeParameters = raceParameters): KeyRecord {
  const nonce = new Uint8Array(24);
  const record = newKeyRecord(raceKeyring, { serial, seed, parameters, nonce });
  const salt = new Uint8Array(16);
  const digest = hashPin({ pin, salt, cost });
  const verifier = makePinVerifier(raceKeyring, serial, { salt, cost, digest, nonce });
  return {
    ...record,
    holder: `holder-${serial}`,
    state: { kind: "in-service", pin: verifier },
  };
}

type Presented = {
  readonly step: TimeStep;
  readonly at: TimeStep;
  readonly pinIsRight?: boolean;
  readonly parameters?: CodeParameters;
};

/** Returns the decision of `presentAndTell`. */
export async function present(
  store: KeyStore,
  serial: string,
  presented: Presented,
): Promise<Decision> {
  return (await presentAndTell(store, serial, presented)).decision;
}

/**
 * Presents the PASSCODE of `step` as a validator does, at the moment `at` begins: load, decide,
 * replace, and all of it again after a lost race. Returns the decision, and whether the code was spent.
 */
export async function presentAndTell(
  store: KeyStore,
  serial: string,
  { step, at, pinIsRight = true, parameters = raceParameters }: Presented,
): Promise<{ readonly decision: Decision; readonly isSpent: boolean }> {
  const givenPin = pinIsRight ? pin : wrongPin;
  const passcode = parsePasscode(givenPin + codeAt(seed, step, parameters), parameters.digits);
  if (!passcode.ok) throw new Error(`Cannot present step ${step}: ${passcode.problem}`);
  const now = stepStartsAt(at, parameters);
  for (;;) {
    const stored = await store.loadForHolder(`holder-${serial}`, "DECOY");
    if (stored === null) throw new Error(`Cannot present step ${step}: no key ${serial}`);
    const context = { now, policy: racePolicy, keyring: raceKeyring, clockTrusted: true };
    const question = pinQuestion(stored.record, passcode, context);
    const { decision, next, events } = authenticate(
      stored.record,
      { passcode, pinDigest: hashPin(question), transaction: "00".repeat(32) },
      context,
    );
    if (await store.replace(serial, stored.revision, next, events)) {
      return { decision, isSpent: (events[0]?.step ?? null) !== null };
    }
  }
}
