import { firstCounterMax } from "@jeton/core";
import {
  type Algorithm,
  algorithmNamed,
  type KeyParameters,
  keyParameters,
  keyPeriodSecondsMin,
} from "@jeton/core/units";
import { isName, nameWanted } from "./file-key.ts";
import { type ProblemCode, shown } from "./finding.ts";
import type { At, Reading } from "./reading.ts";

/** What a number must lie within, both included, and the problem that it is else. */
type NumberLimits = {
  readonly code: ProblemCode;
  readonly min: number;
  readonly max: number;
  /** The limits in words, where the numbers say little. */
  readonly wanted?: string;
};

/**
 * Returns the algorithm of a name such as SHA1, sha-256 or HmacSHA512; the spelling `canonical`
 * writes it without a remark, any other with a warning. Null after a problem.
 */
export function readAlgorithm(
  reading: Reading,
  at: At,
  name: { readonly text: string; readonly canonical: (algorithm: Algorithm) => string },
): Algorithm | null {
  const algorithm = algorithmNamed(name.text);
  if (algorithm === null) {
    reading.problem("algorithm-unknown", at, shown(name.text), "SHA-1, SHA-256 or SHA-512");
    return null;
  }
  const canonical = name.canonical(algorithm);
  if (name.text !== canonical) {
    reading.warning("algorithm-spelling", at, shown(name.text), `"${canonical}"`);
  }
  return algorithm;
}

/** Returns SHA1, SHA256 or SHA512, as otpauth:// writes them. */
export function shortAlgorithmName(algorithm: Algorithm): string {
  return algorithm.replace("-", "");
}

/** Returns the digits of a code, 6 to 10, or null after a problem. */
export function readDigits(reading: Reading, at: At, text: string): number | null {
  return readWhole(reading, at, text, { code: "digits-unsupported", min: 6, max: 10 });
}

/** The periods that are read: people cannot log in with a key whose period is shorter. */
export const periodLimits: NumberLimits = {
  code: "period-unsupported",
  min: keyPeriodSecondsMin,
  max: 86_400,
};

/** Returns the period in seconds, or null after a problem. */
export function readPeriod(reading: Reading, at: At, text: string): number | null {
  return readWhole(reading, at, text, periodLimits);
}

/** Returns the seconds from 1970 to a key's first step, or null after a problem. */
export function readT0(reading: Reading, at: At, text: string): number | null {
  return readWhole(reading, at, text, { code: "number-malformed", min: 0, max: t0SecondsMax });
}

/** 9999-12-31: no server computes a step behind it. */
const t0SecondsMax = 253_402_300_799;

/** Returns what an OCRA suite (RFC 6287) says of a key that answers challenges, or null after a problem. */
export function readSuite(reading: Reading, at: At, text: string): KeyParameters | null {
  try {
    return keyParameters({ suite: text.trim() });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reading.problem("suite-unsupported", at, shown(text.trim()), suiteWanted);
    return null;
  }
}

const suiteWanted =
  'a suite such as "OCRA-1:HOTP-SHA256-8:C-QN08": 6 digits or more, with either C or a T of 15 s to a day, no P and no S';

/** Reports what a file says beside a suite, unless the suite says the same. */
export function requireAsSuite(
  reading: Reading,
  at: At,
  { said, bySuite }: { readonly said: string | number; readonly bySuite: string | number },
): void {
  if (said === bySuite) return;
  reading.problem("suite-differs", at, shown(String(said)), `${bySuite}, as the suite says`);
}

/** The counters that are read. */
export const counterLimits: NumberLimits = {
  code: "counter-unsupported",
  min: 0,
  max: firstCounterMax,
  wanted: "a whole number from 0 to 2^52",
};

/**
 * Returns the counter of a counter key's next code, or null after a problem. A file must say it: with 0 for
 * what it does not say, codes that were used before would pass again.
 */
export function readCounter(reading: Reading, at: At, text: string | undefined): number | null {
  if (text !== undefined && text.trim() !== "") return readWhole(reading, at, text, counterLimits);
  reportNoCounter(reading, at);
  return null;
}

/** Reports a counter key whose counter the file does not say. */
export function reportNoCounter(reading: Reading, at: At): void {
  reading.problem(
    "counter-missing",
    at,
    "no counter of a key that counts",
    "that of its next code",
  );
}

/** Returns the whole number that the text writes in decimal digits, or null after a problem. */
export function readWhole(
  reading: Reading,
  at: At,
  text: string,
  limits: NumberLimits,
): number | null {
  const trimmed = text.trim();
  // Of numbers that are smaller more digits are no number, but perhaps a seed.
  const digitsMax = Math.max(10, String(limits.max).length);
  const isNumber = /^-?[0-9]+$/.test(trimmed) && trimmed.replace("-", "").length <= digitsMax;
  const number = isNumber ? Number(trimmed) : Number.NaN;
  if (number >= limits.min && number <= limits.max) return number === 0 ? 0 : number;
  const code = Number.isNaN(number) ? "number-malformed" : limits.code;
  const { min, max, wanted = `a whole number from ${min} to ${max}` } = limits;
  reading.problem(code, at, shown(text), wanted);
  return null;
}

/** Returns the name without blanks at its ends; null for an empty one, or after a problem. */
export function readName(reading: Reading, at: At, text: string): string | null {
  const name = text.trim();
  if (name === "" || isName(name)) return name || null;
  reading.problem("name-malformed", at, shown(text), nameWanted);
  return null;
}
