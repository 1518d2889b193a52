import type { OcraSuite } from "@jeton/core/units";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { codeText, counterBytes, hashOf, keyedHash, truncated } from "./key-code.ts";

/** What a key with a keypad makes a response of. */
export type KeypadEntry = {
  /** The challenge as it was typed: decimal digits. */
  readonly challenge: string;
  /** The PIN as it was typed; "" for a suite without one. */
  readonly pin: string;
  /** The counter, 0 for a suite without one. */
  readonly counter: number;
  /** The number of the time step on the key's own clock, 0 for a suite without one. */
  readonly step: number;
};

/**
 * Returns the response that a key with a keypad shows (RFC 6287): `suite.digits` digits, leading zeros kept. The suite must be one
 * of decimal challenges, without session information.
 *
 * This is the key's own route, as `keyCode` is: it shares test vectors with the validator, never code.
 */
export function keyResponse(seed: Uint8Array, suite: OcraSuite, entry: KeypadEntry): string {
  const { algorithm, digits, hasCounter, pinHash, periodSeconds } = suite;
  // RFC 6287 §5.1: the number in hexadecimal, filled up with zeros behind it.
  const question = BigInt(entry.challenge)
    .toString(16)
    .padEnd(2 * questionBytes, "0");
  const parts = [
    utf8ToBytes(`${suite.text}\0`),
    ...(hasCounter ? [counterBytes(entry.counter)] : []),
    hexToBytes(question),
    ...(pinHash === null ? [] : [hashOf(pinHash)(utf8ToBytes(entry.pin))]),
    ...(periodSeconds === null ? [] : [counterBytes(entry.step)]),
  ];
  const message = hexToBytes(parts.map((part) => bytesToHex(part)).join(""));
  return codeText(truncated(keyedHash(algorithm, seed, message)), digits);
}

const questionBytes = 128;
