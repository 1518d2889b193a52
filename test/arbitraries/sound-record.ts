import {
  codeParameters,
  hashPin,
  type KeyRecord,
  type KeyState,
  makePinVerifier,
  newKeyRecord,
  type PinVerifier,
} from "@jeton/core";
import * as fc from "fast-check";
import { testKeyring } from "../support/keyring.ts";
import { anyKeyRecord } from "./key-record.ts";
import { anySeed } from "./seed.ts";

/** The PIN, and the activation code, of every record below that has one. */
export const soundPin = "4071";

/** A record in any state and with any numbers, with what only its holder knows. */
export type SoundRecord = { readonly record: KeyRecord; readonly seed: Uint8Array };

/** Any record that can be stored, whose seals the keyring of tests opens. */
export const anySoundRecord: fc.Arbitrary<SoundRecord> = fc
  .tuple(anyKeyRecord, anySeed)
  .map(([record, seed]) => {
    const { serial } = record;
    const key = { serial, seed, parameters: codeParameters(), nonce: new Uint8Array(24) };
    const pin = verifierOf(serial);
    return {
      seed,
      record: {
        ...record,
        seed: newKeyRecord(testKeyring, key).seed,
        state: withPin(record.state, pin),
        temporaryCode: record.temporaryCode && { ...record.temporaryCode, verifier: pin },
        recoveryCodes: record.recoveryCodes && {
          ...record.recoveryCodes,
          codes: record.recoveryCodes.codes.map((code) => ({ ...code, verifier: pin })),
        },
        firstUse: { ...record.firstUse, activation: record.firstUse.activation && pin },
      },
    };
  });

function withPin(state: KeyState, pin: PinVerifier): KeyState {
  switch (state.kind) {
    case "suspended":
      return { ...state, before: withPin(state.before, pin) };
    case "confirming-pin":
    case "in-service":
      return { ...state, pin };
    case "in-stock":
    case "assigned":
    case "choosing-pin":
    case "lost":
    case "retired":
      return state;
    default:
      return state satisfies never;
  }
}

function verifierOf(serial: string): PinVerifier {
  const salt = new Uint8Array(16);
  const cost = { logN: 1, r: 1, p: 1 };
  const digest = hashPin({ pin: soundPin, salt, cost });
  return makePinVerifier(testKeyring, serial, { salt, cost, digest, nonce: new Uint8Array(24) });
}
