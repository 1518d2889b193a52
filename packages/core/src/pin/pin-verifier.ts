import { hmac } from "@noble/hashes/hmac.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { equalBytes } from "../base/equal-bytes.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type Sealed, seal, unseal } from "../seals/seal.ts";

/** scrypt's cost (RFC 7914): N = 2^logN, block size r, parallelism p. */
export type PinHashCost = { readonly logN: number; readonly r: number; readonly p: number };

/**
 * N = 2^10 is 1 MiB and 2 to 3 ms. A 4-digit PIN has 10^4 values: no cost protects it offline, the
 * sealing key outside the database does. Decision 30 (docs/design) has the figures.
 */
export const defaultPinHashCost: PinHashCost = { logN: 10, r: 8, p: 1 };

/** The costs that a stored record may hold: a damaged one must not ask for memory without end. */
export const pinHashCostMax: PinHashCost = { logN: 24, r: 64, p: 64 };

/** What is stored of a PIN. */
export type PinVerifier = {
  /** 16 bytes in hex. */
  readonly salt: string;
  readonly cost: PinHashCost;
  /**
   * K_pin and HMAC-SHA-256(K_pin, serial, salt, scrypt(PIN, salt)), 32 bytes each, sealed. K_pin is
   * derived from the master key of the day and goes with what it made, so that a verifier outlives
   * that master key.
   */
  readonly sealed: Sealed;
};

export const pinSaltBytes = 16;
export const pinDigestBytes = 32;

const pinKeyBytes = 32;

/** What must be hashed to check a PIN. The shell does it, since it takes long. */
export type PinQuestion = {
  readonly pin: string;
  readonly salt: Uint8Array;
  readonly cost: PinHashCost;
};

/** Returns scrypt of the PIN, 32 bytes: noble's, slow but everywhere. */
export function hashPin(question: PinQuestion): Uint8Array {
  const { logN, r, p } = question.cost;
  return scrypt(utf8ToBytes(question.pin), question.salt, {
    N: 2 ** logN,
    r,
    p,
    dkLen: pinDigestBytes,
  });
}

/** Makes the verifier of a hashed PIN. `nonce` must be 24 fresh random bytes. */
export function makePinVerifier(
  keyring: Keyring,
  serial: string,
  chosen: {
    readonly salt: Uint8Array;
    readonly cost: PinHashCost;
    readonly digest: Uint8Array;
    readonly nonce: Uint8Array;
  },
): PinVerifier {
  const pinKey = keyring.active.keys["pin-verifier"];
  const plain = concatBytes(pinKey, authenticator(pinKey, serial, chosen.salt, chosen.digest));
  const sealed = seal(keyring, { purpose: "pin-seal", serial }, { plain, nonce: chosen.nonce });
  return { salt: bytesToHex(chosen.salt), cost: chosen.cost, sealed };
}

/** Returns whether `digest` is the hash of the PIN, in time that depends on no secret. */
export function verifyPin(
  keyring: Keyring,
  serial: string,
  verifier: PinVerifier,
  digest: Uint8Array,
): boolean {
  const { plain } = unseal(keyring, { purpose: "pin-seal", serial }, verifier.sealed);
  const pinKey = plain.subarray(0, pinKeyBytes);
  const expected = authenticator(pinKey, serial, hexToBytes(verifier.salt), digest);
  const right = equalBytes(plain.subarray(pinKeyBytes), expected);
  plain.fill(0);
  return right;
}

/** Does the work of `verifyPin` for a key that has no PIN, and answers false. */
export function verifyDecoyPin(
  keyring: Keyring,
  record: { readonly serial: string; readonly seed: Sealed },
  digest: Uint8Array,
): boolean {
  const { serial } = record;
  const { plain } = unseal(keyring, { purpose: "seed", serial }, record.seed);
  const pinKey = keyring.active.keys["pin-verifier"];
  equalBytes(plain, authenticator(pinKey, serial, new Uint8Array(pinSaltBytes), digest));
  plain.fill(0);
  return false;
}

function authenticator(
  pinKey: Uint8Array,
  serial: string,
  salt: Uint8Array,
  digest: Uint8Array,
): Uint8Array {
  // The serial's length goes in front, so that no two inputs share a concatenation.
  const name = utf8ToBytes(serial);
  const message = concatBytes(Uint8Array.of(name.length >> 8, name.length), name, salt, digest);
  return hmac(sha256, pinKey, message);
}
