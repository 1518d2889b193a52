import { utf8ToBytes } from "@noble/hashes/utils.js";
import { inWords, requireObject, requireText, requireWhole } from "../base/foreign.ts";
import { unixMilliseconds } from "../base/units.ts";
import { nobleHashes } from "../codes/keyed-message.ts";
import { type OcraSuite, parseOcraSuite } from "../codes/ocra-suite.ts";
import { requireSeed } from "../codes/seed-bytes.ts";
import type { OcraInput } from "./data-input.ts";

/** A key that answers challenges (RFC 6287), and the challenge. */
export type OcraQuestion = OcraInput & {
  /** 1 to 1024 bytes; RFC 6287 §5.1 wants as many as the hash has. */
  readonly seed: Uint8Array;
  /** Such as `OCRA-1:HOTP-SHA1-6:QN08`. */
  readonly suite: string;
  /** The counter, 0 to 2^53-1; absent if the suite has no C. */
  readonly counter?: number | undefined;
  /** The moment in Unix **milliseconds**, such as `Date.now()`; absent if the suite has no T. */
  readonly at?: number | undefined;
};

/** The question checked: what the suite says, and where its counter and its time step are. */
export type CheckedOcra = {
  readonly seed: Uint8Array;
  readonly suite: OcraSuite;
  /** Null for a suite without a counter. */
  readonly counter: number | null;
  /** Null for a suite without a time step. */
  readonly step: number | null;
};

/** @throws OtpError SEED_UNUSABLE, RangeError and TypeError as `ocra` does. */
export function checkedOcra(given: unknown): CheckedOcra {
  requireObject("use a key", given, "an object with a seed");
  const { seed, suite: text, counter, at } = given as Partial<OcraQuestion>;
  requireSeed(seed);
  const suite = parseOcraSuite(text as string);
  refuseAbsentPart("a counter", counter, suite.hasCounter);
  refuseAbsentPart("a moment", at, suite.periodSeconds !== null);
  if (suite.hasCounter) requireWhole("a counter", counter, counterRange);
  const { periodSeconds } = suite;
  // Not `stepAt`: no key with a clock alone has a period of more than a day, which a suite may have.
  const step =
    periodSeconds === null
      ? null
      : Math.floor(unixMilliseconds(at as number) / (1000 * periodSeconds));
  return { seed, suite, counter: counter ?? null, step };
}

const counterRange = { min: 0, max: Number.MAX_SAFE_INTEGER, wanted: "a whole number >= 0" };

function refuseAbsentPart(name: string, given: unknown, isPart: boolean): void {
  if (isPart || given === undefined) return;
  throw new RangeError(
    `Cannot use ${name}: found ${inWords(given)}, expected none, since the suite has no such part`,
  );
}

/**
 * Returns the hash of a PIN as the suite wants it, of its UTF-8 bytes. It is as secret as the PIN: whoever has it
 * finds the PIN by trying all of them.
 * @throws RangeError for a suite without P, or one that is none, TypeError for values of another type.
 */
export function ocraPinHash(suite: string, pin: string): Uint8Array {
  const { pinHash } = parseOcraSuite(suite);
  requireText("hash a PIN", pin);
  if (pinHash === null) throw new RangeError("Cannot hash a PIN: the suite has no part for one");
  return nobleHashes[pinHash](utf8ToBytes(pin));
}
