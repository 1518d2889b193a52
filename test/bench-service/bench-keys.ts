import {
  type CodeParameters,
  codeAt,
  codeParameters,
  createKeyring,
  defaultPinHashCost,
  defaultPolicy,
  hashPin,
  type KeyRecord,
  type Keyring,
  makePinVerifier,
  newKeyRecord,
  type PinHashCost,
  type Policy,
  sealRecord,
  stepAt,
  timeStep,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import type { StorePart } from "@jeton/store";

// What the benchmark's processes must agree on. The keys are published here: they protect nothing.

const seed = new Uint8Array(20).fill(0x21);
const pin = "2580";
const salt = new Uint8Array(16);
const nonce = new Uint8Array(24);
const parameters: CodeParameters = codeParameters({ periodSeconds: 60 });

export const benchKeyring: Keyring = createKeyring([new Uint8Array(32).fill(0x44)]);

/** "real" costs what an installation's PINs cost, "trivial" next to nothing. */
export type HashKind = "real" | "trivial";

const costs: Readonly<Record<HashKind, PinHashCost>> = {
  real: defaultPinHashCost,
  trivial: { logN: 1, r: 1, p: 1 },
};

/** The default policy but for the hash: each key logs in once or twice, so that no delay is met. */
export function benchPolicy(hash: HashKind): Policy {
  return { ...defaultPolicy, pinHashCost: costs[hash] };
}

/**
 * Returns the moment at which the benchmark's servers and holders live: an hour after the machine's.
 * Filling a store raises its floor (law 12), so that the codes of some minutes are spent.
 */
export function benchNow(): UnixMilliseconds {
  return unixMilliseconds(Date.now() + 3_600_000);
}

export function holderNamed(index: number): string {
  return `holder-${index}`;
}

export function serialNamed(index: number): string {
  return `K${index}`;
}

/**
 * Returns what gives the PASSCODE of every key at a moment, since they share their seed and their
 * PIN: the right one, or else one whose code no step of the scan shows.
 */
export function passcodesAt(isRight: boolean): (now: UnixMilliseconds) => string {
  let known = { step: timeStep(0), passcode: "" };
  return (now) => {
    const step = stepAt(now, parameters) ?? timeStep(0);
    if (known.passcode === "" || known.step !== step) {
      const code = codeAt(seed, isRight ? step : timeStep(step + farSteps), parameters);
      known = { step, passcode: pin + code };
    }
    return known.passcode;
  };
}

/** A year of minutes: beyond any scan. */
const farSteps = 525_600;

/**
 * Returns a store's keys, in parts. The first `sealed` are real keys in service; the others are as
 * large, but their seals do not open: nobody logs in with them, and a million seals take minutes.
 */
export async function* benchParts(
  count: number,
  { sealed, hash }: { readonly sealed: number; readonly hash: HashKind },
): AsyncGenerator<StorePart> {
  const cost = costs[hash];
  const digest = hashPin({ pin, salt, cost });
  const realKey = (index: number): KeyRecord => {
    const serial = serialNamed(index);
    const record = newKeyRecord(benchKeyring, { serial, seed, parameters, nonce });
    const verifier = makePinVerifier(benchKeyring, serial, { salt, cost, digest, nonce });
    const state = { kind: "in-service", pin: verifier, asked: null } as const;
    return { ...record, holder: holderNamed(index), state };
  };
  const model = realKey(0);
  for (let from = 0; from < count; from += partSize) {
    const keys = Array.from({ length: Math.min(partSize, count - from) }, (_, offset) => {
      const index = from + offset;
      const other = { ...model, serial: serialNamed(index), holder: holderNamed(index) };
      const record = index < sealed ? sealRecord(benchKeyring, realKey(index), 1) : other;
      return { record, revision: 1, events: [], anchor: null };
    });
    yield { keys, documents: [] };
  }
}

const partSize = 2000;
